"""The document types of the window: one file makes one type."""
