"""The 29 needs in the order of the interchange format."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from offers.taxonomy.bilingual import Bilingual
from offers.taxonomy.data_files import listed, read_yaml

_PACKAGE = "offers.taxonomy.needs"


@dataclass(frozen=True, slots=True)
class Need:
    """One need: its label, a line that explains it, and what people say who have it.

    `strong` phrases name the need, `words` are usual ways to say it, `hints` only lean to it.
    """

    key: str
    label: Bilingual
    hint: Bilingual
    strong: tuple[str, ...]
    words: tuple[str, ...]
    hints: tuple[str, ...]

    @property
    def label_de(self) -> str:
        """The German label, as in the interchange format."""
        return self.label.de

    @property
    def label_en(self) -> str:
        """The plain English label."""
        return self.label.en

    @property
    def synonyms(self) -> tuple[str, ...]:
        """Everything that people say for it, the surest first."""
        return self.strong + self.words


@dataclass(frozen=True, slots=True)
class NeedGroup:
    """Needs under one heading of the questionnaire."""

    label: Bilingual
    needs: tuple[Need, ...]


def need(key: str) -> Need:
    """The need of that key; KeyError if there is none."""
    return _BY_KEY[key]


def _read(entry: Mapping[str, Any]) -> Need:
    return Need(
        key=entry["key"],
        label=Bilingual.of(entry["label"]),
        hint=Bilingual.of(entry["hint"]),
        strong=listed(entry["strong"]),
        words=listed(entry["words"]),
        hints=listed(entry["hints"]),
    )


NEEDS: tuple[Need, ...] = tuple(_read(entry) for entry in read_yaml(_PACKAGE, "needs.yaml"))
NEED_KEYS: tuple[str, ...] = tuple(each.key for each in NEEDS)
_BY_KEY = {each.key: each for each in NEEDS}
GROUPS: tuple[NeedGroup, ...] = tuple(
    NeedGroup(Bilingual.of(entry["label"]), tuple(need(key) for key in entry["needs"]))
    for entry in read_yaml(_PACKAGE, "groups.yaml")
)
