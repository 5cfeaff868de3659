"""Sites: the set of places that fit everything a company said about where it is."""

from functools import lru_cache

from offers.taxonomy.regions.clues import (
    SILENCE,
    Clue,
    from_municipality,
    from_postal_code,
    from_region,
)
from offers.taxonomy.regions.codes import outlook
from offers.taxonomy.regions.names import most_likely
from offers.taxonomy.regions.records import Site, SiteWarning
from offers.taxonomy.regions.spelling import LONGEST_NAME


def resolve_site(postal_code: str | None, municipality: str | None, region: str | None) -> Site:
    """The places that fit postal code, municipality and region together; never raises.

    Where two contradict each other, the more specific wins and a warning says so: the answer that
    allows fewer places, the postal code where both allow as many, what was read as written before
    what was guessed, either before the region. Texts are read up to 120 characters.
    """
    return _resolve(_short(postal_code), _short(municipality), _short(region))


@lru_cache(maxsize=32768)
def _resolve(postal_code: str | None, municipality: str | None, region: str | None) -> Site:
    code = from_postal_code(postal_code)
    name = from_municipality(municipality, near=code.places or frozenset())
    address, address_warnings = _address(code, name)
    around = from_region(region)
    places, region_warnings = _within(address, around, is_name_only=code.places is None)
    warnings = (*code.warnings, *name.warnings, *address_warnings)
    return Site(places=places, warnings=(*warnings, *around.warnings, *region_warnings))


def _address(code: Clue, name: Clue) -> tuple[Clue, tuple[SiteWarning, ...]]:
    """Postal code and name in one clue."""
    if code.places is None or name.places is None:
        return (name if code.places is None else code), ()
    both = _meet(code.places, name.places)
    if both:
        return Clue(places=both), ()
    name_wins = (not name.sure, len(most_likely(name.places))) < (not code.sure, len(code.places))
    kept, dropped = (
        ("municipality", "postal_code") if name_wins else ("postal_code", "municipality")
    )
    winner = Clue(places=most_likely(name.places)) if name_wins else code
    return winner, (SiteWarning("place_contradiction", {"kept": kept, "dropped": dropped}),)


def _within(
    address: Clue, around: Clue, *, is_name_only: bool
) -> tuple[frozenset[str] | None, tuple[SiteWarning, ...]]:
    """The places of the address that lie in the region; the region alone without an address."""
    if address is SILENCE or address.places is None:
        return around.places, ()
    likely = most_likely(address.places) if is_name_only else address.places
    if around.places is None:
        return likely, ()
    both = _meet(address.places, around.places)
    if both:
        return both, ()
    dropped = {"kept": "municipality" if is_name_only else "postal_code", "dropped": "region"}
    return likely, (SiteWarning("place_contradiction", dropped),)


def _meet(some: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    """The places that lie in both sets, each as narrowly as either knows it."""
    pairs = ((a, b) for a in some for b in others)
    return frozenset(place for a, b in pairs if (place := _narrower(a, b)) is not None)


def _narrower(a: str, b: str) -> str | None:
    """The one of two regions that lies in the other; the first if it cannot be said; else None."""
    if b in outlook(a).path:
        return a
    if a in outlook(b).path:
        return b
    rivals = {code.partition("~")[0] for code in outlook(a).doubts if "~" in code}
    others = {code.partition("~")[0] for code in outlook(b).doubts if "~" in code}
    is_comparable = a.isdigit() == b.isdigit() and (":" in a) == (":" in b)
    return None if is_comparable or rivals.isdisjoint(others) else a


def _short(text: str | None) -> str | None:
    return text[:LONGEST_NAME] if isinstance(text, str) else None
