"""The 21 sections and 88 divisions of WZ 2008 with their labels."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from offers.taxonomy.bilingual import Bilingual
from offers.taxonomy.data_files import listed, read_yaml


@dataclass(frozen=True, slots=True)
class Sector:
    """A section ('C') or division ('25'), with the words people use for its businesses.

    `section` is the letter it belongs to; `words` point to it surely, `also` less so.
    """

    code: str
    section: str
    label: Bilingual
    words: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


def _read() -> tuple[Mapping[str, Sector], Mapping[str, Sector]]:
    sections: dict[str, Sector] = {}
    divisions: dict[str, Sector] = {}
    for entry in read_yaml("offers.taxonomy.sectors", "wz2008.yaml"):
        letter = entry["code"]
        sections[letter] = Sector(letter, letter, Bilingual.of(entry))
        for code, fields in entry["divisions"].items():
            divisions[code] = _division(code, letter, fields)
    return MappingProxyType(sections), MappingProxyType(divisions)


def _division(code: str, letter: str, fields: Mapping[str, Any]) -> Sector:
    words, also = listed(fields.get("words")), listed(fields.get("also"))
    return Sector(code, letter, Bilingual.of(fields), words, also)


SECTIONS, DIVISIONS = _read()
