"""The field for places, one a line: what stands in it, and what else may have been meant."""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from offers.taxonomy.regions import find_region, search_regions
from web.typed_texts import one_line
from web.use_cases.places import read_place
from web.use_cases.reach import Reach

TERRITORIES, TAKE = "gebiete", "uebernehmen"
MOST_LINES = 200
MOST_SUGGESTIONS, MOST_SEEN = 3, 20
_LONGEST_LINE = 120
_BETWEEN = " → "


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A place that may have been meant: its name, and the value of the button that takes it."""

    name: str
    value: str


def read_lines(form: MultiDict[str, str]) -> tuple[str, ...]:
    """The places typed, each once; a suggestion that was taken stands in its place."""
    typed, _, taken = form.get(TAKE, "").partition(_BETWEEN)
    lines = [one_line(line)[:_LONGEST_LINE] for line in form.get(TERRITORIES, "").splitlines()]
    meant = (taken if taken and line == typed else line for line in lines[:MOST_LINES])
    return tuple(dict.fromkeys(filter(None, meant)))


def takes_suggestion(form: MultiDict[str, str]) -> bool:
    """Whether the button of a suggestion sent the form."""
    return bool(form.get(TAKE))


def suggestions_for(lines: tuple[str, ...], reach: Reach) -> tuple[Suggestion, ...]:
    """For the first place that nobody knows: what it may have been, the likeliest first.

    Only what could be saved is suggested: clear names of places within reach.
    """
    unknown = next((line for line in lines if find_region(line) is None), None)
    if unknown is None:
        return ()
    names = (read_place(unknown).name, *(r.name for r in search_regions(unknown, limit=MOST_SEEN)))
    clear = [name for name in dict.fromkeys(names) if find_region(name) and reach.holds((name,))]
    return tuple(
        Suggestion(name, f"{unknown}{_BETWEEN}{name}") for name in clear[:MOST_SUGGESTIONS]
    )
