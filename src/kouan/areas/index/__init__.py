"""Index: how long clearance takes and how easy trade is, computed from the journal alone, by dated definitions."""
