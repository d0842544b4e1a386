"""Tag libraries of the kit."""
