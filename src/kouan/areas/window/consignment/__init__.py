"""One consignment: manifest, bill, containers, declaration and notices held together, followed from the journal."""
