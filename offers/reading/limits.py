"""Limits that texts state in figures: age, people, turnover, balance sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from offers.reading.evidence import DOUBTFUL, SURE, read, some
from offers.reading.figures import COUNT_WORDS, CURRENCY, NUMBER, SCALE, euros, whole_number
from offers.reading.folding import Folded
from offers.reading.signals import says
from offers.schema import Condition
from offers.schema.conditions import InRange

_OLDEST, _MOST_PEOPLE, _NEAR = 100, 10**7, 20
_UNDER = r"unter|weniger als|juenger als|kleiner als|less than|fewer than|under|younger than|<(?!=)"
_MOST = (
    r"bis(?: zu)?(?: einschliesslich)?(?: maximal| max\.?)?|max(?:imal|\.)?|hoechstens|"
    r"nicht mehr als|"
    r"nicht (?:laenger|aelter) als|innerhalb der ersten|in den ersten|den ersten|ersten?|"
    r"up to|at most|no more than|within the first|not older than|<=|≤|von hoechstens|von maximal|"
    r"bis zu maximal"
)
_OVER = r"mehr als|ueber|aelter als|laenger als|more than|over|older than|>(?!=)"
_LEAST = (
    r"mind(?:estens|\.)?|wenigstens|ab|seit mindestens|seit mind\.?|seit|at least|from|>=|≥|"
    r"minimum"
)
_BOUND = rf"(?P<under>{_UNDER})|(?P<most>{_MOST})|(?P<over>{_OVER})|(?P<least>{_LEAST})"
_COUNT = rf"\d[\d.]*|{COUNT_WORDS}"
_YEARS = r"(?:vollen? |abgeschlossenen? )?(?:jahre[ns]?|years?)\b"
_PEOPLE = (
    r"(?:fest )?(?:angestellten? |sozialversicherungspflichtig(?:en?)? )?(?:vollzeit)?"
    r"(?:beschaeftigten?|angestellten?|mitarbeitenden?|mitarbeiter(?:innen|n)?|ma\b|arbeitnehmer(?:innen|n)?|"
    r"personen\b|vollzeitaequivalenten?|vzae|jahresarbeitseinheiten|koepfen?|employees|people|staff)"
)
AGE = re.compile(
    rf"(?<![a-z])(?:{_BOUND}) ?(?P<count>{_COUNT})(?:\.)? ?(?:geschaefts)?{_YEARS}"
    rf"|(?P<count2>{_COUNT}) {_YEARS} (?:oder juenger|nach (?:der )?gruendung|after founding)"
)
PEOPLE = re.compile(rf"(?<![a-z])(?:{_BOUND}) ?(?P<count>{_COUNT}) {_PEOPLE}")
PEOPLE_SPAN = re.compile(
    rf"(?<![a-z0-9])(?:zwischen |von )?(?P<low>\d[\d.]*) ?(?:-|bis(?: zu)?|und|to|and) ?"
    rf"(?P<high>\d[\d.]*) {_PEOPLE}"
)
_TURNOVER_WORD = r"(?:jahres|gruppen|konzern|vorjahres)?umsatz(?:es|erloese[ns]?)?|turnover"
_BALANCE_WORD = r"(?:jahres)?bilanzsumme|balance sheet total"
TURNOVER = re.compile(
    rf"(?P<turnover>{_TURNOVER_WORD})"
    rf"(?P<balance> ?(?:/|oder|bzw\.|and/or|or) ?(?:{_BALANCE_WORD}))?"
    rf"(?: von)?(?: jeweils)? ?(?:{_BOUND}) ?(?P<number>{NUMBER}) ?(?P<scale>{SCALE})? ?"
    rf"(?:{CURRENCY})"
)


TURNOVER_SPAN = re.compile(
    rf"(?:{_TURNOVER_WORD})(?: von)?(?: zwischen)? (?P<low>{NUMBER}) ?(?P<lowscale>{SCALE})? ?"
    rf"(?:{CURRENCY})? ?(?:-|bis|und|to|and) ?(?P<high>{NUMBER}) ?(?P<scale>{SCALE})? ?"
    rf"(?:{CURRENCY})"
)


def age_limits(text: Folded, start: int, end: int) -> Iterator[Condition]:
    """Years since the foundation: 'bis 5 Jahre', 'mind. 5 Jahre am Markt', 'jünger als 3 Jahre'."""
    for found in AGE.finditer(text.text, start, end):
        count = whole_number((found["count"] or found["count2"]).rstrip("."))
        if count is None or not 0 < count <= _OLDEST:
            continue
        limits = (None, count) if found["count2"] else _limits(found, count)
        soft = says("soft", text.text[max(start, found.start() - _NEAR) : found.start()])
        test = InRange("age_years", *limits)
        yield _limit(text, found, test, confidence=DOUBTFUL if soft else SURE)


def people_limits(text: Folded, start: int, end: int) -> Iterator[Condition]:
    """People employed: 'bis 249 Beschäftigte', 'mehr als 250 MA', '10 bis 50 Mitarbeitende'."""
    for found in PEOPLE_SPAN.finditer(text.text, start, end):
        low, high = whole_number(found["low"]), whole_number(found["high"])
        if low is not None and high is not None and low <= high:
            yield _limit(text, found, InRange("employees", low, high))
            return
    for found in PEOPLE.finditer(text.text, start, end):
        count = whole_number(found["count"])
        if count is not None and 0 < count < _MOST_PEOPLE:
            yield _limit(text, found, InRange("employees", *_limits(found, count)))


def turnover_limits(text: Folded, start: int, end: int) -> Iterator[Condition]:
    """Turnover, or turnover or balance sheet: 'Jahresumsatz bis 500 Mio. EUR'."""
    for found in TURNOVER_SPAN.finditer(text.text, start, end):
        low = euros(found["low"], found["lowscale"] or found["scale"])
        high = euros(found["high"], found["scale"])
        if low is not None and high is not None and low <= high:
            yield _limit(text, found, InRange("turnover_eur", low, high))
            return
    for found in TURNOVER.finditer(text.text, start, end):
        amount = euros(found["number"], found["scale"])
        if amount is None:
            continue
        limits = _limits(found, amount)
        parts = [_limit(text, found, InRange("turnover_eur", *limits))]
        if found["balance"]:
            parts.append(_limit(text, found, InRange("balance_sheet_eur", *limits)))
        condition = some(parts, quote=text.quote(found.start(), found.end()))
        if condition is not None:
            yield condition


def _limits(found: re.Match[str], count: int) -> tuple[int | None, int | None]:
    """(least, most), inclusive."""
    if found["under"]:
        return None, max(count - 1, 0)
    if found["most"]:
        return None, count
    return (count + 1, None) if found["over"] else (count, None)


def _limit(
    text: Folded, found: re.Match[str], test: InRange, *, confidence: float = SURE
) -> Condition:
    return read(test, quote=text.quote(found.start(), found.end()), confidence=confidence)
