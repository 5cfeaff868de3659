"""What is stored about a firm, at `/daten/<token>`, and its way back by mail, at `/firma`."""

from web.pages.own_data import address, data, way_back
from web.pages.own_data.blueprint import blueprint

__all__ = ["address", "blueprint", "data", "way_back"]
