"""Objections to a published notice: taken in, completed, settled by the decision table, closed; identities in a vault."""
