"""Taxes beside cases: a bill when a declaration is accepted, no release before it is paid, secured or nil; and the counter
where bills are paid, the bank's answers come in, and money goes back.
"""
