"""The counter: where the public objects, where officers handle it, and the letters between them."""
