"""Tables that an installation takes over from files: read row by row, faults told by row and column, versions kept."""
