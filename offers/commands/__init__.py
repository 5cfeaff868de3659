"""The commands of `python -m offers` that work on a database."""
