"""Offers from any table in CSV, by a mapping from its columns to our fields."""

from offers.importers.table.importing import import_offers, read_offers, read_row
from offers.importers.table.mapping import TableMapping, load_mapping

__all__ = ["TableMapping", "import_offers", "load_mapping", "read_offers", "read_row"]
