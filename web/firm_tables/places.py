"""Postal code and town of a firm: whether they are known, and mean the same place."""

from __future__ import annotations

from collections.abc import Mapping

from offers.taxonomy.regions import Site, region, resolve_site
from web.firm_tables.problems import Problem, RowProblem

_MOST_NAMES = 3
_SHOWN = 60


def problem_of(line: int, answers: Mapping[str, object]) -> Problem | None:
    """What is wrong with the place of a row; None where it can be taken as it stands.

    A district beside a postal code is nothing wrong, and neither is a slip of the pen: a name that
    is only guessed contradicts nothing.
    """
    code, town = (_text(answers.get(name)) for name in ("postal_code", "municipality"))
    site = resolve_site(code, town, None)
    found = _what_is_wrong(site, code)
    if found is None:
        return None
    given = " ".join(filter(None, (code, town)))[:_SHOWN]
    return Problem(line, found, "place", given, taken=_names(site))


def _what_is_wrong(site: Site, code: str | None) -> RowProblem | None:
    warnings = {each.code: each.values for each in site.warnings}
    if site.places is None:
        return RowProblem.PLACE_UNKNOWN if warnings else None
    if code and "postal_code_unknown" in warnings:
        return RowProblem.TOWN_COUNTS
    if "place_contradiction" not in warnings or "municipality_guessed" in warnings:
        return None
    kept = warnings["place_contradiction"]["kept"]
    return RowProblem.CODE_COUNTS if kept == "postal_code" else RowProblem.TOWN_COUNTS


def _names(site: Site) -> str:
    """The places that are taken, by name; '' for none."""
    names = sorted({region(place).name for place in site.places or ()})
    return ", ".join((*names[:_MOST_NAMES], *("…" for _ in names[_MOST_NAMES : _MOST_NAMES + 1])))


def _text(answer: object) -> str | None:
    return answer if isinstance(answer, str) else None
