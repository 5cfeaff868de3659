"""Dossiers: the arrangement of offers for a talk, and each one that was given out."""
