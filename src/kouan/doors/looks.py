"""How often one address may try codes that open a consignment: shared by the page and the lane."""

from kouan.store.limits import Limits

LOOKS = Limits(0.5, 30)
"""30 at once, then one in two seconds."""
GUESSES = Limits(0.05, 10)
"""Wrong ones: 10, then one in 20 seconds."""
