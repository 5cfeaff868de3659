"""The ledger of de minimis aid of a firm, and the room under the ceilings."""

from web.pages.aid import routes, table_file
from web.pages.aid.blueprint import blueprint

__all__ = ["blueprint", "routes", "table_file"]
