"""Customs: duties, risk, inspection, release."""
