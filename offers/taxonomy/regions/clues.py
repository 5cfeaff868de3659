"""Clues: what a postal code, a municipality name and a region say about a place, each alone."""

import re
from dataclasses import dataclass

from offers.taxonomy.regions.codes import find_code, only_place, region
from offers.taxonomy.regions.gazetteer import gazetteer, places_by_digits
from offers.taxonomy.regions.guesses import nearest_name, same_but_for_a_slip
from offers.taxonomy.regions.names import find_title, places_called
from offers.taxonomy.regions.records import SiteWarning
from offers.taxonomy.regions.spelling import bare, key
from offers.taxonomy.regions.table import table

_POSTAL_CODE = re.compile(r"(?:(?:D|DE)[ -]?)?(\d{5})", re.IGNORECASE | re.ASCII)
_LEADING_CODE = re.compile(r"\b(?:DE?-)?\d{5}\b")
_WORD = re.compile(r"[^\s\-,/(]+")
_SHORTEST_TOWN = 3


@dataclass(frozen=True, slots=True)
class Clue:
    """The places that one answer allows; None if it says nothing. A guess is not `sure`."""

    places: frozenset[str] | None
    warnings: tuple[SiteWarning, ...] = ()
    sure: bool = True


SILENCE = Clue(places=None)


def from_postal_code(text: str | None) -> Clue:
    """The places of a postal code; one of NRW that the list lacks is placed by its digits."""
    if not text or not text.strip():
        return SILENCE
    match = _POSTAL_CODE.fullmatch(text.strip())
    if match is None:
        return _nothing("postal_code_malformed", given=text.strip())
    code = match[1]
    listed = gazetteer().codes.get(code)
    if listed:
        return Clue(places=frozenset(listed))
    assumed = places_by_digits(code)
    if not assumed:
        return _nothing("postal_code_unknown", given=code)
    taken = tuple(sorted(region(place).name for place in assumed))
    warning = SiteWarning("postal_code_assumed", {"given": code, "taken": taken})
    return Clue(places=assumed, warnings=(warning,), sure=False)


def from_municipality(text: str | None, *, near: frozenset[str]) -> Clue:
    """The places that a municipality name may mean; a slip is read as the place meant if clear.

    `near` are the places of the postal code: among them a rougher spelling is enough. Also
    understood are districts behind their town ('Witten-Annen') and Kreise or Länder written into
    the field.
    """
    name = _LEADING_CODE.sub(" ", text or "").strip(" ,;")
    if not key(name):
        return SILENCE
    places = places_called(name) or places_called(bare(name))
    if places:
        return Clue(places=places)
    guess = same_but_for_a_slip(name, near=near)
    town = _town_of_district(name) if guess is None or not guess.sure else frozenset()
    title = find_title(name)
    if town or title:
        return Clue(places=town or frozenset({only_place(str(title))}))
    if guess is None:
        return _nothing("municipality_unknown", given=name, suggestion=nearest_name(name))
    warning = SiteWarning("municipality_guessed", {"given": name, "taken": guess.name})
    return Clue(places=guess.places, warnings=(warning,), sure=False)


def from_region(text: str | None) -> Clue:
    """The region of a code (or of the name of a Land, Kreis or area); the parts of a named area."""
    if not text or not text.strip():
        return SILENCE
    code = find_title(text) or find_code(text)
    if code is None:
        return _nothing("region_unknown", given=text.strip())
    parts = table().members.get(code, (code,))
    return Clue(places=frozenset(map(only_place, parts)))


def _town_of_district(name: str) -> frozenset[str]:
    """The places called like the first words of a name, as many words as possible."""
    ends = [match.end() for match in _WORD.finditer(name)][:-1]
    for end in reversed(ends):
        places = places_called(name[:end])
        if places and len(key(name[:end])) >= _SHORTEST_TOWN:
            return places
    return frozenset()


def _nothing(code: str, **values: object) -> Clue:
    return Clue(places=None, warnings=(SiteWarning(code, values),))
