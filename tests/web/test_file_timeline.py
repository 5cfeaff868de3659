"""The timeline of a file: page by page, in words for everything that can happen."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import Engine, event

from models.company_file import EventKind, FileEvent
from models.session import transaction
from tests.fixtures.apps import NOW
from tests.web.desk_world import Staff, author, desk_of, make_file, make_staff, stored_file
from web.event_words import EVENT_WORDS, Named, sentence
from web.use_cases.files import steps, timeline
from web.use_cases.files.steps import Plan, StepBy
from web.use_cases.files.timeline import Event

NAMED = Named(step={"s1": "Antrag stellen"}.get, offer={"o1": "go-digital"}.__getitem__)
MOMENT = datetime(2026, 12, 3, 9, 30, tzinfo=UTC)
SAID: list[tuple[EventKind, list[object], str]] = [
    (EventKind.ASKED, [], "Das Unternehmen hat um Beratung gebeten"),
    (EventKind.ASKED, ["r1", "reopened"], "Das Unternehmen hat erneut um Beratung gebeten"),
    (
        EventKind.INFORMED,
        ["r1", "Stadt Bochum"],
        "Von einer Anfrage erfahren, für die eine andere Organisation zuständig ist: Stadt Bochum",
    ),
    (EventKind.FOLDER, ["mailed", "de"], "Digitale Mappe per E-Mail an das Unternehmen geschickt"),
    (EventKind.JUDGED, ["o1", "fits", ""], "Urteil: go-digital, Passt"),
    (EventKind.JUDGED, ["o1", "withdrawn", ""], "Urteil: go-digital, zurückgenommen"),
    (EventKind.APPLICATION, ["o1", "granted", 9_000], "Antrag: go-digital, Bewilligt, 9.000 Euro"),
    (EventKind.ASSIGNED, ["Stadt Witten"], "Zugewiesen: Stadt Witten"),
    (EventKind.TAKEN, [], "Akte übernommen"),
    (EventKind.HANDED_OVER, ["Bernd Kollege"], "Übergeben an Bernd Kollege"),
    (EventKind.STATE, ["advised"], "Stand geändert: Beraten"),
    (
        EventKind.STATE,
        ["appointment", MOMENT.isoformat()],
        "Termin vereinbart: 3. Dezember 2026, 10:30 Uhr",
    ),
    (EventKind.NOTE, ["added"], "Notiz geschrieben"),
    (EventKind.NOTE, ["removed"], "Notiz gelöscht"),
    (EventKind.STEP, ["added", "s1"], "Schritt vereinbart: Antrag stellen"),
    (EventKind.STEP, ["reopened", "s1"], "Schritt wieder offen: Antrag stellen"),
    (EventKind.STEP, ["added", "gone"], "Schritt vereinbart"),
    (EventKind.STEP_DONE, ["s1"], "Schritt erledigt: Antrag stellen"),
    (EventKind.AID, ["added", 12_500], "De-minimis-Beihilfe eingetragen: 12.500 Euro"),
    (EventKind.ANSWERED, ["wz"], "Eine Angabe zum Unternehmen geändert: Branche"),
    (
        EventKind.ANSWERED,
        ["wz", "needs"],
        "2 Angaben zum Unternehmen geändert: Branche; Themen",
    ),
    (EventKind.ANSWERED, list("abcd"), "4 Angaben zum Unternehmen geändert"),
]


@pytest.fixture
def staff(engine: Engine) -> Staff:
    return make_staff(engine)


def happened(kind: EventKind, values: list[object]) -> Event:
    return Event(kind=kind, happened_utc=NOW, by="", values=tuple(values))


def test_everything_that_can_happen_has_words() -> None:
    missing = [f"{kind}: add it to EVENT_WORDS" for kind in EventKind if kind not in EVENT_WORDS]

    assert missing == []


def test_events_read_as_sentences(app: Flask) -> None:
    with app.test_request_context():
        said = [sentence(happened(kind, values), NAMED) for kind, values, _ in SAID]

    assert said == [words for _, _, words in SAID]


@pytest.mark.parametrize("values", [[], [None], ["?"], [7, {}, []], ["?", "?", "?", "?"]])
def test_no_event_is_unreadable_whatever_its_values(app: Flask, values: list[object]) -> None:
    forgiving = Named(step=lambda _: None, offer=lambda offer_id: offer_id)
    with app.test_request_context():
        said = [sentence(happened(kind, values), forgiving) for kind in EventKind]

    assert all(said)


def test_the_timeline_is_paged_and_names_who_did_it(engine: Engine, staff: Staff) -> None:
    public_id = make_file(engine, staff.advisor.organisation_id)
    file_id = stored_file(engine, public_id).id
    assert file_id is not None
    with transaction(engine) as session:
        for number in range(5):
            session.add(
                FileEvent(
                    file_id=file_id,
                    happened_utc=NOW,
                    kind=EventKind.HANDED_OVER.value,
                    person_id=staff.colleague.id if number else None,
                    values=[f"{number}"],
                )
            )

    desk = desk_of(staff.advisor)
    first = timeline.of_file(engine, desk, public_id, 1, 2)
    last = timeline.of_file(engine, desk, public_id, 3, 2)

    assert [(each.values, each.by) for each in first.events] == [
        (("4",), "Bernd Kollege"),
        (("3",), "Bernd Kollege"),
    ]
    assert [(each.values, each.by) for each in last.events] == [(("0",), "")]
    assert (first.total, last.total) == (5, 5)
    stranger = desk_of(staff.stranger)
    assert timeline.of_file(engine, stranger, public_id, 1, 2) == timeline.Timeline((), 0)


def test_titles_of_steps_are_told_to_nobody_else_and_in_one_query(
    engine: Engine, staff: Staff
) -> None:
    public_id = make_file(engine, staff.advisor.organisation_id)
    desk, by = desk_of(staff.advisor), author(staff.advisor)
    for title in ("eins", "zwei", "drei"):
        steps.agree(engine, desk, public_id, Plan(title=title, taken_by=StepBy.FIRM), by=by)
    ids = {step.public_id for step in steps.open_steps(engine, desk, public_id)}
    statements: list[str] = []

    @event.listens_for(engine, "before_cursor_execute")
    def note(*arguments: object) -> None:
        if str(arguments[2]).startswith("SELECT"):
            statements.append(str(arguments[2]))

    found = timeline.titles_of_steps(engine, desk, public_id, ids)
    event.remove(engine, "before_cursor_execute", note)

    assert sorted(found.values()) == ["drei", "eins", "zwei"]
    assert len(statements) == 1
    assert timeline.titles_of_steps(engine, desk_of(staff.stranger), public_id, ids) == {}
