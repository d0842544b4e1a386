"""Taxes of a declaration: from the terms of the deal to a bill that proves each of its numbers. Decimals only."""
