"""The tables, the one writer of the journal, and the readers."""
