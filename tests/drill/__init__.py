"""Kill the port with -9 under load, again and again, and count what was promised against what is there."""
