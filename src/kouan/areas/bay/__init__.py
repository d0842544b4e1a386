"""The ports of the bay: stays, berths, and travel between them."""
