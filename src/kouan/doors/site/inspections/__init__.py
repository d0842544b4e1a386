"""Joint inspections for people: the calendar, one appointment, asking for one."""
