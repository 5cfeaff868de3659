"""Lists of firms: read, looked at, imported, matched with the catalogue."""
