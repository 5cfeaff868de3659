"""Lists of firms that advisors import: upload, preview, progress, results."""

from web.pages.firm_lists import deciding, downloads, showing, uploading
from web.pages.firm_lists.blueprint import blueprint

__all__ = ["blueprint", "deciding", "downloads", "showing", "uploading"]
