"""How values read on a page, in its language: dates, money, rates, lists, addresses.

Every function is a Jinja filter of the same name and returns '' for a missing value.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol
from urllib.parse import urlsplit

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from flask import Flask
from flask_babel import get_locale, gettext
from markupsafe import Markup

from web.clock import BERLIN
from web.language import DEFAULT_LANGUAGE, current_language

COUNTRIES = {"en": Locale.parse("en_GB")}


class DateWithPrecision(Protocol):
    """What `partial_date` needs of offers' PartialDate: the text as given and its first day."""

    @property
    def text(self) -> str: ...

    @property
    def first(self) -> date: ...


def partial_date(value: DateWithPrecision | date | str | None) -> str:
    """A date as exact as it is known: '30. September 2026', 'September 2026' or '2026'."""
    if not value:
        return ""
    if isinstance(value, date):
        return format_date(value, format="long", locale=_locale())
    text = value if isinstance(value, str) else value.text
    return _dated(text)


def short_date(value: date | None) -> str:
    """A day in figures, for tables and asides: '22.11.2026'."""
    return "" if value is None else format_date(value, format="medium", locale=_locale())


def moment(value: datetime | None) -> str:
    """A point in time as clocks in Germany showed it: '22. November 2026, 12:05 Uhr'."""
    if value is None:
        return ""
    here = value.astimezone(BERLIN)
    day = format_date(here, format="long", locale=_locale())
    time = format_time(here, format="HH:mm", locale=_locale())
    return gettext("%(day)s, %(time)s", day=day, time=time)


def whole_number(value: int | None) -> str:
    """A number of things: '12.345'."""
    if value is None or value < 1000:
        return "" if value is None else str(value)
    return str(format_decimal(value, format="#,##0", locale=_locale()))


def money(value: int | Decimal | None) -> str:
    """Whole euros, or euros and cents where there are any: '1.234.567 Euro'."""
    if value is None:
        return ""
    pattern = "#,##0" if value == int(value) else "#,##0.00"
    amount = format_decimal(value, format=pattern, locale=_locale())
    return gettext("%(amount)s euros", amount=amount)


def amount_range(low: int | Decimal | None, high: int | Decimal | None) -> str:
    """Two limits in euros as one phrase; either may be missing."""
    if low is not None and high is not None:
        if low == high:
            return money(high)
        start = format_decimal(low, format="#,##0", locale=_locale())
        return gettext("%(start)s to %(end)s", start=start, end=money(high))
    if high is not None:
        return gettext("up to %(amount)s", amount=money(high))
    if low is not None:
        return gettext("from %(amount)s", amount=money(low))
    return ""


def rate(value: int | float | Decimal | None) -> str:
    """Percent points as a share: 40 -> '40 %', 37.5 -> '37,5 %'."""
    if value is None:
        return ""
    share = Decimal(str(value)) / 100
    return format_percent(share, locale=_locale(), decimal_quantization=False)


def listing(values: Iterable[object]) -> str:
    """A sentence's list: 'a, b und c'."""
    return format_list([str(value) for value in values], locale=_locale())


def host(url: str | None) -> str:
    """The name of the site in an address as people read it, without 'www.'; '' if it has none."""
    try:
        name = (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    try:
        return name.encode("ascii").decode("idna")
    except UnicodeError:
        return name


def phone_href(number: str | None) -> str:
    """The digits to dial, with a leading plus kept: '0234 / 123-4' -> '02341234'."""
    text = (number or "").replace("(0)", "").strip()
    digits = "".join(character for character in text if character in "0123456789")
    return f"+{digits}" if text.startswith("+") else digits


def lang_attribute(code: str | None) -> Markup:
    """The lang attribute for words in another language than the page's; nothing for its own."""
    if not code or code == current_language():
        return Markup("")
    return Markup(' lang="{}"').format(code)


def init_app(app: Flask) -> None:
    """Register every function of this module as a filter."""
    filters = (
        partial_date,
        short_date,
        moment,
        whole_number,
        money,
        amount_range,
        rate,
        listing,
        host,
        phone_href,
        lang_attribute,
    )
    app.jinja_env.filters.update({function.__name__: function for function in filters})


def _dated(text: str) -> str:
    """'2026-09-30', '2026-09' or '2026' in words; any other text as it is."""
    parts = text.split("-")
    try:
        day = date(*(int(part) for part in (*parts, "1", "1")[:3]))
    except ValueError:
        return text
    if len(parts) == 1:
        return f"{day.year}"
    if len(parts) == 2:
        return format_skeleton("yMMMM", day, locale=_locale())
    return format_date(day, format="long", locale=_locale())


def _locale() -> Locale:
    """The page's locale, English as the British write it; German outside a request."""
    found = get_locale() or Locale.parse(DEFAULT_LANGUAGE)
    return COUNTRIES.get(found.language, found)
