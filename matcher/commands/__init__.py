"""The commands of `python -m matcher`, one module a family."""
