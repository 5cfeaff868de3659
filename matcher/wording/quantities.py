"""Numbers, money, ages, ranges and dates as a person reads them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeAlias

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from matcher.wording.language import Language
from offers.schema import PartialDate

Number: TypeAlias = int | float
Shown: TypeAlias = Callable[[Number, Language], str]

# least euros, step that can be shown with one decimal, unit
_LARGE_SUMS = ((10**9, 10**8, "billion_euros"), (10**6, 10**5, "million_euros"))
_MONTH, _YEAR = len("2026-11"), len("2026")


def number(value: Number, language: Language) -> str:
    """'1.250' or '1,250'; at most three decimals."""
    return str(format_decimal(value, format="#,##0.###", locale=language.locale))


def counted(value: Number, unit: str, language: Language) -> str:
    """A number with its unit in the right plural form: '1 Tag', '5 Tage'."""
    template = language.units[unit][language.locale.plural_form(value)]
    return template.format(number(value, language))


def employees(value: Number, language: Language) -> str:
    """'249 Beschäftigte'."""
    return counted(value, "employees", language)


def people(value: Number, language: Language) -> str:
    """'3 Personen'."""
    return counted(value, "people", language)


def years(value: Number, language: Language) -> str:
    """'5 Jahre'."""
    return counted(value, "years", language)


def euros(value: Number, language: Language) -> str:
    """'50 Mio. Euro', '2,5 Mio. Euro', '1.234.567 Euro'."""
    for least, step, unit in _LARGE_SUMS:
        if abs(value) >= least and value % step == 0:
            return counted(value / least, unit, language)
    return counted(value, "euros", language)


def span(low: Number | None, high: Number | None, language: Language, shown: Shown) -> str:
    """What inclusive limits ask: 'mindestens 10', 'höchstens 249', '10 bis 249'; '' without any."""
    if low is None and high is None:
        return ""
    if high is None:
        return _phrase("at_least", language, shown, low)
    if low is None:
        return _phrase("at_most", language, shown, high)
    if low == high:
        return _phrase("exactly", language, shown, low)
    return language.phrases["between"].format(
        _start(low, high, language, shown), shown(high, language)
    )


def _start(low: Number, high: Number, language: Language, shown: Shown) -> str:
    """The lower limit without its unit, unless the upper one has another: '500.000 Euro'."""
    if shown is not euros:
        return number(low, language)
    figure, _, unit = euros(low, language).partition(" ")
    shared = euros(high, language).partition(" ")[2] == unit
    return figure if shared else f"{figure} {unit}"


def outside(low: Number | None, high: Number | None, language: Language, shown: Shown) -> str:
    """What the negation of inclusive limits asks: 'mehr als 249', 'weniger als 10'."""
    if low is None and high is None:
        return ""
    if high is None:
        return _phrase("less_than", language, shown, low)
    if low is None:
        return _phrase("more_than", language, shown, high)
    return language.phrases["not"].format(span(low, high, language, shown))


def _phrase(name: str, language: Language, shown: Shown, limit: Number | None) -> str:
    return "" if limit is None else language.phrases[name].format(shown(limit, language))


def age(value: tuple[int, int], language: Language) -> str:
    """'11 oder 12 Jahre' for what the year leaves open; words for a firm not yet founded."""
    low, high = value
    if low < 0:
        return language.phrases["not_founded"]
    if low == high:
        return years(low, language)
    return language.phrases["either"].format(number(low, language), years(high, language))


def day(value: PartialDate | date, language: Language) -> str:
    """A date as exact as it is known: '31. Dezember 2026', 'Dezember 2022', '2014'."""
    if isinstance(value, date):
        return str(format_date(value, "long", locale=language.locale))
    if len(value.text) == _YEAR:
        return value.text
    if len(value.text) == _MONTH:
        return str(format_skeleton("yMMMM", value.first, locale=language.locale))
    return str(format_date(value.first, "long", locale=language.locale))


def days_left(value: int, language: Language) -> str:
    """'noch 5 Tage'; on the last day words for it."""
    if value <= 0:
        return language.phrases["last_day"]
    return language.phrases["days_left"].format(counted(value, "days", language))
