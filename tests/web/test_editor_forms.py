"""What editors type: nothing that they did not touch changes, nothing that they typed is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from offers.errors import InputError
from offers.schema import Block, Condition, Offer, dump_condition, dump_offer, read_block
from tests.strategies import conditions, offers
from web.pages.editor import entries
from web.pages.editor.block_form import block_fields, evidence_fields, read_form
from web.pages.editor.entries import Kind
from web.pages.editor.field import FieldView
from web.pages.editor.form import Beside, deadline_views, group_views, main_need, read_content
from web.pages.editor.mistakes import message
from web.pages.editor.values import said

QUIETLY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@given(offer=offers())
@QUIETLY
def test_a_form_that_nobody_touched_says_what_the_offer_says(app: Flask, offer: Offer) -> None:
    content = dump_offer(offer)
    with app.test_request_context("/redaktion"):
        assert read_content(_form_of(content), content) == content


@given(condition=conditions(max_leaves=6))
@QUIETLY
def test_a_block_that_nobody_touched_stays_and_counts_as_checked(
    app: Flask, condition: Condition
) -> None:
    with app.test_request_context("/redaktion"):
        for block in _blocks(read_block(dump_condition(condition))):
            again = read_form(_filled([*block_fields(block), *evidence_fields(block)]), block)
            assert _without_reading(again) == _without_reading(block)
            assert not again.was_read


@given(offer=offers())
@QUIETLY
def test_every_field_of_every_offer_has_words(app: Flask, offer: Offer) -> None:
    with app.test_request_context("/redaktion"):
        for field, value in dump_offer(offer).items():
            assert all(isinstance(line, str) for line in said(field, value))


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.WHOLE, "50.000 Euro", 50_000),
        (Kind.WHOLE, "50,000", 50_000),
        (Kind.WHOLE, "1 000 000", 1_000_000),
        (Kind.WHOLE, "249", 249),
        (Kind.WHOLE, "12,5", "12,5"),
        (Kind.WHOLE, "viele", "viele"),
        (Kind.WHOLE, "-3", "-3"),
        (Kind.DECIMAL, "37,5 %", 37.5),
        (Kind.DECIMAL, "40", 40.0),
        (Kind.DECIMAL, "NaN", "NaN"),
        (Kind.DATE, "31.12.2026", "2026-12-31"),
        (Kind.DATE, "1. 2. 2026", "2026-02-01"),
        (Kind.DATE, "12.2026", "2026-12"),
        (Kind.DATE, "2026", "2026"),
        (Kind.DATE, "2026-12-31", "2026-12-31"),
        (Kind.DATE, "bald", "bald"),
        (Kind.TRUTH, "yes", True),
        (Kind.TRUTH, "no", False),
        (Kind.LINES, " Witten \n\nWitten\nBochum", ["Witten", "Bochum"]),
        (Kind.LINE, "", None),
    ],
)
def test_entries_are_read_as_people_write_them_and_kept_where_they_cannot_be(
    kind: Kind, text: str, value: object
) -> None:
    assert entries.read(kind, text) == value


@given(st.text(max_size=60))
def test_what_is_typed_can_be_stored_in_every_database(text: str) -> None:
    for kind in Kind:
        kept = entries.typed(kind, text)
        assert "\0" not in kept
        kept.encode()


@pytest.mark.parametrize(
    ("code", "field", "asked"),
    [
        ("range_empty", "conditions.all.0.fact", "wählen Sie eine Frage"),
        ("range_empty", "conditions.all.0.employees", "eine ganze Zahl"),
        ("wrong_form", "contact.url", "beginnt mit https://"),
    ],
)
def test_what_is_missing_is_asked_for_in_its_own_words(
    app: Flask, code: str, field: str, asked: str
) -> None:
    with app.test_request_context("/redaktion"):
        assert asked in message(InputError(code, field, {"given": "example.org"}))


def test_the_order_of_topics_survives_and_the_main_one_leads(app: Flask) -> None:
    content = {"needs": ["export", "founding", "digitalisation"]}
    with app.test_request_context("/redaktion"):
        form = _form_of(content)
        form.setlist("themen", ["founding", "export", "energy_efficiency"])
        form["hauptthema"] = "founding"
        assert read_content(form, content)["needs"] == ["founding", "export", "energy_efficiency"]


def test_a_language_that_we_do_not_speak_is_not_lost(app: Flask) -> None:
    content = {"title": "Conseil", "language": "fr"}
    with app.test_request_context("/redaktion"):
        assert read_content(_form_of(content), content) == content


def test_fixed_texts_are_not_taken_from_the_form(app: Flask) -> None:
    content = {"title": "Amtlich", "max_employees": 9}
    with app.test_request_context("/redaktion"):
        form = _form_of(content)
        form["titel"], form["beschaeftigte-bis"] = "Neu", "10"
        found = read_content(form, content, fixed=("title",))
    assert found == {"title": "Amtlich", "max_employees": 10}


def _form_of(content: Mapping[str, Any]) -> MultiDict[str, str]:
    """The form of a draft as a browser sends it untouched."""
    fields = [field for group in group_views(content, {}, Beside({})) for field in group.fields]
    form = _filled(fields)
    form["hauptthema"] = main_need(content)
    for row in deadline_views(content, {}, more=1):
        form[f"frist-{row.number}-datum"] = row.date
        form[f"frist-{row.number}-text"] = row.label
        if row.recurring:
            form[f"frist-{row.number}-jaehrlich"] = row.recurring
    return form


def _filled(fields: Iterable[FieldView]) -> MultiDict[str, str]:
    form: MultiDict[str, str] = MultiDict()
    for field in fields:
        if field.kind == Kind.CHOICES:
            form.setlist(field.name, list(field.values))
        elif field.kind == Kind.CHOICE and field.value not in dict(field.options):
            form[field.name] = ""
        else:
            form[field.name] = field.value.replace("\r\n", "\n").replace("\n", "\r\n")
    return form


def _blocks(block: Block) -> list[Block]:
    return [block, *(inner for part in block.parts for inner in _blocks(part))]


def _without_reading(block: Block) -> Block:
    return replace(block, reading="", confidence=None)
