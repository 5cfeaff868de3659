"""Organisations: whom to ask, who belongs where, who serves which territory."""
