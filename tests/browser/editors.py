"""An editor, with drafts and offers in every state; what readers see stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine

from models.person import Person, Role
from models.session import transaction
from offers import store
from offers.schema import parse_offer
from tests.fixtures.apps import NOW
from tests.fixtures.people import make_person
from web.author import Author
from web.current import services_of
from web.use_cases.catalogue import drafts, publishing
from web.use_cases.signing_in import sessions
from web.use_cases.signing_in.sessions import Lifetime

if TYPE_CHECKING:
    from flask import Flask

LIFETIME = Lifetime(whole=timedelta(hours=12), idle=timedelta(hours=2))
CHANGED = "lka-nrw-zac"
QUOTE = "Gefördert werden Unternehmen mit höchstens 249 Beschäftigten im Land."
CONDITIONS: Mapping[str, Any] = {
    "all": [
        {"employees": {"max": 249}, "quote": QUOTE},
        {"territory": ["DEA"], "quote": QUOTE, "reading": "text", "confidence": 0.62},
        {
            "any": [
                {"sector": ["C"], "quote": QUOTE, "label": "Verarbeitendes Gewerbe"},
                {"not": {"fact": {"name": "in_difficulty", "equals": True}}},
                {"turnover_eur": {}},
            ]
        },
    ]
}
LICENSED = {
    "id": "amtlicher-text",
    "title": "Amtlicher Text",
    "provider": "Amt",
    "summary": "So steht es dort.",
    "license_info": "CC BY-ND 4.0, Amt",
}


def settle(app: Flask) -> Mapping[str, str]:
    """The secret of an editor's session and the ids of drafts, by name."""
    engine = services_of(app).engine
    person = make_person(engine, Role.EDITOR, name="Rita Redlich", email="rita@example.org")
    by = Author(
        actor=f"person:{person.public_id}", now=NOW, kept_until_utc=NOW + timedelta(days=730)
    )
    _archive_at_once(engine)
    return {"editor": _session(engine, person), "changed_offer": CHANGED, **_drafts(engine, by)}


def _session(engine: Engine, person: Person) -> str:
    with transaction(engine) as session:
        return sessions.begin(session, person.id or 0, now=NOW, lifetime=LIFETIME, is_complete=True)


def _drafts(engine: Engine, by: Author) -> Mapping[str, str]:
    built = _draft(engine, by, title="Energie-Lotse", provider="Stadt", conditions=CONDITIONS)
    wrong = _draft(engine, by, territory=["Bohcum"], valid_until="bald", amount={"max_eur": "viel"})
    handed_in = _draft(engine, by, title="Fertiges Angebot", provider="Stadt")
    publishing.submit(engine, handed_in, revision=2, by=by)
    behind = drafts.begin(engine, CHANGED, by=by) or ""
    _change_beside(engine, behind, by)
    fixed = drafts.begin(engine, LICENSED["id"], by=by) or ""
    other = _draft(engine, by, title="Energie-Lotse Ruhr", provider="Land")
    return {
        "built_draft": built,
        "wrong_draft": wrong,
        "handed_in_draft": handed_in,
        "behind_draft": behind,
        "fixed_draft": fixed,
        "other_draft": other,
    }


def _draft(engine: Engine, by: Author, **content: Any) -> str:
    draft_id = drafts.begin_new(engine, by=by)
    drafts.save(engine, draft_id, content, revision=1, by=by)
    return draft_id


def _change_beside(engine: Engine, draft_id: str, by: Author) -> None:
    """A newer version of the offer that the draft is about; only the date of its next check."""
    desk = drafts.load(engine, draft_id)
    assert desk is not None
    assert desk.base is not None
    newer = {**desk.draft.content, "review_by": "2027-11-22"}
    with transaction(engine) as session:
        store.edit(session, parse_offer(newer), base_version=1, by="import", now=NOW)
    mine = {**desk.draft.content, "review_by": "2027", "summary": "Kürzer gesagt."}
    drafts.save(engine, draft_id, mine, revision=1, by=by)


def _archive_at_once(engine: Engine) -> None:
    with transaction(engine) as session:
        store.edit(session, parse_offer(LICENSED), base_version=0, by="import", now=NOW)
        store.archive(session, LICENSED["id"], now=NOW)
