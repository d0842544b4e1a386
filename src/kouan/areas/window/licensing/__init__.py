"""Licences and handbook items as accounts: what was issued, what declarations reserved and wrote off, what remains.

Balance = issued less reserved less written off, never below nought: the database holds it, and a movement whose quantity no
longer fits touches no row, so that of two declarations at once exactly one has it.
"""
