"""Amounts, rates and needs, read from prose."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.reading import read_offer
from offers.schema import Offer, parse_offer
from offers.taxonomy.needs import NEED_KEYS

BARE = {"id": "a", "title": "Förderung", "provider": "Land"}


def read(**fields: Any) -> Offer:
    return read_offer(parse_offer({**BARE, **fields}))


def limits(offer: Offer) -> tuple[int | None, int | None]:
    return (None, None) if offer.amount is None else (offer.amount.min_eur, offer.amount.max_eur)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bis 50.000 EUR", (None, 50_000)),
        ("bis zu 2,5 Mio. €", (None, 2_500_000)),
        ("max. 15.000 Euro", (None, 15_000)),
        ("höchstens 25 TEUR", (None, 25_000)),
        ("bis 1 Milliarde Euro", (None, 1_000_000_000)),
        ("ab 2 Mio. Euro", (2_000_000, None)),
        ("mindestens 5.000 EUR", (5_000, None)),
        ("6.000–45.000 EUR", (6_000, 45_000)),
        ("4-9 Mio. EUR", (4_000_000, 9_000_000)),
        ("von 100.000 bis 1.000.000 EUR", (100_000, 1_000_000)),
        ("Kredit bis 3 Mio. Euro, Prämie bis 70.000 Euro", (None, 3_000_000)),
        ("bis 200.000 EUR (davon Betriebsmittel bis 80.000 EUR)", (None, 200_000)),
        ("up to 10,000 euros", (None, 10_000)),
        ("programmspezifisch", (None, None)),
        ("bis 80 % der Kreditsumme", (None, None)),
        ("bis 99.999.999.999.999.999 EUR", (None, None)),
    ],
)
def test_a_text_about_the_amount_gives_its_limits(
    text: str, expected: tuple[int | None, int | None]
) -> None:
    assert limits(read(amount_text=text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zuschuss bis 20.000 EUR im Jahr.", (None, 20_000)),
        ("Das Darlehen beträgt höchstens 3 Mio. Euro.", (None, 3_000_000)),
        ("Förderung von 500 bis 5.000 Euro", (500, 5_000)),
        ("Das Land stellt 121 Mio. Euro bereit.", (None, None)),
        ("Jahresumsatz bis 50 Mio. Euro", (None, None)),
    ],
)
def test_other_prose_gives_an_amount_only_behind_a_word_for_it(
    text: str, expected: tuple[int | None, int | None]
) -> None:
    assert limits(read(description=text)) == expected


def test_a_microloan_without_a_figure_is_one_by_european_law() -> None:
    assert limits(read(title="Mikrokredit für den Start")) == (None, 50_000)
    assert limits(read(title="Mikrokredit", amount_text="bis 22.000 EUR")) == (None, 22_000)


@pytest.mark.parametrize(
    ("fields", "rate"),
    [
        ({"rate_text": "50 % der Ausgaben"}, 50.0),
        ({"rate_text": "bis zu 90 Prozent"}, 90.0),
        ({"rate_text": "30 % bis 37,5 %"}, 37.5),
        ({"rate_text": "programmspezifisch"}, None),
        ({"rate_text": "150 %"}, None),
        ({"description": "Der Zuschuss beträgt bis zu 40 % der Kosten."}, 40.0),
        ({"description": "Der Umsatz sank um 35 %."}, None),
    ],
)
def test_a_rate_is_read_where_it_is_one(fields: dict[str, str], rate: float | None) -> None:
    amount = read(**fields).amount

    assert (None if amount is None else amount.rate_percent) == rate


def test_stated_amounts_stay() -> None:
    offer = read(amount={"max_eur": 7, "de_minimis": True}, amount_text="10.000-50.000 EUR",
                 rate_text="40 %")  # fmt: skip

    assert offer.amount is not None
    assert limits(offer) == (None, 7)
    assert offer.amount.rate_percent == 40.0
    assert offer.amount.de_minimis is True


@pytest.mark.parametrize(
    ("title", "topic", "expected"),
    [
        ("Gründungszuschuss", "", ["founding"]),
        ("Gruendungszuschuss", "", ["founding"]),
        ("Digitalkredit", "Digitalisierung und IT-Sicherheit", ["digitalisation", "it_security"]),
        ("Cyber-Check", "Digitalisierung und IT-Sicherheit", ["it_security", "digitalisation"]),
        ("Landesprogramm", "Energieeffizienz", ["energy_efficiency"]),
        ("Landesprogramm", "Außenwirtschaft", ["export"]),
        ("Landesprogramm", "Aus- & Weiterbildung", ["training"]),
        ("Landesprogramm", "Unternehmensnachfolge", ["succession"]),
        ("Kooperationsbörse", "Technologietransfer", ["networking", "technology_transfer"]),
        ("Willkommenslotsen", "Fachkräftesicherung",
         ["foreign_skilled_workers", "skilled_workers"]),
        ("Landesprogramm", "", []),
        ("Förderung", "Verwaltung", []),
    ],
)  # fmt: skip
def test_needs_come_from_topic_and_title_most_central_first(
    title: str, topic: str, expected: list[str]
) -> None:
    assert list(read(title=title, topic_text=topic).needs) == expected


def test_the_description_speaks_where_title_and_topic_are_silent() -> None:
    offer = read(title="Landesprogramm", description="Zuschuss für Ladeinfrastruktur im Betrieb.")

    assert list(offer.needs) == ["mobility"]


def test_stated_needs_stay() -> None:
    assert list(read(needs=["export"], topic_text="Energieeffizienz").needs) == ["export"]


@given(st.text(max_size=200))
def test_needs_are_few_known_and_named_once(text: str) -> None:
    clean = " ".join(text.split()) if text.isprintable() else ""
    found = read(topic_text=clean, description=clean).needs

    assert len(found) <= 4
    assert len(set(found)) == len(found)
    assert set(found) <= set(NEED_KEYS)
