"""Importers: raw rows of one format to offers, or refusals with line, field and reason."""
