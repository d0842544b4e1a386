"""Replies of an outside customs system, taken in where kouan is the front of a national one."""
