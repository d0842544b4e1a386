"""Joint inspections across the areas: who is asked, what follows on the goods' own cases, what stands against a release."""
