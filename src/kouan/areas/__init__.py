"""The areas of the port, each a noun that an official uses; every one has the same eight module names."""
