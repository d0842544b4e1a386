"""The law of a ship's call as dated data, and what follows from it."""
