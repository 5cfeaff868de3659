"""Titles taken apart: the words that name the thing, its numbers, its parts and its years."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from offers.schema import Offer
from offers.taxonomy.regions import Territory, find_region, region, resolve_territory
from offers.text.normalising import normalise
from offers.text.tokenising import stem, word_tokens, words

IN_BRACKETS = 0.5
"""What stands in brackets explains or abbreviates a name; it names less than the rest."""
SAID_ELSEWHERE = 0.25
"""Provider and territory in a title are compared on their own."""

_BRACKETS = re.compile(r"\(([^()]*)\)")
_ACRONYM = re.compile(r"\(([A-ZÄÖÜ][A-Za-zÄÖÜ0-9&]{1,6})\)")
_TAIL = re.compile(r"\s[-–—?]\s|:\s")
"""The Förderdatenbank has lost dashes; a question mark stands for them."""
_SPAN = re.compile(r"\b(?:19|20)\d\d ?(?:[-–/]|bis) ?(?:20)?\d\d\b")
_YEAR = re.compile(r"\b20[0-4]\d\b")
_PRODUCT = re.compile(r"\b\d{3}\b")
_KINDS_OF_PART = (
    "modul|phase|foerderphase|stufe|leistungsstufe|cluster|saeule|baustein|los|linie"
    "|ausschreibung|aufruf|call|runde|teil"
)
_PART = re.compile(rf"\b({_KINDS_OF_PART}) ?(\d{{1,4}}|[ivx]{{1,4}})\b")
_NUMBERED = re.compile(rf"\b(\d{{1,2}})\. ?({_KINDS_OF_PART})\b")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}
_LATER = re.compile(r"\b(ii|iii|iv)\b")
"""A roman number that says: there was one before. A lone 'i' or 'v' may be a letter."""
_NO_NAME = re.compile(r"\d+|[ivx]{1,4}")

_NAMING = frozenset({"plus"})
"""Makes another product of a name ('Kredit Plus'), whatever the provider is called."""

Words = Mapping[str, float]
"""Stems with their emphasis, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title taken apart.

    `words` name the thing; `tail` are those of them behind the first dash or colon (`tail_text` as
    it is written), `aside` those in brackets; `short` are the words with an acronym in brackets for
    the name before it. `numbers` are product numbers ('365'), `parts` numbered parts ('modul' to
    '4'), `years` single years (2026; the span '2021-2027' holds none). `key` is one for all titles
    of the same words.
    """

    words: Words
    tail: Words
    tail_text: str
    aside: Words
    short: tuple[Words, ...]
    numbers: frozenset[str]
    parts: Mapping[str, str]
    years: frozenset[int]
    key: str


def take_apart(offer: Offer) -> Title:
    """The title of an offer in its parts."""
    plain = _SPAN.sub(" ", normalise(offer.title))
    undated = _YEAR.sub(" ", plain)
    named = _emphasis(plain, offer)
    tail_text = " ".join(_TAIL.split(offer.title, maxsplit=1)[1:]).strip()
    behind = _stems(words(_BRACKETS.sub(" ", normalise(tail_text))))
    tail = {word: named[word] for word in behind if named.get(word, 0.0) > SAID_ELSEWHERE}
    aside = {word: share for word, share in named.items() if share == IN_BRACKETS}
    return Title(
        words=named,
        tail=tail,
        tail_text=tail_text if tail else "",
        aside=aside,
        short=tuple({**tail, acronym: 1.0} for acronym in _acronyms(offer.title, named)),
        numbers=frozenset(_PRODUCT.findall(_PART.sub(" ", undated))),
        parts=dict(_parts(undated)),
        years=frozenset(int(year) for year in _YEAR.findall(plain)),
        key=" ".join(sorted(named)) or offer.title,
    )


def _emphasis(plain: str, offer: Offer) -> Words:
    """Each stem of the title with how much it names; said in two places, the greater counts."""
    territory = resolve_territory(offer.territory)
    elsewhere = {*map(stem, words(offer.provider)), *_place_stems(territory)} - _NAMING
    found: dict[str, float] = {}
    for text, share in ((_BRACKETS.sub(" ", plain), 1.0), (_inside(plain), IN_BRACKETS)):
        for word in words(text):
            is_known = stem(word) in elsewhere or _is_place(word, territory)
            emphasis = share * (SAID_ELSEWHERE if is_known else 1.0)
            for part in _stems((word,)):
                found[part] = max(emphasis, found.get(part, 0.0))
    return found


def _inside(plain: str) -> str:
    """What stands in brackets."""
    return " ".join(_BRACKETS.findall(plain))


def _stems(found: Iterable[str]) -> Iterator[str]:
    """The stems of words; a compound counts as its parts, a number not at all."""
    for word in found:
        if not _NO_NAME.fullmatch(word):
            whole, *inner = word_tokens(word)
            yield from inner or [whole]


def _acronyms(title: str, named: Words) -> Iterator[str]:
    """Stems of what abbreviates the name before it: 'Forschungszulage (FZulG)'."""
    for found in _ACRONYM.findall(title):
        acronym = stem(normalise(found))
        if sum(letter.isupper() for letter in found) > 1 and named.get(acronym) == IN_BRACKETS:
            yield acronym


@lru_cache(maxsize=4096)
def _place_stems(territory: Territory) -> frozenset[str]:
    names = (region(code).name for code in territory.codes)
    return frozenset(map(stem, words(" ".join((*territory.unresolved, *names)))))


def _is_place(word: str, territory: Territory) -> bool:
    """Whether the word names the territory or what holds it ('nrw', 'rlp', 'eu')."""
    code = _code_of(word)
    return code is not None and (code in territory.codes or code in territory.ancestors)


@lru_cache(maxsize=65536)
def _code_of(word: str) -> str | None:
    found = find_region(word)
    return found.code if found else None


def _parts(plain: str) -> Iterator[tuple[str, str]]:
    for number in _LATER.findall(plain):
        yield "teil", _ROMAN[number]
    for kind, number in _PART.findall(plain):
        yield kind, _ROMAN.get(number, number)
    for number, kind in _NUMBERED.findall(plain):
        yield kind, number
