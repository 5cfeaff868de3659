"""What an offer is worth, as its prose says: 'bis 50.000 EUR', '35.000–300.000 EUR', '50 %'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from offers.reading.figures import CURRENCY, NUMBER, SCALE, euros, scale_of
from offers.reading.folding import fold
from offers.schema import Amount, Offer

_MONEY = rf"(?P<number>{NUMBER}) ?(?P<scale>{SCALE})? ?(?P<currency>{CURRENCY})"
# Asked first, a digit spares most of the time on long texts.
_SPAN = re.compile(
    rf"(?=\d)(?P<low>{NUMBER}) ?(?P<lowscale>{SCALE})? ?(?:{CURRENCY})? ?"
    rf"(?:-|bis(?: zu)?|to|und|and) ?{_MONEY}"
)
_SINGLE = re.compile(rf"(?=\d){_MONEY}")
_LEAST = re.compile(
    r"(?<![a-z])(?:ab|mind(?:estens|\.)?|minimum|mindestbetrag|mindestsumme|mindesthoehe|at least|"
    r"from|>=|≥|mehr als|ueber|bagatellgrenze|untergrenze)(?: (?:von|in hoehe von|betraegt))? ?$"
)
_UP_TO = r"(?:bis|max\.?|maximal|hoechstens|von|ab|in hoehe von|betraegt|up to|of|:)(?: zu)? ?"
_GIVEN = re.compile(
    r"(?:zuschuss|zuschuesse|darlehen|kredite?|foerderung|foerderbetrag|foerdersumme|foerderhoehe|"
    r"hoechstbetrag|beteiligung(?:en)?|buergschaft(?:en)?|praemie|preisgeld|stipendium|"
    r"finanzierung|finanzierungsbedarf|zuwendung|gutschein|grant|loan|funding|voucher|award)"
    rf"(?: [a-z.]+){{0,4}} ?(?:\d{{1,3}} ?% )?(?:{_UP_TO})*$"
)
_RATE = re.compile(r"(?=\d)(?<![\d,.])(?P<rate>\d{1,3}(?:,\d+)?) ?(?:%|prozent|percent|v\. ?h\.)")
_GRANT_RATE = re.compile(
    r"(?:zuschuss|zuschuesse|foerdersatz|foerderquote|foerderung|foerderhoehe|zuwendung|"
    rf"anteilfinanzierung|grant|funding rate)(?: [a-z.]+){{0,4}} ?(?:{_UP_TO})*$"
)
_PART = re.compile(r"\([^()]*(?:davon|bagatell|anteil)[^()]*\)")
_MICROLOAN = re.compile(r"(?<![a-z])(?:mikrokredit|mikrodarlehen|mikrofinanzierung|microloan)")
# Regulation (EU) 2021/523 (InvestEU): microfinance is up to 50,000 euros.
MICROLOAN_EUR = 50_000
MOST_RATE = 100.0
_LEAST_EUR = 100
_NEAR = 80


@dataclass(frozen=True, slots=True)
class _Figure:
    low: int | None
    high: int | None


def read_amount(offer: Offer) -> Amount | None:
    """The stated amount with what the prose adds; None if neither says anything."""
    stated = offer.amount or Amount()
    figure = _figure(offer)
    added = {
        "min_eur": figure.low,
        "max_eur": figure.high,
        "rate_percent": _rate(offer),
    }
    missing = {
        field: value
        for field, value in added.items()
        if value is not None and getattr(stated, field) is None
    }
    if stated.min_eur is not None or stated.max_eur is not None:
        missing.pop("min_eur", None)
        missing.pop("max_eur", None)
    if not missing:
        return offer.amount
    return stated.model_copy(update=missing)


def _figure(offer: Offer) -> _Figure:
    own = list(_figures(_PART.sub(" ", fold(offer.amount_text)), named=False))
    prose = fold(f"{offer.summary} ; {offer.description}")
    found = own or list(_figures(prose, named=True))
    if not found and _MICROLOAN.search(fold(offer.title)):
        return _Figure(None, MICROLOAN_EUR)
    lows = [one.low for one in found if one.low is not None]
    highs = [one.high for one in found if one.high is not None]
    low, high = min(lows, default=None), max(highs, default=None)
    return _Figure(low, high) if low is None or high is None or low <= high else _Figure(None, high)


def _figures(text: str, *, named: bool) -> Iterator[_Figure]:
    """The sums of a folded text; with `named` only those that follow a word such as 'Darlehen'."""
    taken = 0
    for span in _SPAN.finditer(text):
        scale = scale_of(span["scale"], span["currency"])
        low, high = euros(span["low"], span["lowscale"] or scale), euros(span["number"], scale)
        if low is None or high is None or low > high or (named and not _given(text, span.start())):
            continue
        taken = span.end()
        yield _Figure(low, high)
    for single in _SINGLE.finditer(text, taken):
        amount = euros(single["number"], scale_of(single["scale"], single["currency"]))
        if amount is None or amount < _LEAST_EUR or (named and not _given(text, single.start())):
            continue
        is_least = _LEAST.search(text, max(0, single.start() - _NEAR), single.start())
        yield _Figure(amount, None) if is_least else _Figure(None, amount)


def _given(text: str, place: int) -> bool:
    return _GIVEN.search(text[max(0, place - _NEAR) : place]) is not None


def _rate(offer: Offer) -> float | None:
    own = [_percent(found) for found in _RATE.finditer(fold(offer.rate_text))]
    if not own:
        prose = fold(f"{offer.summary} ; {offer.description}")
        own = [
            _percent(found)
            for found in _RATE.finditer(prose)
            if _GRANT_RATE.search(prose[max(0, found.start() - _NEAR) : found.start()])
        ]
    fitting = [rate for rate in own if 0 < rate <= MOST_RATE]
    return max(fitting, default=None)


def _percent(found: re.Match[str]) -> float:
    return float(found["rate"].replace(",", "."))
