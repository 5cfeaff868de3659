"""The offer format: what is taken, what is refused at which field, and that nothing is lost."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.errors import SENTENCES
from offers.schema import (
    Kind,
    Offer,
    Source,
    Stage,
    State,
    dump_offer,
    parse_offer,
    parse_partial_date,
)
from tests.problems import problems
from tests.strategies import json_values, offer_mappings

LEAST = {"id": "a", "title": "Beratung", "provider": "Stadt"}


def offer_with(**fields: Any) -> Offer:
    return parse_offer({**LEAST, **fields})


def errors_of(raw: object) -> list[tuple[str, str]]:
    """Fields and codes of everything that is wrong."""
    return [(error.field, error.code) for error in problems(parse_offer, raw)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-11-21", date(2026, 11, 21), date(2026, 11, 21)),
        ("2026-11", date(2026, 11, 1), date(2026, 11, 30)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2100-02", date(2100, 2, 1), date(2100, 2, 28)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("1900", date(1900, 1, 1), date(1900, 12, 31)),
        ("9999-12-31", date(9999, 12, 31), date(9999, 12, 31)),
    ],
)
def test_a_date_spans_the_days_it_may_mean(text: str, first: date, last: date) -> None:
    found = parse_partial_date(text)

    assert (found.text, found.first, found.last) == (text, first, last)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "2026-", "2026-1", "2026-13", "2026-00", "2026-02-29", "2026-02-30", "2026-01-00",
        "1899", "1899-12-31", "0000", "26", "20261121", "2026-11-21T00:00", " 2026", "2026\n",
        "２０２６", "21.11.2026", "heute",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the text itself is the message
        parse_partial_date(text)


def test_an_offer_needs_only_id_title_and_provider() -> None:
    offer = parse_offer(LEAST)

    assert offer.language == "de"
    assert offer.state is State.OPEN
    assert offer.kinds == ()
    assert offer.conditions is None
    assert dump_offer(offer) == LEAST


def test_words_become_members_and_lists_become_tuples() -> None:
    offer = offer_with(kinds=["grant", "advice"], stage="Coachen", state="paused")

    assert offer.kinds == (Kind.GRANT, Kind.ADVICE)
    assert offer.stage is Stage.COACHEN
    assert offer.state is State.PAUSED


def test_a_source_may_be_a_mere_text() -> None:
    assert offer_with(source="Richtlinie").source == Source(document="Richtlinie")


def test_texts_keep_emoji_markup_and_quotes_as_they_are() -> None:
    text = "😀 <b>'; DROP TABLE offer; --</b>\n\tZweite Zeile\u2028"

    assert offer_with(description=text).description == text


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"id": ""}, "id", "wrong_form"),
        ({"id": "A b"}, "id", "wrong_form"),
        ({"id": "ä"}, "id", "wrong_form"),
        ({"id": "a\n"}, "id", "wrong_form"),
        ({"id": 3}, "id", "wrong_type"),
        ({"id": "a" * 201}, "id", "too_long"),
        ({"title": " \n"}, "title", "empty"),
        ({"title": None}, "title", "missing"),
        ({"title": "x\x00"}, "title", "control_characters"),
        ({"summary": "\x1b[31mrot"}, "summary", "control_characters"),
        ({"description": "x" * 200_001}, "description", "too_long"),
        ({"language": "DE"}, "language", "wrong_form"),
        ({"kinds": "grant"}, "kinds", "wrong_type"),
        ({"kinds": ["grant", "x"]}, "kinds.1", "unknown_word"),
        ({"kinds": [3]}, "kinds.0", "unknown_word"),
        ({"stage": "informieren"}, "stage", "unknown_word"),
        ({"state": "closed"}, "state", "unknown_word"),
        ({"audience": ["firm"]}, "audience.0", "unknown_word"),
        ({"territory": "Bochum"}, "territory", "wrong_type"),
        ({"territory": ["Bochum", 5]}, "territory.1", "wrong_type"),
        ({"territory": [" "]}, "territory.0", "empty"),
        ({"needs": ["x"]}, "needs.0", "unknown_word"),
        ({"needs": "training"}, "needs", "wrong_type"),
        ({"sectors": ["X"]}, "sectors.0", "wrong_form"),
        ({"sectors": ["25.623"]}, "sectors.0", "wrong_form"),
        ({"sectors": ["٢٥"]}, "sectors.0", "wrong_form"),
        ({"sectors": [25]}, "sectors.0", "wrong_type"),
        ({"min_employees": -1}, "min_employees", "out_of_range"),
        ({"min_employees": True}, "min_employees", "wrong_type"),
        ({"min_employees": 2.0}, "min_employees", "wrong_type"),
        ({"max_employees": "3"}, "max_employees", "wrong_type"),
        ({"max_turnover_eur": 10**400}, "max_turnover_eur", "out_of_range"),
        ({"valid_from": "1899-12-31"}, "valid_from", "not_a_date"),
        ({"valid_until": "2026-02-30"}, "valid_until", "not_a_date"),
        ({"as_of": 2026}, "as_of", "wrong_type"),
        ({"deadlines": [{"date": "x"}]}, "deadlines.0.date", "not_a_date"),
        ({"deadlines": [{}]}, "deadlines.0.date", "missing"),
        ({"deadlines": [5]}, "deadlines.0", "wrong_type"),
        ({"deadlines": [{"date": "2026", "recurring": 1}]}, "deadlines.0.recurring", "wrong_type"),
        ({"amount": {"rate_percent": "50"}}, "amount.rate_percent", "wrong_type"),
        ({"amount": {"rate_percent": True}}, "amount.rate_percent", "wrong_type"),
        ({"amount": {"rate_percent": 101}}, "amount.rate_percent", "out_of_range"),
        ({"amount": {"min_eur": 0.5}}, "amount.min_eur", "wrong_type"),
        ({"amount": {"euro": 5}}, "amount.euro", "unknown_key"),
        ({"before_start": "true"}, "before_start", "wrong_type"),
        ({"before_start": 1}, "before_start", "wrong_type"),
        ({"contact": "Frau Muster"}, "contact", "wrong_type"),
        ({"source": {"page": 3}}, "source.page", "unknown_key"),
        ({"source": 3}, "source", "wrong_type"),
        ({"url": "javascript:alert(1)"}, "url", "wrong_form"),
        ({"contact": {"url": "data:text/html,x"}}, "contact.url", "wrong_form"),
        ({"colour": "red"}, "colour", "unknown_key"),
        ({"x" * 5000: 1}, "x" * 60, "unknown_key"),
    ],
)
def test_a_bad_field_is_named(fields: dict[str, Any], field: str, code: str) -> None:
    assert errors_of({**LEAST, **fields}) == [(field, code)]


def test_all_bad_fields_come_together() -> None:
    raw = {"id": "a", "title": "", "kinds": ["x"], "needs": ["y"], "conditions": {"size": []}}

    assert sorted(errors_of(raw)) == [
        ("kinds.0", "unknown_word"),
        ("needs.0", "unknown_word"),
        ("provider", "missing"),
        ("title", "empty"),
    ]


@pytest.mark.parametrize("raw", [None, [], "text", 3, True])
def test_what_is_no_object_is_no_offer(raw: object) -> None:
    assert errors_of(raw) == [("", "not_an_object")]


@given(offer_mappings())
def test_an_offer_survives_being_written_and_read_again(raw: dict[str, Any]) -> None:
    offer = parse_offer(raw)

    dumped = dump_offer(offer)

    assert parse_offer(dumped) == offer
    assert json.loads(json.dumps(dumped)) == dumped
    assert dump_offer(parse_offer(dumped)) == dumped


@given(offer_mappings())
def test_what_was_given_is_written_again(raw: dict[str, Any]) -> None:
    dumped = dump_offer(parse_offer(raw))

    defaults = ("", [], {}, "open", {"document": ""}, {"document": "", "quote": ""})
    lost = {key for key, value in raw.items() if value not in defaults} - set(dumped)
    assert not {key for key in lost if key not in ("amount", "contact")}


@given(st.dictionaries(st.sampled_from(sorted(Offer.model_fields)), json_values, max_size=6))
def test_anything_is_an_offer_or_a_list_of_errors_with_words(raw: dict[str, Any]) -> None:
    found = problems(parse_offer, {**LEAST, **raw})

    assert all(error.code in SENTENCES and error.sentence() for error in found)
