"""Look-ups in tables of others: the Harmonized System, the product rules of a trade agreement. The tables are loaded."""
