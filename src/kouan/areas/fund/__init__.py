"""The special fund of the port of entry: notices, allocations, targets, and their evidence."""
