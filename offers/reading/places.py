"""Where a company must lie, as prose says: 'Unternehmen in Sachsen', 'im GRW-Gebiet'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from offers.reading.actors import PACKAGE
from offers.reading.evidence import SURE, read, stated
from offers.reading.folding import Folded, fold
from offers.reading.lexicon import Lexicon
from offers.schema import Condition, parse_condition
from offers.schema.conditions import InTerritory
from offers.taxonomy.data_files import read_yaml
from offers.taxonomy.regions import RegionKind, find_region

_BEFORE = re.compile(
    r"(?<![a-z-])(?P<seat>(?:sitz|sitz oder betriebsstaette|betriebsstaette|standort|niederlassung|"
    r"ansaessig|unternehmen|betriebe|firmen|kmu) )?(?:in|im|aus) (?:der |dem |den )?"
    r"(?:freistaat |bundesland |land |stadt |region )?(?=[a-z])"
)
_NEXT = re.compile(r" ?(?:/|,| und| oder) ?(?=[a-z])")
# 'BW' and the like have the form of codes of regions abroad.
_ABBREVIATED = {
    "BW": "DE1", "MV": "DE8", "M-V": "DE8", "SH": "DEF", "RLP": "DEB", "NRW": "DEA", "EU": "EU",
}  # fmt: skip
_MOST_WORDS, _LONGEST = 4, 60
_PLACE = 0.85


def areas(text: Folded) -> Iterator[Condition]:
    """Areas with rules of their own: coal regions, areas of regional aid."""
    for mention in _areas().mentions(text.text):
        quote = text.quote(mention.start, mention.end)
        yield stated(mention.entry, quote=quote, confidence=SURE)


def places(text: Folded) -> Iterator[Condition]:
    """Länder, Kreise and towns behind 'in', 'im' or 'aus', as one condition."""
    names, start, end = list[str](), len(text.text), 0
    for before in _BEFORE.finditer(text.text):
        for name, last in _names(text, before.end(), seat=before["seat"] is not None):
            names.append(name)
            start, end = min(start, before.end()), last
    if names:
        quote = text.quote(start, end)
        yield read(InTerritory(tuple(dict.fromkeys(names))), quote=quote, confidence=_PLACE)


def _names(text: Folded, start: int, *, seat: bool) -> Iterator[tuple[str, int]]:
    """The names of the list of places that begins here, each with its end."""
    while (found := _longest(text, start, seat=seat)) is not None:
        yield found
        more = _NEXT.match(text.text, found[1])
        if more is None:
            return
        start = more.end()


def _longest(text: Folded, start: int, *, seat: bool) -> tuple[str, int] | None:
    words = re.split(r"(?<=[ /,;()])", text.quote(start, start + _LONGEST))
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        name = "".join(words[:count]).strip(" ,;.()/")
        place = _place(name, seat=seat)
        if place is not None:
            return place, start + len(fold(name))
    return None


def _place(name: str, *, seat: bool) -> str | None:
    """The name as a territory takes it; a municipality only where a seat is spoken of."""
    if name in _ABBREVIATED:
        return _ABBREVIATED[name]
    if not name[:1].isupper() or name.isupper():
        return None
    region = find_region(name)
    if region is None or (region.kind is RegionKind.MUNICIPALITY and not seat):
        return None
    return name


@lru_cache(maxsize=1)
def _areas() -> Lexicon[Condition]:
    rows = read_yaml(PACKAGE, "places.yaml")
    known = ((row["words"], parse_condition(row["condition"])) for row in rows)
    return Lexicon((word, condition) for words, condition in known for word in words)
