"""Earlier years of the fund, from the sheets that were kept then: what was granted, paid, spent."""
