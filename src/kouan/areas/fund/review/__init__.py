"""What a careful reviewer remarks on a notice: rules D1 and on, each a function; nothing is mended."""
