"""The version of the product: the same as in pyproject.toml."""

VERSION = "0.1.0"
