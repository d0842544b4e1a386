"""UN/EDIFACT (ISO 9735, syntax versions 3 and 4): service signs, segments, groups, and the directory D.24A."""
