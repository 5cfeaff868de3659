"""The tests: sentences about behaviour, on the real thing."""
