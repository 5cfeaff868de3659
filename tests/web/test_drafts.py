"""Drafts and what becomes of them, on both databases: nothing is lost, nothing happens twice."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from models.audit import AuditEntry
from models.session import reading, transaction
from offers import store
from offers.schema import parse_offer
from offers.store import Edit
from tests.web.editor_world import (
    LICENSED,
    OFFER,
    SMALL,
    author_of,
    count_versions,
    offer,
    published,
    put,
)
from web.use_cases.catalogue import comparing, drafts, editing, publishing
from web.use_cases.catalogue.comparing import Side
from web.use_cases.catalogue.drafts import Saving
from web.use_cases.catalogue.publishing import Eyes, Publishing

AYLA, BERT = author_of("person:ayla"), author_of("person:bert", later=5)
ID = str(OFFER["id"])


def begun(engine: Engine, **changes: object) -> str:
    """A draft of Ayla's on the offer, with some fields changed."""
    if not _is_there(engine):
        put(engine, offer())
    draft_id = drafts.begin(engine, ID, by=AYLA)
    assert draft_id is not None
    return written(engine, draft_id, **changes) if changes else draft_id


def written(engine: Engine, draft_id: str, **changes: object) -> str:
    """The draft with some fields changed by Ayla."""
    desk = drafts.load(engine, draft_id)
    assert desk is not None
    content = {**desk.draft.content, **changes}
    revision = desk.draft.revision
    assert drafts.save(engine, draft_id, content, revision=revision, by=AYLA).outcome is (
        Saving.SAVED
    )
    return draft_id


def publish(engine: Engine, draft_id: str, **options: Any) -> publishing.Published:
    """Publish as Ayla with two eyes, the newest revision."""
    desk = drafts.load(engine, draft_id)
    assert desk is not None
    values = {"revision": desk.draft.revision, "by": AYLA, "eyes": Eyes.TWO}
    return publishing.publish(engine, draft_id, **{**values, **options})


def test_publishing_makes_a_new_version_with_name_note_and_trace(engine: Engine) -> None:
    draft_id = begun(engine, summary="Kürzer.")

    assert publish(engine, draft_id).outcome is Publishing.DONE

    assert published(engine).summary == "Kürzer."
    with reading(engine) as session:
        newest = store.history(session, ID)[0]
        deeds = [entry.action for entry in session.exec(select(AuditEntry))]
    assert (newest.number, newest.created_by) == (2, "person:ayla")
    assert deeds == ["offer.draft.begun", "offer.draft.saved", "offer.published"]


def test_publishing_twice_makes_one_version(engine: Engine) -> None:
    draft_id = begun(engine, summary="Kürzer.")
    desk = drafts.load(engine, draft_id)
    assert desk is not None

    first = publish(engine, draft_id, revision=desk.draft.revision)
    second = publish(engine, draft_id, revision=desk.draft.revision)

    assert (first.outcome, second.outcome) == (Publishing.DONE, Publishing.ALREADY)
    assert count_versions(engine) == 2


def test_two_presses_at_the_same_moment_make_one_version(engine: Engine) -> None:
    draft_id = begun(engine, summary="Kürzer.")
    with ThreadPoolExecutor(2) as pool:
        found = [each.outcome for each in pool.map(lambda _: publish(engine, draft_id), "ab")]

    assert sorted(found) == [Publishing.ALREADY, Publishing.DONE]
    assert count_versions(engine) == 2


def test_a_new_offer_gets_an_address_of_its_title_that_nobody_has(engine: Engine) -> None:
    put(engine, offer(id="beratung-fuer-gruenderinnen"))
    draft_id = drafts.begin_new(engine, by=AYLA)
    written(engine, draft_id, title="Beratung für Gründerinnen", provider="Stadt")

    done = publish(engine, draft_id)

    assert (done.outcome, done.offer_id) == (Publishing.DONE, "beratung-fuer-gruenderinnen-2")


def test_an_address_that_others_have_is_refused_and_their_offer_stays(engine: Engine) -> None:
    put(engine, offer())
    draft_id = drafts.begin_new(engine, by=AYLA)
    written(engine, draft_id, id=ID, title="Anders", provider="Stadt")

    done = publish(engine, draft_id)

    assert done.outcome is Publishing.INVALID
    assert [error.code for error in done.errors] == ["duplicate_id"]
    assert published(engine).title == "Energie-Lotse"


def test_an_unfinished_draft_is_kept_and_not_published(engine: Engine) -> None:
    draft_id = drafts.begin_new(engine, by=AYLA)
    written(engine, draft_id, amount={"max_eur": "viel"}, valid_until="bald")

    done = publish(engine, draft_id)

    assert done.outcome is Publishing.INVALID
    assert {error.field for error in done.errors} == {
        "title",
        "provider",
        "valid_until",
        "amount.max_eur",
    }
    desk = drafts.load(engine, draft_id)
    assert desk is not None
    assert desk.draft.content["amount"] == {"max_eur": "viel"}


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"conditions": {"all": [SMALL, {"territory": ["Witten"]}]}}, ["no_quote"]),
        ({"conditions": {"all": [{"employees": {"max": 49}}]}}, ["no_quote"]),
        ({"conditions": {"all": [{"employees": {"max": 49}}], "quote": "Nur kleine."}}, []),
        ({"conditions": {"not": {**SMALL, "quote": " "}}}, ["no_quote"]),
        ({"conditions": {"territory": [], "quote": "Nur hier."}}, ["empty"]),
        ({"conditions": {"territory": ["Nirgendwo"], "quote": "Hier."}}, ["unknown_territory"]),
        ({"conditions": {"fact": {"name": "wetter", "equals": True}, "quote": "Sonne."}}, None),
        ({"territory": ["Bohcum"]}, ["unknown_territory"]),
        ({"source": {}, "max_employees": 49}, ["unsourced"]),
        ({"source": {}, "conditions": None}, ["unsourced"]),
        ({"source": {}, "conditions": None, "territory": []}, []),
    ],
)
def test_what_excludes_firms_needs_known_words_a_source_and_a_quote(
    engine: Engine, changes: Mapping[str, object], codes: list[str] | None
) -> None:
    done = publish(engine, begun(engine, **changes))

    found = [error.code for error in done.errors]
    assert found == (["unknown_fact"] if codes is None else codes)
    assert (done.outcome is Publishing.DONE) is (not found)


def test_what_was_unquoted_before_may_stay_but_not_change(engine: Engine) -> None:
    bare = {"employees": {"max": 249}}
    put(engine, offer(conditions={"all": [bare]}, source=None))
    same = begun(engine, conditions={"all": [bare]}, summary="Neu.")
    assert publish(engine, same).outcome is Publishing.DONE

    twice = begun(engine, conditions={"all": [bare, bare]})
    assert {error.code for error in publish(engine, twice).errors} == {"no_quote", "unsourced"}


def test_two_who_save_the_same_draft_lose_nothing(engine: Engine) -> None:
    draft_id = begun(engine)
    written(engine, draft_id, summary="Von Ayla.")

    late = {**OFFER, "provider": "Von Bert"}
    saved = drafts.save(engine, draft_id, late, revision=1, by=BERT)

    assert saved.outcome is Saving.STALE
    compared = comparing.with_draft(engine, saved.draft_id, draft_id)
    assert compared is not None
    assert {each.field: each.taken for each in compared.choices} == {
        "provider": Side.MINE,
        "summary": Side.THEIRS,
    }
    assert comparing.settle_with_draft(engine, compared, {}, by=BERT) is Saving.SAVED
    desk = drafts.load(engine, draft_id)
    assert desk is not None
    content = desk.draft.content
    assert (content["summary"], content["provider"]) == ("Von Ayla.", "Von Bert")
    assert [each.public_id for each in drafts.listed(engine)] == [draft_id]


def test_a_newer_version_is_joined_field_by_field_and_then_published(engine: Engine) -> None:
    draft_id = begun(engine, summary="Von Ayla.", provider="Von Ayla")
    put(engine, offer(title="Energie-Lotse plus", provider="Vom Amt"))

    assert publish(engine, draft_id).outcome is Publishing.CONFLICT
    compared = comparing.with_published(engine, draft_id)
    assert compared is not None
    assert {each.field for each in compared.choices if each.is_contested} == {"provider"}
    chosen = {"provider": Side.THEIRS}
    assert comparing.settle_with_published(engine, compared, chosen, by=AYLA) is Saving.SAVED
    assert publish(engine, draft_id).outcome is Publishing.DONE

    now = published(engine)
    assert (now.title, now.summary, now.provider) == ("Energie-Lotse plus", "Von Ayla.", "Vom Amt")


def test_a_comparison_that_is_out_of_date_settles_nothing(engine: Engine) -> None:
    draft_id = begun(engine, summary="Von Ayla.")
    put(engine, offer(title="Zweite"))
    compared = comparing.with_published(engine, draft_id)
    assert compared is not None
    written(engine, draft_id, summary="Noch anders.")

    assert comparing.settle_with_published(engine, compared, {}, by=BERT) is Saving.STALE


def test_with_four_eyes_another_person_publishes(engine: Engine) -> None:
    draft_id = begun(engine, summary="Von Ayla.")
    four = {"eyes": Eyes.FOUR}

    assert publish(engine, draft_id, **four).outcome is Publishing.NOT_SUBMITTED
    desk = drafts.load(engine, draft_id)
    assert desk is not None
    revision = desk.draft.revision
    assert publishing.submit(engine, draft_id, revision=revision, by=AYLA).outcome is (
        Publishing.DONE
    )
    assert publish(engine, draft_id, **four).outcome is Publishing.OWN
    assert publish(engine, draft_id, by=BERT, **four).outcome is Publishing.DONE


def test_who_changes_a_draft_that_was_handed_in_cannot_publish_it(engine: Engine) -> None:
    draft_id = begun(engine, summary="Von Ayla.")
    desk = drafts.load(engine, draft_id)
    assert desk is not None
    publishing.submit(engine, draft_id, revision=desk.draft.revision, by=AYLA)
    content = {**desk.draft.content, "summary": "Von Bert."}
    drafts.save(engine, draft_id, content, revision=desk.draft.revision, by=BERT)

    four = {"eyes": Eyes.FOUR, "by": BERT}
    assert publish(engine, draft_id, **four).outcome is Publishing.NOT_SUBMITTED


def test_what_was_looked_at_is_what_is_published(engine: Engine) -> None:
    draft_id = begun(engine, summary="Von Ayla.")
    written(engine, draft_id, summary="Danach geändert.")

    assert publish(engine, draft_id, revision=2).outcome is Publishing.STALE
    assert count_versions(engine) == 1


def test_a_draft_is_sent_back_with_a_note(engine: Engine) -> None:
    draft_id = begun(engine, summary="Von Ayla.")
    assert not publishing.send_back(engine, draft_id, "Warum?", by=BERT)
    publishing.submit(engine, draft_id, revision=2, by=AYLA)

    assert publishing.send_back(engine, draft_id, "Bitte mit Quelle.", by=BERT)

    desk = drafts.load(engine, draft_id)
    assert desk is not None
    assert (desk.draft.state, desk.draft.note) == ("draft", "Bitte mit Quelle.")


def test_texts_under_a_licence_without_derivatives_stay_but_facts_may_change(
    engine: Engine,
) -> None:
    put(engine, parse_offer(LICENSED))
    draft_id = drafts.begin(engine, "foerder-text", by=AYLA)
    assert draft_id is not None
    forged = {"title": "Anders", "summary": "", "license_info": "frei", "max_employees": 9}
    written(engine, draft_id, **forged)

    assert publish(engine, draft_id).outcome is Publishing.DONE

    now = published(engine, "foerder-text")
    assert (now.title, now.license_info) == (LICENSED["title"], LICENSED["license_info"])
    assert (now.summary, now.max_employees) == (LICENSED["summary"], 9)


def test_an_import_keeps_what_an_editor_wrote_and_says_what_the_source_says(
    engine: Engine,
) -> None:
    publish(engine, begun(engine, provider="Stadt Witten, Wirtschaft"))
    put(engine, offer(title="Energie-Lotse plus"))

    found = editing.find(engine, ID)
    assert found is not None
    assert found.stored.own_fields == ("provider",)
    assert found.stored.source_offer.provider == "Stadt Witten"
    now = found.stored.offer
    assert (now.title, now.provider) == ("Energie-Lotse plus", "Stadt Witten, Wirtschaft")


def test_going_back_ending_and_archiving_leave_a_trace(engine: Engine) -> None:
    publish(engine, begun(engine, summary="Von Ayla."))
    today = AYLA.now.date()

    stale = editing.restore(engine, ID, 1, base_version=1, by=AYLA)
    back = editing.restore(engine, ID, 1, base_version=2, by=AYLA)
    ended = editing.end(engine, ID, today, base_version=3, today=today, by=AYLA)
    assert editing.archive(engine, ID, by=AYLA)
    assert not editing.archive(engine, ID, by=AYLA)
    former = editing.former(engine, ID)
    assert editing.unarchive(engine, ID, by=AYLA)

    assert (stale.outcome, back.outcome, ended.outcome) == (
        Edit.CONFLICT,
        Edit.WRITTEN,
        Edit.WRITTEN,
    )
    assert former is not None
    assert former.title == "Energie-Lotse"
    assert published(engine).state == "ended"
    with reading(engine) as session:
        deeds = [entry.action for entry in session.exec(select(AuditEntry))]
    assert deeds[-4:] == ["offer.restored", "offer.ended", "offer.archived", "offer.unarchived"]


def test_a_day_to_come_ends_an_offer_only_then(engine: Engine) -> None:
    put(engine, offer())
    today = AYLA.now.date()
    later = today.replace(year=today.year + 1)
    editing.end(engine, ID, later, base_version=1, today=today, by=AYLA)

    now = published(engine)
    assert now.state == "open"
    assert now.valid_until is not None
    assert now.valid_until.last == later


def test_a_merged_offer_names_the_one_that_was_kept(engine: Engine) -> None:
    put(engine, offer(), offer(id="doppelt"))
    with transaction(engine) as session:
        store.merge(session, offer(), "doppelt", by="person:x", now=AYLA.now)

    former = editing.former(engine, "doppelt")

    assert former is not None
    assert former.replaced_by == ID


def _is_there(engine: Engine) -> bool:
    with reading(engine) as session:
        return store.is_known(session, ID)
