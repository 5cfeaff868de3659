"""The page of one offer as plain texts: for readers, and for editors before they publish."""

from web.offer_page.page import OfferPage, offer_page

__all__ = ["OfferPage", "offer_page"]
