"""What banks and the window say to each other: ISO 20022 pain.001 out, pain.002 and camt.054 in.

Element names and their order are those of the standard's versions pain.001.001.09, pain.002.001.10 and camt.054.001.08.
"""
