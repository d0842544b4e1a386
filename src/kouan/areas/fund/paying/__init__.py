"""From the final plan to what was spent: allotted, paid, returned, reported; each refused where it must be."""
