"""Chapters of the manual, each a test module: what it says is what was run."""
