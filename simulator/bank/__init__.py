"""A pretended bank: takes pain.001, answers with pain.002 and camt.054, and can be told to behave badly."""
