"""The words of the house. Pure: no framework, no clock, no area's noun."""
