"""How others write what the window calls a declaration: one file a format."""
