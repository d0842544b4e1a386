"""What the fund reckons by: money, calendars, cuts, lights, scores, targets, objections; dated values lie beside as YAML."""
