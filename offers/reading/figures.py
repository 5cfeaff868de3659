"""Numbers as German and English sources write them: '2,5 Mio. EUR', '25 TEUR', 'fünf Jahre'."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from offers.schema.records import LARGEST

# Bounded on all sides: a text of digits alone must not take longer than another.
NUMBER = r"(?<![\d.,])(?:\d{1,3}(?:[.,' ]\d{3}){1,4}(?:,\d{1,2})?|\d{1,13}(?:[.,]\d{1,4})?)(?!\d)"
SCALE = r"mio\b\.?|millionen|million|mrd\b\.?|milliarden|milliarde|tsd\b\.?|tausend|teur\b|k\b"
CURRENCY = r"euros?\b|eur\b|€|teur\b|t€"
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,' ]\d{3})+")
_SCALES = (("mrd", 10**9), ("milliard", 10**9), ("mi", 10**6))
_WORDS = {
    "ein": 1, "einem": 1, "einen": 1, "one": 1, "zwei": 2, "two": 2, "drei": 3, "three": 3,
    "vier": 4, "four": 4, "fuenf": 5, "five": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9,
    "zehn": 10, "ten": 10, "zwoelf": 12, "fuenfzehn": 15, "zwanzig": 20,
}  # fmt: skip
COUNT_WORDS = "|".join(sorted(_WORDS, key=len, reverse=True))


def whole_number(text: str) -> int | None:
    """The number of digits with points between thousands, or of a word up to twenty."""
    if text in _WORDS:
        return _WORDS[text]
    digits = re.sub(r"[.,' ]", "", text)
    return int(digits) if digits.isdecimal() and len(digits) < 14 else None


def euros(number: str, scale: str | None) -> int | None:
    """Whole euros of a number and its scale ('mio.'); None for no number or too large a one."""
    try:
        amount = Decimal(_plain(number)) * _factor(scale or "")
    except InvalidOperation:
        return None
    return int(amount) if amount <= LARGEST else None


def scale_of(scale: str | None, currency: str | None) -> str | None:
    """The scale that is written out, or that of 'TEUR'."""
    return scale or ("tsd" if currency is not None and currency.startswith("t") else None)


def _plain(number: str) -> str:
    """'1.000.000,50' and '1,000,000' as Decimal reads them; '2,5' and '2.5' are two and a half."""
    whole = _THOUSANDS.match(number)
    if whole is None:
        return number.replace(",", ".")
    return re.sub(r"\D", "", whole[0]) + number[whole.end() :].replace(",", ".")


def _factor(scale: str) -> int:
    for start, factor in _SCALES:
        if scale.startswith(start):
            return factor
    return 1000 if scale else 1
