"""The tables: nothing but columns, keys and the way to a session."""
