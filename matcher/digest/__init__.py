"""Digests: what of a catalogue's history concerns one company, or one territory, and when."""
