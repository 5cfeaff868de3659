"""When an offer can be applied for: deadlines, first and last day, state, as its prose says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from offers.reading.actors import PACKAGE
from offers.reading.days import FoundDay, days, days_of_every_year
from offers.reading.folding import Folded, folded
from offers.reading.lexicon import Lexicon
from offers.schema import Deadline, Offer, PartialDate, State
from offers.taxonomy.data_files import read_yaml

_SENTENCE = re.compile(r"[;!?|]|(?<=[a-z]{3})\. |\) ")
_ONE_MORE = re.compile(r"[\s,;/|&+]*(?:und|oder|sowie|bzw\.|and|or)?[\s,;/|&+]*(?:(?:zum|am) )?")
_EVERY_YEAR = re.compile(
    r"(?<![a-z])(?:jaehrlich|jedes jahr|jeweils|jedes jahres|every year|annually|each year)"
)
_WINDOW_BEFORE, _WINDOW_AFTER = 90, 45
_WEAK = frozenset({"until", "period", "from"})


def time_changes(offer: Offer) -> dict[str, Any]:
    """The fields of time that prose adds to an offer; stated ones are left alone."""
    own = folded(offer.deadline_text)
    texts = (offer.status, offer.requires, offer.summary, offer.description)
    prose = [folded(text) for text in texts if text]
    found: dict[str, list[PartialDate]] = defaultdict(list)
    for text in (own, *prose):
        for meaning, day in meanings(text.text, of_deadlines=text is own):
            found[meaning].append(day)
    added: dict[str, Any] = {"state": _state([own, *prose])}
    added["deadlines"] = () if offer.valid_until else (*_deadlines(found), *_recurring(own, offer))
    for field, meaning in _FIELDS.items():
        added[field] = max(found[meaning], key=lambda day: day.last, default=None)
    return {
        field: value
        for field, value in added.items()
        if value and getattr(offer, field) == Offer.model_fields[field].default
    }


_FIELDS = {"valid_from": "from", "valid_until": "until", "period_until": "period"}


def meanings(text: str, *, of_deadlines: bool) -> Iterator[tuple[str, PartialDate]]:
    """What each date of a folded text says: 'deadline', 'until', 'from' or 'period'.

    The last telling words before it in its sentence decide, else those right after it; a date of
    a list means what the one before it means. In a text about deadlines a bare date is one.
    """
    last, meaning = 0, ""
    for day in days(text):
        if not (meaning and _ONE_MORE.fullmatch(text, last, day.start)):
            meaning = _meaning(text, day, last) or ("deadline" if of_deadlines else "")
        if meaning == "begins":
            meaning = "from" if of_deadlines else ""
        last = day.end
        if meaning in ("deadline", *_FIELDS.values()):
            yield meaning, day.day


def _meaning(text: str, day: FoundDay, last: int) -> str:
    start = max(last, day.start - _WINDOW_BEFORE)
    for cut in _SENTENCE.finditer(text, start, day.start):
        start = cut.end()
    before = [mention.entry for mention in _words().mentions(text[start : day.start])]
    if before:
        return _decided(before)
    after = next(_words().mentions(text[day.end : day.end + _WINDOW_AFTER]), None)
    return after.entry if after is not None else ""


def _decided(before: Sequence[str]) -> str:
    """The last word counts, but a loan's term or a project's period 'ends', too."""
    if "neither" in before and before[-1] in _WEAK:
        return "neither"
    return "period" if "period" in before and before[-1] == "until" else before[-1]


def _deadlines(found: Mapping[str, Sequence[PartialDate]]) -> Iterator[Deadline]:
    for day in dict.fromkeys(found.get("deadline", ())):
        yield Deadline(date=day)


def _recurring(text: Folded, offer: Offer) -> Iterator[Deadline]:
    """'jährlich zum 31. März': the day in the year that the source speaks of."""
    if offer.as_of is None or not _EVERY_YEAR.search(text.text):
        return
    for found in days_of_every_year(text.text, offer.as_of.first.year):
        yield Deadline(date=found.day, recurring=True)


def _state(texts: Sequence[Folded]) -> State | None:
    """Paused where applications rest or another call is announced, ended where nothing follows."""
    said = {entry.entry for text in texts for entry in _states().mentions(text.text)}
    if "paused" in said or {"over", "again"} <= said:
        return State.PAUSED
    return State.ENDED if "over" in said else None


@lru_cache(maxsize=1)
def _words() -> Lexicon[str]:
    table = _table()["dates"]
    return Lexicon((word, meaning) for meaning, words in table.items() for word in words)


@lru_cache(maxsize=1)
def _states() -> Lexicon[str]:
    table = _table()
    return Lexicon((word, said) for said in ("over", "again", "paused") for word in table[said])


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = read_yaml(PACKAGE, "schedule.yaml")
    return table
