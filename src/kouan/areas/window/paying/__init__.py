"""What follows a tax bill: paying, securing, putting it on a month's summary, the bank's answers, money that goes back.

Deeds make units: facts for the journal, and the rows that move with them in the same transaction. ADR 0014 says why.
"""
