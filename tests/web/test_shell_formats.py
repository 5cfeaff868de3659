"""Values as pages write them, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask

from web import formats, language

NARROW = "\u00a0"


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """A request in this language."""
    app = Flask("web")
    language.init_app(app)
    with app.test_request_context(f"/?lang={code}"):
        yield


@dataclass(frozen=True)
class Day:
    """A date that is known as exactly as its text says."""

    text: str
    first: date


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        (None, "", ""),
        ("", "", ""),
        (date(2026, 9, 30), "30. September 2026", "30 September 2026"),
        ("2026-09-30", "30. September 2026", "30 September 2026"),
        ("2026-09", "September 2026", "September 2026"),
        ("2026", "2026", "2026"),
        ("2026-02-31", "2026-02-31", "2026-02-31"),
        ("laufend", "laufend", "laufend"),
        (Day("2026-03", date(2026, 3, 1)), "März 2026", "March 2026"),
    ],
)
def test_a_date_is_written_as_exactly_as_it_is_known(
    value: object, german: str, english: str
) -> None:
    with speaking("de"):
        assert formats.partial_date(value) == german  # type: ignore[arg-type]
    with speaking("en"):
        assert formats.partial_date(value) == english  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        (None, "", ""),
        (0, "0 Euro", "0 euros"),
        (1234567, "1.234.567 Euro", "1,234,567 euros"),
        (Decimal("99.50"), "99,50 Euro", "99.50 euros"),
        (Decimal("100.00"), "100 Euro", "100 euros"),
    ],
)
def test_money_is_written_in_whole_euros_where_it_can(
    value: int | Decimal | None, german: str, english: str
) -> None:
    with speaking("de"):
        assert formats.money(value) == german
    with speaking("en"):
        assert formats.money(value) == english


@pytest.mark.parametrize(
    ("low", "high", "german"),
    [
        (None, None, ""),
        (None, 50000, "bis 50.000 Euro"),
        (1000, None, "ab 1.000 Euro"),
        (1000, 50000, "1.000 bis 50.000 Euro"),
        (5000, 5000, "5.000 Euro"),
        (0, 5000, "0 bis 5.000 Euro"),
    ],
)
def test_two_limits_become_one_phrase(low: int | None, high: int | None, german: str) -> None:
    with speaking("de"):
        assert formats.amount_range(low, high) == german


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        (None, "", ""),
        (40, f"40{NARROW}%", "40%"),
        (37.5, f"37,5{NARROW}%", "37.5%"),
        (Decimal("66.67"), f"66,67{NARROW}%", "66.67%"),
    ],
)
def test_a_rate_is_given_in_percent_points(value: float | None, german: str, english: str) -> None:
    with speaking("de"):
        assert formats.rate(value) == german
    with speaking("en"):
        assert formats.rate(value) == english


@pytest.mark.parametrize(
    ("values", "german", "english"),
    [
        ((), "", ""),
        (("a",), "a", "a"),
        (("a", "b"), "a und b", "a and b"),
        (("a", "b", "c"), "a, b und c", "a, b and c"),
    ],
)
def test_a_list_reads_like_a_sentence(values: tuple[str, ...], german: str, english: str) -> None:
    with speaking("de"):
        assert formats.listing(values) == german
    with speaking("en"):
        assert formats.listing(values) == english


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.example.org/a?b=c", "example.org"),
        ("http://foerderung.example.org:8080", "foerderung.example.org"),
        ("kein Link", ""),
        ("http://[", ""),
        (None, ""),
    ],
)
def test_an_address_is_shown_by_the_name_of_its_site(url: str | None, expected: str) -> None:
    assert formats.host(url) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("0234 / 123-4", "02341234"),
        ("+49 (0) 234 1234", "+492341234"),
        ("0049 234 1234", "00492341234"),
        ("kein Telefon", ""),
        (None, ""),
    ],
)
def test_a_phone_number_can_be_dialled(number: str | None, expected: str) -> None:
    assert formats.phone_href(number) == expected


def test_words_in_another_language_are_marked() -> None:
    with speaking("en"):
        assert formats.lang_attribute("de") == ' lang="de"'
        assert formats.lang_attribute("en") == ""
        assert formats.lang_attribute(None) == ""
        assert formats.lang_attribute('"><b>') == ' lang="&#34;&gt;&lt;b&gt;"'


def test_outside_a_request_values_are_german() -> None:
    assert formats.listing(("a", "b")) == "a und b"
    assert formats.partial_date("2026-03") == "März 2026"
