"""Kinds of news, runs and parts, for those who may not touch the tables."""

from models.digest import Audience, PartState, Rhythm, RunKind

__all__ = ["Audience", "PartState", "Rhythm", "RunKind"]
