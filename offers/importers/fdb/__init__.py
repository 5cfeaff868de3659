"""Offers from the weekly open table of the Förderdatenbank des Bundes."""

from offers.importers.fdb.importing import import_offers, read_offers, read_row

__all__ = ["import_offers", "read_offers", "read_row"]
