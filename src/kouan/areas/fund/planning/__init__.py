"""The allocation plan as one versioned object: its rows, its cut, its moves, its notice, and what differs between versions."""
