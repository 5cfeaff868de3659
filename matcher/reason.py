"""Reason: what is to be said, as a code and its values; the words come later, per language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reason:
    """`code` is a key of the wording tables, `values` fill its sentence."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)
