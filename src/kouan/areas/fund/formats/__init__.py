"""How notices of the fund are written by others; one file per format."""
