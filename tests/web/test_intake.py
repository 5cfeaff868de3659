"""What comes into the catalogue and waits for a person: proposals, pairs, refused rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import select

from models.audit import AuditEntry
from models.person import Role
from models.session import reading, transaction
from offers import store
from offers.errors import InputError, RefusedRow
from offers.schema import parse_offer
from tests.fixtures.apps import NOW, running_app
from tests.fixtures.pages import PageClient, text_of
from tests.fixtures.people import make_person, signed_in_client
from web.author import Author
from web.current import services_of
from web.use_cases.catalogue import pairs
from web.use_cases.catalogue.pairs import PairState

BY = Author(actor="person:x", now=NOW, kept_until_utc=NOW + timedelta(days=30))
KREDIT = {
    "title": "Digitalisierungskredit für den Mittelstand",
    "url": "https://bank.example/digitalisierungskredit",
    "kinds": ["loan"],
    "territory": ["DEA"],
    "amount": {"max_eur": 2000000},
    "description": "Ein Kredit für Vorhaben, die Abläufe in Betrieben digital machen.",
}


def told(offer_id: str, **fields: object) -> dict[str, object]:
    """An offer as a source tells it."""
    return {"id": offer_id, "provider": "Bank", **KREDIT, **fields}


def feed(engine: Engine, source: str, *offers: Mapping[str, object]) -> None:
    """What a source says."""
    with transaction(engine) as session:
        parsed = [parse_offer(each) for each in offers]
        store.upsert(session, parsed, source_id=source, by="import", now=NOW)


def done(engine: Engine) -> list[tuple[str, str]]:
    """What the audit trail says: action and subject."""
    with reading(engine) as session:
        return [(row.action, row.subject) for row in session.exec(select(AuditEntry))]


@pytest.fixture
def engine_of_app(app: Flask) -> Engine:
    """The database of the running service."""
    return services_of(app).engine


@pytest.fixture
def editor(app: Flask, engine_of_app: Engine) -> PageClient:
    """Pages as an editor gets them."""
    return signed_in_client(app, make_person(engine_of_app, Role.EDITOR))


@pytest.fixture
def pair(engine_of_app: Engine) -> int:
    """One programme described by a bank and by the federal database; the number of the pair."""
    feed(engine_of_app, "nrw", told("bank-kredit", contact={"email": "kredit@bank.example"}))
    feed(engine_of_app, "fdb", told("fdb-kredit", provider="Bank NRW", before_start=True))
    assert pairs.look_for(engine_of_app, now=NOW, among=["fdb-kredit"]) == 1
    (found,) = pairs.search(engine_of_app, PairState.OPEN, 1).items
    return found.id


def test_one_programme_from_two_sources_is_proposed_once(engine_of_app: Engine, pair: int) -> None:
    assert pairs.look_for(engine_of_app, now=NOW) == 0

    found = pairs.find(engine_of_app, pair)

    assert found is not None
    assert (found.first.id, found.second.id) == ("bank-kredit", "fdb-kredit")
    assert any(each.speaks_for for each in found.evidence)


def test_a_pair_that_no_longer_looks_alike_is_not_proposed_any_more(
    engine_of_app: Engine, pair: int
) -> None:
    other = told("fdb-kredit", title="Ausbildung von Hafenlotsen", url="", description="Anderes.")
    feed(engine_of_app, "fdb", {**other, "amount": {"max_eur": 10}})

    assert pairs.look_for(engine_of_app, now=NOW) == 0

    assert pairs.find(engine_of_app, pair) is None


def test_a_merge_and_its_undoing(editor: PageClient, engine_of_app: Engine, pair: int) -> None:
    page = editor.get(f"/redaktion/doppelt/{pair}")
    assert "Ist das dasselbe Angebot?" in page.text

    editor.post(f"/redaktion/doppelt/{pair}/zusammenfuehren", {"bleibt": "bank-kredit"})

    with reading(engine_of_app) as session:
        kept = store.state_of(session, "bank-kredit")
        assert kept is not None
        assert kept.offer.before_start is True
        assert store.replaced_by(session, "fdb-kredit") == "bank-kredit"
    assert "Wieder trennen" in editor.get(f"/redaktion/doppelt/{pair}").text
    assert "Digitalisierungskredit" in editor.get("/redaktion/doppelt?stand=zusammengefuehrt").text
    editor.post(f"/redaktion/doppelt/{pair}/trennen", {})
    with reading(engine_of_app) as session:
        kept = store.state_of(session, "bank-kredit")
        assert kept is not None
        assert kept.offer.before_start is None
        assert store.replaced_by(session, "fdb-kredit") is None
    assert pairs.look_for(engine_of_app, now=NOW) == 0
    assert [action for action, _ in done(engine_of_app) if action.startswith("offer.")] == [
        "offer.merged",
        "offer.split",
    ]


@pytest.mark.parametrize(
    ("action", "form"),
    [
        ("zusammenfuehren", {"bleibt": "bemo"}),
        ("zusammenfuehren", {}),
        ("trennen", {}),
    ],
)
def test_what_does_not_fit_the_pair_changes_nothing(
    editor: PageClient, engine_of_app: Engine, pair: int, action: str, form: dict[str, str]
) -> None:
    editor.post(f"/redaktion/doppelt/{pair}/{action}", form, status=404)

    found = pairs.find(engine_of_app, pair)
    assert found is not None
    assert found.state is PairState.OPEN


def test_two_offers_told_apart_stay_apart(
    editor: PageClient, engine_of_app: Engine, pair: int
) -> None:
    editor.post(f"/redaktion/doppelt/{pair}/verschieden", {})
    editor.post(f"/redaktion/doppelt/{pair}/verschieden", {}, status=404)

    assert pairs.look_for(engine_of_app, now=NOW) == 0
    assert pairs.search(engine_of_app, PairState.OPEN, 1).total == 0
    assert ("offer.told_apart", "offer:bank-kredit") in done(engine_of_app)


def test_a_pair_told_apart_by_mistake_is_found_and_asked_about_again(
    editor: PageClient, engine_of_app: Engine, pair: int
) -> None:
    told_apart = editor.post(f"/redaktion/doppelt/{pair}/verschieden", {})
    assert "Vermerkt: Das sind zwei Angebote." in told_apart.text
    assert "Digitalisierungskredit" in editor.get("/redaktion/doppelt?stand=verschieden").text

    editor.post(f"/redaktion/doppelt/{pair}/nochmal", {})
    editor.post(f"/redaktion/doppelt/{pair}/nochmal", {}, status=404)

    assert pairs.search(engine_of_app, PairState.OPEN, 1).total == 1
    assert "Zusammenführen" in editor.get(f"/redaktion/doppelt/{pair}").text
    assert ("offer.pair_reopened", "offer:bank-kredit") in done(engine_of_app)


def test_a_source_that_contests_a_persons_word_is_heard(
    editor: PageClient, engine_of_app: Engine
) -> None:
    feed(engine_of_app, "fdb", told("fdb-1"))
    with transaction(engine_of_app) as session:
        ours = parse_offer(told("fdb-1", amount={"max_eur": 50000}))
        store.edit(session, ours, base_version=1, by="person:x", now=NOW)
    feed(engine_of_app, "fdb", told("fdb-1", amount={"max_eur": 75000}))
    page = editor.get("/redaktion/vorschlaege")
    assert "50.000 Euro" in page.text
    assert "75.000 Euro" in page.text
    with reading(engine_of_app) as session:
        (proposal,) = store.open_proposals(session)

    editor.post(f"/redaktion/vorschlaege/{proposal.id}/uebernehmen", {})
    editor.post(f"/redaktion/vorschlaege/{proposal.id}/ablehnen", {}, status=404)

    with reading(engine_of_app) as session:
        state = store.state_of(session, "fdb-1")
    assert state is not None
    assert state.offer.amount is not None
    assert state.offer.amount.max_eur == 75000
    assert ("offer.proposal_accepted", "offer:fdb-1") in done(engine_of_app)


def test_what_changed_since_it_was_looked_at_is_looked_at_again(
    editor: PageClient, engine_of_app: Engine
) -> None:
    feed(engine_of_app, "fdb", told("fdb-1"))
    with transaction(engine_of_app) as session:
        for version, summary in enumerate(("Von Hand", "Von anderer Hand"), start=1):
            ours = parse_offer(told("fdb-1", summary=summary))
            store.edit(session, ours, base_version=version, by="person:x", now=NOW)
    feed(engine_of_app, "fdb", told("fdb-1", summary="Von der Bank"))
    page = editor.get("/redaktion/vorschlaege")
    assert page.one("input", name="stand").get("value") == "3"
    with reading(engine_of_app) as session:
        (proposal,) = store.open_proposals(session)
    accept = f"/redaktion/vorschlaege/{proposal.id}/uebernehmen"

    told_so = editor.post(accept, {"stand": "2"}, status=409)

    assert "inzwischen" in told_so.text
    assert "Eine Änderung wartet" in told_so.text
    editor.post(accept, {"stand": "3"})
    with reading(engine_of_app) as session:
        assert store.offers_of(session, ["fdb-1"])["fdb-1"].summary == "Von der Bank"


def test_a_rejected_proposal_leaves_the_persons_word(
    editor: PageClient, engine_of_app: Engine
) -> None:
    feed(engine_of_app, "fdb", told("fdb-1"))
    with transaction(engine_of_app) as session:
        ours = parse_offer(told("fdb-1", provider="Bank in Bochum"))
        store.edit(session, ours, base_version=1, by="person:x", now=NOW)
    feed(engine_of_app, "fdb", told("fdb-1", provider="Bank in Essen"))
    with reading(engine_of_app) as session:
        (proposal,) = store.open_proposals(session)

    editor.post(f"/redaktion/vorschlaege/{proposal.id}/ablehnen", {})

    assert "Es wartet keine Änderung." in editor.get("/redaktion/vorschlaege").text
    with reading(engine_of_app) as session:
        state = store.state_of(session, "fdb-1")
    assert state is not None
    assert state.offer.provider == "Bank in Bochum"


def refuse(engine: Engine, raw: str, field: str = "title") -> int:
    """A row in quarantine; its number."""
    rows = [RefusedRow(17, "zeile-17", raw, (InputError("empty", field),))]
    with transaction(engine) as session:
        store.quarantine(session, rows, source_id="datei", format="jsonl", now=NOW)
        return store.refused_rows(session, limit=1)[0].id


def test_a_refused_row_is_corrected_and_becomes_an_offer(
    editor: PageClient, engine_of_app: Engine
) -> None:
    number = refuse(engine_of_app, '{"id": "neu", "title": "", "provider": "Stadt"}')
    assert "zeile-17" in editor.get("/redaktion/quellen").text
    page = editor.get(f"/redaktion/zeilen/{number}")
    assert page.one("input", name="feld-title").get("value") == ""

    still = editor.post(f"/redaktion/zeilen/{number}", {"feld-title": " "}, status=422)
    assert "Bitte prüfen Sie" in still.text
    editor.post(f"/redaktion/zeilen/{number}", {"feld-title": "Beratung"})

    with reading(engine_of_app) as session:
        state = store.state_of(session, "neu")
        assert store.refused_rows(session, limit=9) == ()
    assert state is not None
    assert state.offer.title == "Beratung"
    editor.get(f"/redaktion/zeilen/{number}", status=404)


def test_a_row_that_is_no_object_is_corrected_as_a_whole(
    editor: PageClient, engine_of_app: Engine
) -> None:
    number = refuse(engine_of_app, "kaputt <script>", field="")

    page = editor.get(f"/redaktion/zeilen/{number}")
    assert "kaputt <script>" in text_of(page.one("textarea", name="zeile"))
    whole = '{"id": "neu", "title": "Beratung", "provider": "Stadt"}'
    editor.post(f"/redaktion/zeilen/{number}", {"zeile": whole})

    with reading(engine_of_app) as session:
        assert store.state_of(session, "neu") is not None


def test_a_row_left_out_does_not_come_back(editor: PageClient, engine_of_app: Engine) -> None:
    number = refuse(engine_of_app, "kaputt")

    editor.post(f"/redaktion/zeilen/{number}/verwerfen", {})
    editor.post(f"/redaktion/zeilen/{number}/verwerfen", {}, status=404)
    with transaction(engine_of_app) as session:
        rows = [RefusedRow(18, "", "kaputt", (InputError("empty", "title"),))]
        store.quarantine(session, rows, source_id="datei", format="jsonl", now=NOW)

    with reading(engine_of_app) as session:
        assert store.refused_rows(session, limit=9) == ()


@pytest.mark.parametrize("path", ["vorschlaege", "doppelt", "quellen", "doppelt/1", "zeilen/1"])
def test_advisors_have_no_business_there(app: Flask, engine_of_app: Engine, path: str) -> None:
    advisor = signed_in_client(app, make_person(engine_of_app, Role.ADVISOR))

    assert advisor.get(f"/redaktion/{path}", status=403)


@pytest.mark.parametrize("path", ["doppelt/99", "zeilen/99", "doppelt/x"])
def test_what_is_not_there_is_not_found(editor: PageClient, path: str) -> None:
    assert editor.get(f"/redaktion/{path}", status=404)


@pytest.mark.parametrize("query", ["?seite=0", "?seite=99999", "?seite=x", "?stand=nichts"])
def test_odd_addresses_show_a_page(editor: PageClient, pair: int, query: str) -> None:
    assert "Mögliche Doppelungen" in editor.get(f"/redaktion/doppelt{query}").text


@pytest.mark.parametrize("query", ["?nach=-1", "?nach=x", f"?nach={10**23}"])
def test_odd_places_in_the_list_of_rows_show_a_page(editor: PageClient, query: str) -> None:
    assert editor.get(f"/redaktion/quellen{query}").h1


def test_few_offers_of_the_bundle_look_alike(engine_of_app: Engine) -> None:
    assert pairs.look_for(engine_of_app, now=NOW) <= 8


def test_with_four_eyes_a_corrected_row_becomes_a_draft(
    filled_template: Path, tmp_path: Path
) -> None:
    with running_app(filled_template, tmp_path / "four.sqlite3", four_eyes=True) as app:
        engine = services_of(app).engine
        number = refuse(engine, '{"id": "neu", "title": "", "provider": "Stadt"}')
        ayla = signed_in_client(app, make_person(engine, Role.EDITOR))

        page = ayla.post(f"/redaktion/zeilen/{number}", {"feld-title": "Beratung"})

        assert "/redaktion/entwuerfe/" in page.response.request.path
        with reading(engine) as session:
            assert store.state_of(session, "neu") is None
            assert store.refused_rows(session, limit=9) == ()
        assert ("import.row_drafted", "offer:neu") in done(engine)
