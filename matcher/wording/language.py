"""Language: everything that differs between two languages, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from babel import Locale

Variants: TypeAlias = tuple[str, ...]
"""Wordings of one thing, the fullest first; the first whose slots all have a value is taken.

The last one has no slots, so that there is always something to say.
"""

Table: TypeAlias = Mapping[str, Variants]
Labels: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """Tables of one language.

    - `sentences`: reason code -> sentence.
    - `facts`: fact name and the answer it must have -> its own demand and a sentence a truth.
    - `demands`, `refusals`: kind of leaf -> what it asks, plainly and under a 'not'.
    - `labels`: group -> word of the format -> label.
    - `units`: unit -> plural form (CLDR) -> template.
    - `places`: region code -> its name where it differs from the native one.
    - `locatives`: pattern of a place name -> 'in ...'.
    - `sizes`, `sizes_in_full`: size classes together -> their common name.
    - `problems`: code of an input error -> sentence.
    - `changes`: code of a change of an offer -> sentence.
    - `expectations`: pattern of an English expectation -> its wording.
    - `labels_conditions`: true where labels of conditions are written in this language.
    """

    code: str
    locale: Locale
    sentences: Table
    facts: Mapping[str, Labels]
    demands: Table
    refusals: Table
    questions: Labels
    labels: Mapping[str, Labels]
    phrases: Labels
    units: Mapping[str, Labels]
    places: Labels
    locatives: tuple[tuple[str, str], ...]
    sizes: Mapping[frozenset[str], str]
    sizes_in_full: Mapping[frozenset[str], str]
    problems: Table
    changes: Labels
    expectations: tuple[tuple[str, str], ...]
    labels_conditions: bool

    def label(self, group: str, word: str) -> str:
        """The label of a word of a closed list; the word itself if it is none of it."""
        return self.labels[group].get(word, str(word))
