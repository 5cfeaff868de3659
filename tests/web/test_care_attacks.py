"""Attacks on the care of offers: two at once, archived offers, odd days, odd conditions."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import select

from matcher.catalogue import compile_catalogue
from models.audit import AuditEntry
from models.session import reading, transaction
from offers import store
from offers.errors import InputError
from offers.schema import parse_offer
from offers.store import Edit
from tests.fixtures.apps import NOW
from tests.web.editor_world import (
    OFFER,
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
)
from web.current import services_of
from web.pages.editor.mistakes import condition_errors
from web.use_cases.catalogue import comparing, drafts, editing, publishing, reviewing
from web.use_cases.catalogue.checking import check
from web.use_cases.catalogue.drafts import Saving
from web.use_cases.catalogue.publishing import Eyes, Publishing

AYLA, BERT = author_of("person:ayla"), author_of("person:bert", later=5)
ID = str(OFFER["id"])
TODAY = NOW.date()
Deed = Callable[[Engine], object]


def draft_with(engine: Engine, **changes: object) -> str:
    """A draft of Ayla's on the offer, saved once with these changes."""
    draft_id = drafts.begin(engine, ID, by=AYLA)
    assert draft_id is not None
    drafts.save(engine, draft_id, {**OFFER, **changes}, revision=1, by=AYLA)
    return draft_id


def deeds(engine: Engine) -> list[str]:
    """What the audit trail says was done."""
    with reading(engine) as session:
        return list(session.exec(select(AuditEntry.action).order_by(AuditEntry.id)))  # type: ignore[arg-type]


def at_once(engine: Engine, *what: Deed) -> list[object]:
    """The results of deeds that begin in the same moment."""
    with ThreadPoolExecutor(len(what)) as pool:
        return [each.result() for each in [pool.submit(deed, engine) for deed in what]]


def test_new_offers_of_one_title_published_at_once_get_addresses_of_their_own(
    engine: Engine,
) -> None:
    content = {"title": "Gleich", "provider": "Stadt"}
    ids = [drafts.begin_new(engine, by=AYLA) for _ in range(4)]
    for each in ids:
        drafts.save(engine, each, content, revision=1, by=AYLA)

    def publish_one(draft_id: str) -> publishing.Published:
        return publishing.publish(engine, draft_id, revision=2, by=AYLA, eyes=Eyes.TWO)

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(publish_one, ids))

    assert {each.outcome for each in found} == {Publishing.DONE}
    assert {each.offer_id for each in found} == {"gleich", "gleich-2", "gleich-3", "gleich-4"}


def test_of_two_who_save_at_once_nothing_is_lost(engine: Engine) -> None:
    put(engine, offer())
    draft_id = drafts.begin(engine, ID, by=AYLA) or ""

    found = at_once(
        engine,
        lambda e: drafts.save(e, draft_id, {**OFFER, "summary": "A"}, revision=1, by=AYLA),
        lambda e: drafts.save(e, draft_id, {**OFFER, "summary": "B"}, revision=1, by=BERT),
    )

    assert {each.outcome for each in found} == {Saving.SAVED, Saving.STALE}  # type: ignore[attr-defined]
    assert {each.content["summary"] for each in drafts.listed(engine)} == {"A", "B"}


def test_what_is_saved_while_it_is_published_is_kept_or_published(engine: Engine) -> None:
    put(engine, offer())
    draft_id = draft_with(engine, summary="A")

    done, saved = at_once(
        engine,
        lambda e: publishing.publish(e, draft_id, revision=2, by=AYLA, eyes=Eyes.TWO).outcome,
        lambda e: drafts.save(e, draft_id, {**OFFER, "summary": "B"}, revision=2, by=BERT).outcome,
    )

    assert (done, saved) in [(Publishing.DONE, Saving.GONE), (Publishing.STALE, Saving.SAVED)]


@pytest.mark.parametrize(
    "rival",
    [
        lambda e: put(e, offer(summary="Import.")),
        lambda e: reviewing.end(e, ID, version=1, by=BERT),
        lambda e: editing.end(e, ID, TODAY, base_version=1, today=TODAY, by=BERT),
        lambda e: editing.archive(e, ID, by=BERT),
    ],
    ids=["import", "review", "end", "archive"],
)
def test_publishing_never_writes_over_what_came_in_the_same_moment(
    engine: Engine, rival: Deed
) -> None:
    put(engine, offer())
    draft_id = draft_with(engine, summary="A")

    done, _ = at_once(
        engine,
        lambda e: publishing.publish(e, draft_id, revision=2, by=AYLA, eyes=Eyes.TWO).outcome,
        rival,
    )

    stands = published(engine)
    assert done in (Publishing.DONE, Publishing.CONFLICT, Publishing.ARCHIVED)
    assert (stands.summary == "A") == (done is Publishing.DONE)


def test_nothing_is_published_into_an_archived_offer_and_the_draft_is_kept(engine: Engine) -> None:
    put(engine, offer())
    draft_id = draft_with(engine, summary="Neu.")
    editing.archive(engine, ID, by=BERT)

    done = publishing.publish(engine, draft_id, revision=2, by=AYLA, eyes=Eyes.TWO)
    ended = editing.end(engine, ID, TODAY, base_version=1, today=TODAY, by=AYLA)
    back = editing.restore(engine, ID, 1, base_version=1, by=AYLA)

    assert done.outcome is Publishing.ARCHIVED
    assert (ended.outcome, back.outcome) == (Edit.CONFLICT, Edit.CONFLICT)
    assert count_versions(engine) == 1
    assert [each.public_id for each in drafts.listed(engine)] == [draft_id]
    assert editing.unarchive(engine, ID, by=BERT)
    done = publishing.publish(engine, draft_id, revision=2, by=AYLA, eyes=Eyes.TWO)
    assert done.outcome is Publishing.DONE


def test_the_page_says_that_an_archived_offer_was_not_published(app: Flask) -> None:
    pages = pages_of(app)
    path = begun(pages)
    editing.archive(services_of(app).engine, ID, by=BERT)

    assert "Ihr Entwurf bleibt" not in pages.get(path).text
    shown = publish(pages, path)

    assert "Es wurde nichts veröffentlicht" in shown.text


def test_a_merged_offer_comes_back_by_parting_the_two_only(engine: Engine) -> None:
    put(engine, offer(), offer(id="doppelt"))
    with transaction(engine) as session:
        store.merge(session, offer(), "doppelt", by="person:x", now=NOW)

    assert not editing.unarchive(engine, "doppelt", by=AYLA)

    former = editing.former(engine, "doppelt")
    assert former is not None
    assert former.replaced_by == ID


def test_every_deed_at_a_draft_leaves_a_trace(engine: Engine) -> None:
    put(engine, offer())
    draft_id = draft_with(engine, summary="Von Ayla.")
    put(engine, offer(summary="Vom Amt."))
    compared = comparing.with_published(engine, draft_id)
    assert compared is not None
    comparing.settle_with_published(engine, compared, {"summary": comparing.Side.THEIRS}, by=BERT)
    desk = drafts.load(engine, draft_id)
    assert desk is not None
    revision = desk.draft.revision
    done = publishing.publish(engine, draft_id, revision=revision, by=AYLA, eyes=Eyes.TWO)

    assert done.outcome is Publishing.UNCHANGED
    assert deeds(engine) == [
        "offer.draft.begun",
        "offer.draft.saved",
        "offer.draft.saved",
        "offer.draft.settled",
        "offer.draft.discarded",
    ]


@pytest.mark.parametrize("field", ["as_of", "verified_on"])
def test_nobody_has_looked_on_a_day_to_come(field: str) -> None:
    tomorrow = (TODAY + timedelta(days=1)).isoformat()

    def codes(day: str, **before: str) -> list[str]:
        base = parse_offer({**OFFER, **before})
        found = check({**OFFER, field: day}, base, today=TODAY)
        return [error.code for error in found.errors]

    assert codes(tomorrow) == ["in_future"]
    assert codes(tomorrow, **{field: tomorrow}) == []
    assert codes(TODAY.isoformat()) == []
    assert codes(str(TODAY.year)) == []


@pytest.mark.parametrize("day", ["9999", "9999-12-31", "1900-01-01", "2024-02-29"])
def test_odd_days_break_neither_the_catalogue_nor_a_page(app: Flask, day: str) -> None:
    pages, engine = pages_of(app), services_of(app).engine
    days = ("valid_until", "period_until", "as_of", "verified_on", "review_by")
    odd = parse_offer(
        {
            **OFFER,
            **dict.fromkeys(days, day),
            "deadlines": [{"date": day, "recurring": recurring} for recurring in (True, False)],
        }
    )
    put(engine, odd)

    assert compile_catalogue((odd,), "1").offers == (odd,)
    path = begun(pages)
    for shown in (
        path,
        f"{path}/vorschau",
        "/angebote",
        f"/angebote/{ID}",
        f"/angebote/{ID}/verlauf",
        "/redaktion/angebote",
        "/redaktion/pruefen",
        f"/redaktion/pruefen?angebot={ID}",
    ):
        assert pages.client.get(shown).status_code == 200, shown


def test_a_block_can_be_stored_in_every_database(app: Flask) -> None:
    pages = pages_of(app)
    path = begun(pages)
    for question, answer in (("collective_agreement", "a\0b"), ("unbe\0kannt", "c\0d")):
        where = f"{path}/bedingungen/neu?art=fact&in=alles&frage={question.replace(chr(0), '%00')}"
        values = {**form_of(pages.get(where)), "antwort": answer}
        assert pages.client.post(where, data=values).status_code == 303

    (draft,) = drafts.listed(services_of(app).engine)
    assert len(draft.content["conditions"]["all"]) == 3
    assert "\0" not in repr(draft.content)
    assert "\\x00" not in repr(draft.content)


def test_groups_are_not_added_into_one_another_without_end(app: Flask) -> None:
    pages = pages_of(app)
    path = begun(pages)
    at = "alles"
    for inner in range(25):
        where = f"{path}/bedingungen/neu?art=all&in={at}"
        assert pages.client.post(where, data=form_of(pages.get(where))).status_code in (303, 409)
        at = "1" + "-0" * inner

    shown = pages.get(f"{path}/bedingungen").all("p", class_="al-block__text")
    assert len(shown) == 21


def test_an_offer_that_ends_is_over_although_it_has_not_begun(app: Flask) -> None:
    engine = services_of(app).engine
    pages_of(app)
    later = date(TODAY.year + 1, 1, 1).isoformat()
    put(engine, offer(valid_from=later))

    assert reviewing.end(engine, ID, version=2, by=AYLA) is reviewing.Done.DONE


def test_form_fields_of_other_drafts_and_offers_are_of_no_use(app: Flask) -> None:
    pages, engine = pages_of(app), services_of(app).engine
    path = begun_new(pages)
    values = {
        **form_of(pages.get(path)),
        "titel": "Neu",
        "anbieter": "Stadt",
        "kennung": ID,
        "offer_id": ID,
        "base_version": "1",
        "draft_id": "x",
    }
    pages.post(path, values)

    shown = pages.get(f"{path}/vorschau")
    token = pages.token(path)
    answer = pages.client.post(
        f"{path}/veroeffentlichen", data={"csrf_token": token, "revision": "2"}
    )

    assert shown.all("h1")
    assert answer.location.endswith("?pruefen=1")
    assert published(engine) == offer()


def test_of_a_long_list_of_wrong_words_the_first_is_named(app: Flask) -> None:
    names = [f"Nirgendwo {number}" for number in range(50)]
    with app.test_request_context("/"):
        found = condition_errors(
            [InputError("no_quote", "conditions.all.0"), *_unknown(names, 0), *_unknown(names, 1)]
        )

    assert list(found) == [
        "conditions.all.0",
        "conditions.all.0.territory.0",
        "conditions.all.1.territory.0",
    ]


def _unknown(names: list[str], block: int) -> list[InputError]:
    """The errors of a list of places that nobody knows."""
    return [
        InputError("unknown_territory", f"conditions.all.{block}.territory.{at}", {"given": name})
        for at, name in enumerate(names)
    ]
