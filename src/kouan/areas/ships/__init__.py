"""Ships and their calls: one general declaration, cleared by each agency on its own."""
