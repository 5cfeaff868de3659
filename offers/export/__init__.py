"""Exports: offers to the formats that others read."""
