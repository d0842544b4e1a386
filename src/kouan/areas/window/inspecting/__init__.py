"""Joint inspections: one appointment for all agencies that want to see the same goods or ship."""
