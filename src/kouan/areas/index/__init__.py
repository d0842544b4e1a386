"""Clearance times and the facilitation index, computed from the journal alone."""
