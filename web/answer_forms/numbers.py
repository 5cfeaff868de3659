"""Figures as people write them: '1.250.000', '1,2 Mio', '250 000 €', '1,250,000', 'ca. 30'."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

LONGEST = 60
_THOUSAND, _MILLION, _BILLION = 10**3, 10**6, 10**9
_UNITS = {
    **dict.fromkeys(("t", "k", "tsd", "tausend", "thousand"), _THOUSAND),
    **dict.fromkeys(("m", "mn", "mio", "mill", "million", "millionen", "millions"), _MILLION),
    **dict.fromkeys(("mrd", "bn", "milliarde", "milliarden", "billion"), _BILLION),
}
_FIGURE = re.compile(
    r"(?:(?:ca|circa|etwa|rund|approx|about|around)\b\.?|~)?\s*"
    r"(?:€|eur\b|euro\b)?\s*"
    r"(?P<sign>[-−])?\s*(?P<digits>[0-9][0-9.,' ]*?)(?:,-+)?\s*"
    r"(?P<unit>[a-z]+)??\.?\s*"
    r"(?:€|eur|euros?|vollzeitstellen|mitarbeiter(?:innen)?|personen|people|employees|fte|vzä)?\.?"
)
_GROUPED = re.compile(r"[0-9]{1,3}(?:[.,' ][0-9]{3})+")
_PLAIN = re.compile(r"[0-9]+")


class FigureError(ValueError):
    """A text that is no figure; `code` is `negative` or `not_a_number`."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def parse_figure(text: str) -> Decimal:
    """The figure that a text means; FigureError if it is none.

    A single point or comma before exactly three digits parts thousands ('1.250'); before a unit
    a comma is always the decimal sign ('1,250 Mio'). With both, the last one is the decimal sign.
    """
    match = _FIGURE.fullmatch(" ".join(unicodedata.normalize("NFKC", text).lower().split()))
    if match is None or len(text) > LONGEST:
        raise FigureError("not_a_number")
    unit = match["unit"]
    if unit and unit not in _UNITS:
        raise FigureError("not_a_number")
    figure = _number(match["digits"].strip(), has_unit=unit is not None) * _UNITS.get(unit, 1)
    if match["sign"] and figure:
        raise FigureError("negative")
    return figure


def _number(digits: str, *, has_unit: bool) -> Decimal:
    sign = _decimal_sign(digits, has_unit=has_unit)
    whole, _, fraction = digits.rpartition(sign) if sign else (digits, "", "")
    if not (_PLAIN.fullmatch(whole) or _GROUPED.fullmatch(whole)):
        raise FigureError("not_a_number")
    if sign and not _PLAIN.fullmatch(fraction):
        raise FigureError("not_a_number")
    return Decimal(re.sub(r"[^0-9]", "", whole) + (f".{fraction}" if fraction else ""))


def _decimal_sign(digits: str, *, has_unit: bool) -> str:
    """The mark before the fraction; '' where there is none."""
    marks = [character for character in digits if character in ".,"]
    if not marks:
        return ""
    if len(set(marks)) == 2:
        return marks[-1]
    if len(marks) > 1:
        return ""
    looks_grouped = _GROUPED.fullmatch(digits) and not digits.startswith("0")
    is_grouped = looks_grouped and (marks[0] == "." or not has_unit)
    return "" if is_grouped else marks[0]
