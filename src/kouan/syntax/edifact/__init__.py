"""UN/EDIFACT: signs, segments, groups by the directory, whole interchanges. Meaning is the area's; syntax is here."""
