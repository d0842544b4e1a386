"""What speed means here: each figure a ratio against a named limit, both sides measured in one run."""
