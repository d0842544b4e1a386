"""The Harmonized System of the six first digits: the edition in force on a day, its titles, codes that ended, the nearest.

Titles are English: no sourced Chinese titles are shipped. An installation adds its own (`commodity-names` of the
reference tables), and more codes that ended (`hs-ended`).
"""
