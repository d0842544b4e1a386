"""Matters of the fund, calls for applications, their ceilings."""
