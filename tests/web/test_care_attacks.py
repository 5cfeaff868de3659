"""Attacks on the care of offers, on both databases: odd entries, archived offers, hostile times."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import select

from models.audit import AuditEntry
from models.session import reading, transaction
from offers import store
from offers.schema import parse_offer
from tests.web.editor_world import (
    OFFER,
    SMALL,
    author_of,
    begun,
    begun_new,
    count_versions,
    form_of,
    offer,
    pages_of,
    publish,
    published,
    put,
    save,
)
from web.current import services_of
from web.use_cases.catalogue import comparing, drafts, editing, publishing
from web.use_cases.catalogue.drafts import Saving
from web.use_cases.catalogue.publishing import Eyes, Publishing

AYLA, BERT = author_of("person:ayla"), author_of("person:bert", later=5)
ID = str(OFFER["id"])


def test_what_an_answer_of_a_block_says_can_be_stored(engine: Engine, app: Flask) -> None:
    from web.pages.editor.block_form import read_form
    from werkzeug.datastructures import MultiDict
    from offers.schema import Block, dump_block
    from offers.taxonomy.facts import FACTS, FactType
    name = next(f.name for f in FACTS.values() if f.type is FactType.CHOICE)
    with app.test_request_context("/"):
        for before, form in (
            (Block(kind="fact", name=name, answer="text"), {"frage": name, "antwort": "a\0b"}),
            (Block(kind="fact", name="a\0b"), {"frage": "a\0b"}),
            (Block(kind="fact", name="unbekannt", answer="text"), {"frage": "unbekannt", "antwort": "a\0b"}),
        ):
            draft_id = drafts.begin_new(engine, by=AYLA)
            block = read_form(MultiDict(form), before)
            content = {"conditions": dump_block(block)}
            assert drafts.save(engine, draft_id, content, revision=1, by=AYLA).outcome is Saving.SAVED


def test_two_new_offers_of_one_title_at_once(engine: Engine) -> None:
    ids = []
    for _ in range(4):
        draft_id = drafts.begin_new(engine, by=AYLA)
        drafts.save(engine, draft_id, {"title": "Gleich", "provider": "Stadt"}, revision=1, by=AYLA)
        ids.append(draft_id)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda d: publishing.publish(engine, d, revision=2, by=AYLA, eyes=Eyes.TWO), ids))
    assert [each.outcome for each in found] == [Publishing.DONE] * 4


def test_archived_publish(engine: Engine) -> None:
    put(engine, offer())
    draft_id = drafts.begin(engine, ID, by=AYLA)
    assert draft_id
    drafts.save(engine, draft_id, {**OFFER, "summary": "Neu."}, revision=1, by=AYLA)
    editing.archive(engine, ID, by=BERT)
    done = publishing.publish(engine, draft_id, revision=2, by=AYLA, eyes=Eyes.TWO)
    assert done.outcome is not Publishing.DONE


def test_unarchive_of_merged(engine: Engine) -> None:
    put(engine, offer(), offer(id="zwei"))
    with transaction(engine) as session:
        store.merge(session, offer(summary="Beide."), "zwei", by="person:x", now=AYLA.now)
    assert not editing.unarchive(engine, "zwei", by=AYLA)


def test_deep(app: Flask) -> None:
    pages = pages_of(app)
    path = begun(pages)
    where = f"{path}/bedingungen"
    at = "alles"
    for n in range(40):
        target = f"{where}/neu?art=all&in={at}"
        page = pages.client.get(target)
        assert page.status_code == 200
        values = form_of(pages.get(target))
        r = pages.client.post(target, data=values)
        assert r.status_code in (303, 409), r.status_code
        at = "1" + "-0" * n if n else "1"
    assert len(pages.get(where).all("p", class_="al-block__text")) <= 21


@pytest.mark.parametrize("day", ["31.12.9999", "01.01.1900", "9999", "29.02.2024"])
def test_hostile_days(app: Flask, day: str) -> None:
    pages = pages_of(app)
    path = begun_new(pages)
    values = {**form_of(pages.get(path)), "titel": "Zeiten", "anbieter": "Stadt", "art": ["grant"],
        "beginn": "9999" if day == "9999" else "", "ende": day, "laufzeit": day, "stand-quelle": day, "geprueft": day, "pruefen-bis": day, "frist-1-datum": day, "frist-1-jaehrlich": "yes", "frist-1-text": "x"}
    pages.post(path, values)
    publish(pages, path)
    bad = []
    for shown in ("/angebote", "/angebote/zeiten", "/angebote/zeiten/verlauf", "/redaktion/angebote", "/redaktion/angebote?stand=ended", "/redaktion/pruefen", "/redaktion/pruefen?angebot=zeiten", "/redaktion/angebote/zeiten", "/api/v1/offers/zeiten", "/daten", "/termine.ics", "/aenderungen.atom", "/"):
        r = pages.client.get(shown)
        if r.status_code not in (200, 404): bad.append((shown, r.status_code))
    assert not bad
    assert pages.client.get("/angebote/zeiten").status_code == 200
