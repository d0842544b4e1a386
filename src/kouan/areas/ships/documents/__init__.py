"""The documents of a ship's call, one file each."""
