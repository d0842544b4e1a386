"""The books: the money by year, early warnings, everything behind a number, earlier years, the whole fund as a file."""
