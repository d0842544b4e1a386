"""The house of the page tests, once for all of them."""

from tests.support.site import browse, site_house

__all__ = ["browse", "site_house"]
