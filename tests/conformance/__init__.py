"""Vectors by others, through the product's own entry points; one adapter an area."""
