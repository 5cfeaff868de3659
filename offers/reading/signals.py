"""Small words that say how a phrase is meant, from the editor's table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from offers.reading.actors import PACKAGE
from offers.reading.lexicon import phrase_pattern
from offers.taxonomy.data_files import read_yaml


@lru_cache(maxsize=64)
def signal(name: str) -> re.Pattern[str]:
    """The words of a row of the table as one pattern over folded text, longest first."""
    ordered = sorted(_table()[name], key=lambda phrase: (-len(phrase), phrase))
    words = "|".join(phrase_pattern(phrase) for phrase in ordered)
    return re.compile(rf"(?<![a-z-])(?:{words})(?![a-z-])")


def says(name: str, text: str) -> bool:
    """Whether one of the words of a row stands in a folded text."""
    return signal(name).search(text) is not None


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Sequence[str]]:
    table: Mapping[str, Sequence[str]] = read_yaml(PACKAGE, "signals.yaml")
    return table
