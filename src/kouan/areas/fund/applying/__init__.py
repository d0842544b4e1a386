"""Applications: written, looked at, handed in, withdrawn, found eligible or not."""
