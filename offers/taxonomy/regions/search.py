"""Search: regions for what a person types, forgiving; for the API and for hints beside a field."""

from functools import lru_cache

from rapidfuzz import fuzz, process

from offers.taxonomy.regions.clues import from_postal_code
from offers.taxonomy.regions.codes import find_code, region
from offers.taxonomy.regions.containment import is_single_town
from offers.taxonomy.regions.gazetteer import gazetteer
from offers.taxonomy.regions.records import Region
from offers.taxonomy.regions.spelling import bare, key, without_town
from offers.taxonomy.regions.table import table

_START = 100.0
_SIMILAR = 72.0  # of 100: 'Bohcum' finds Bochum (83), 'Unna' does not find Ulm
_MOST = 100


def search_regions(query: str, *, limit: int) -> tuple[Region, ...]:
    """At most `limit` regions for a name or its start, a code or a postal code, the best first.

    Exact names come before starts of names, these before similar names; within each the table (EU,
    Länder, NRW) comes before places elsewhere, then by name. An empty query finds nothing.
    """
    typed = query.strip()
    by_code = _by_code(typed)
    if by_code:
        return by_code[:limit]
    wanted = key(without_town(typed))
    if not wanted:
        return ()
    best: dict[str, float] = {}
    for code, score in _hits(wanted, limit=min(limit, _MOST) * 4):
        best[code] = max(best.get(code, 0.0), score)
    order = sorted(best, key=lambda code: (*_rank(code, best[code]), region(code).name, code))
    return tuple(region(code) for code in order[:limit])


def _rank(code: str, score: float) -> tuple[bool, bool, float]:
    """Exact names first; then rows of the table, then by how much of the name was typed."""
    return score < _START + 1, code not in table().regions, -score


def _by_code(typed: str) -> tuple[Region, ...]:
    if len(typed) == 5 and typed.isdigit():
        clue = from_postal_code(typed)
        return tuple(map(region, sorted(clue.places))) if clue.places else ()
    known = find_code(typed)
    return (region(known),) if known in table().regions and known is not None else ()


def _hits(wanted: str, *, limit: int) -> list[tuple[str, float]]:
    """Codes with scores: names that start so; only where none does, similar ones."""
    spellings, codes = _choices()
    starts = [(i, spelling) for i, spelling in enumerate(spellings) if spelling.startswith(wanted)]
    if starts:
        return [(codes[i], _START + len(wanted) / len(spelling)) for i, spelling in starts]
    similar = process.extract(
        wanted, spellings, scorer=fuzz.ratio, score_cutoff=_SIMILAR, limit=limit
    )
    return [(codes[i], score) for _, score, i in similar]


@lru_cache(maxsize=1)
def _choices() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Keys and codes, side by side; a kreisfreie Stadt stands once, as the municipality."""
    named = [(code, name) for code, name in table().spellings if not is_single_town(code)]
    named += gazetteer().names.items()
    forms = {(code, key(form)): None for code, name in named for form in (name, bare(name))}
    return tuple(spelling for _, spelling in forms), tuple(code for code, _ in forms)
