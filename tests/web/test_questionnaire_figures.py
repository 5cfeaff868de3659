"""How figures are read as people write them."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.answer_forms.numbers import FigureError, parse_figure

FIGURES = (
    ("0", "0"),
    ("12", "12"),
    ("1.250.000", "1250000"),
    ("1,250,000", "1250000"),
    ("1 250 000", "1250000"),
    ("1'250'000", "1250000"),
    ("1.250", "1250"),
    ("1,250", "1250"),
    ("12,5", "12.5"),
    ("0,250", "0.250"),
    ("1.250,50", "1250.50"),
    ("1,250.50", "1250.50"),
    ("250 000 €", "250000"),
    ("€ 250000", "250000"),
    ("250.000,00 EUR", "250000.00"),
    ("250.000,- Euro", "250000"),
    ("1,2 Mio", "1200000.0"),
    ("1,2 Mio.", "1200000.0"),
    ("1.2 Mio. Euro", "1200000.0"),
    ("1,250 Mio", "1250000.000"),
    ("2 Millionen", "2000000"),
    ("2 million", "2000000"),
    ("350 Tsd.", "350000"),
    ("350 T€", "350000"),
    ("350k", "350000"),
    ("1,5 Mrd €", "1500000000.0"),
    ("ca. 30", "30"),
    ("etwa 1.000", "1000"),
    ("~50", "50"),
    ("23,5 Mitarbeiter", "23.5"),
    ("１２", "12"),
    ("250\u202f000", "250000"),
)
NOT_FIGURES = (
    "",
    "viel",
    "zwölf",
    "1.2.3",
    "1..2",
    "12 5",
    "10-20",
    "1,2,3",
    "1e9",
    "0x10",
    "½ Mio x",
)


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_usual_notations_are_understood(text: str, expected: str) -> None:
    assert parse_figure(text) == Decimal(expected)


@pytest.mark.parametrize("text", NOT_FIGURES)
def test_what_is_no_figure_is_refused(text: str) -> None:
    with pytest.raises(FigureError) as caught:
        parse_figure(text)
    assert caught.value.code == "not_a_number"


@pytest.mark.parametrize("text", ["-1", "-1.250", "−3 Mio"])
def test_figures_below_zero_are_named_as_such(text: str) -> None:
    with pytest.raises(FigureError) as caught:
        parse_figure(text)
    assert caught.value.code == "negative"


@given(st.integers(min_value=0, max_value=10**13))
def test_a_figure_in_german_or_english_notation_reads_as_itself(number: int) -> None:
    english = f"{number:,}"
    assert parse_figure(english) == parse_figure(english.replace(",", ".")) == number


@given(st.text(max_size=80))
def test_any_text_is_a_figure_or_is_refused(text: str) -> None:
    with suppress(FigureError):
        assert parse_figure(text) >= 0
