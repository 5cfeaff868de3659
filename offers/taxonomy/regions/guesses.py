"""Guesses: the place that a misspelt name is likely to mean. For sites, never for territories."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from offers.taxonomy.regions.codes import region
from offers.taxonomy.regions.gazetteer import gazetteer
from offers.taxonomy.regions.names import most_likely, name_index
from offers.taxonomy.regions.spelling import bare, key

_SHORTEST = 5  # letters of a name in which one slip is believed
_LONG = 9  # letters of a name in which two slips are believed
_SURE = 10  # letters of a name in which one slip is beyond doubt
_NEAR_ENOUGH = 75  # of 100, for a name next to a postal code that fits
_SUGGESTED = 84  # of 100, for 'did you mean'


@dataclass(frozen=True, slots=True)
class Guess:
    """A place taken for a misspelt name; `sure` if the name is long and only one letter differs."""

    places: frozenset[str]
    name: str
    sure: bool


@lru_cache(maxsize=1)
def all_names() -> Mapping[str, frozenset[str]]:
    """Every key of a municipality name, bare names included, with the places that it may mean."""
    index = name_index()
    full = {spelling: frozenset({code}) for spelling, code in index.full.items()}
    names: dict[str, frozenset[str]] = dict(gazetteer().keys)
    for more in (index.bare, full):
        for spelling, codes in more.items():
            names[spelling] = names.get(spelling, frozenset()) | codes
    return names


def same_but_for_a_slip(name: str, *, near: frozenset[str]) -> Guess | None:
    """The place meant by a name with one or two slips of the pen; None unless it is clear."""
    spelling = key(name)
    for place in sorted(near):
        if _is_near(spelling, region(place).name):
            return Guess(places=frozenset({place}), name=region(place).name, sure=True)
    taken, least = _candidates(spelling)
    if len(taken) != 1:
        return None
    is_sure = least == 1 and len(spelling) >= _SURE
    return Guess(places=taken, name=region(next(iter(taken))).name, sure=is_sure)


def _candidates(spelling: str) -> tuple[frozenset[str], int]:
    """The likeliest of the places whose names differ least, and by how many slips."""
    if len(spelling) < _SHORTEST:
        return frozenset(), 0
    slips = 2 if len(spelling) >= _LONG else 1
    names = all_names()
    found = process.extract(
        spelling, names.keys(), scorer=OSA.distance, score_cutoff=slips, limit=None
    )
    least = min((distance for _, distance, _ in found), default=0)
    places = (names[known] for known, distance, _ in found if distance == least)
    return most_likely(frozenset[str]().union(*places)), int(least)


def nearest_name(name: str) -> str | None:
    """The most similar name of a municipality, for 'did you mean'; None if none is similar."""
    spelling = key(name)
    longer = [known for known in all_names() if spelling and known.startswith(spelling)]
    if len(spelling) >= _SHORTEST and longer:
        return _likeliest_name(min(longer, key=len))
    found = process.extractOne(
        spelling, all_names().keys(), scorer=fuzz.ratio, score_cutoff=_SUGGESTED
    )
    return _likeliest_name(found[0]) if found else None


def _likeliest_name(spelling: str) -> str:
    return min(region(place).name for place in most_likely(all_names()[spelling]))


def _is_near(spelling: str, official: str) -> bool:
    return any(
        fuzz.ratio(spelling, key(form)) >= _NEAR_ENOUGH for form in (official, bare(official))
    )
