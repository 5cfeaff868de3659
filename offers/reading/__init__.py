"""Prose of offers read into conditions, deadlines, amounts and needs, with quote and confidence."""

from offers.reading.offer_reader import read_offer

__all__ = ["read_offer"]
