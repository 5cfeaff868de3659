"""The page of notes, steps, requests and timeline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import Engine, event

from models.company_file import CompanyFile
from models.consultation import ConsultationRequest
from models.session import transaction
from tests.fixtures.apps import NOW
from tests.fixtures.pages import Page, PageClient
from tests.fixtures.people import signed_in_client
from tests.web.desk_world import (
    Staff,
    author,
    desk_of,
    make_file,
    make_staff,
    stored_file,
    witten_file,
)
from web.current import services_of
from web.tokens import new_token
from web.use_cases.files import notes, steps
from web.use_cases.files.steps import Plan, StepBy


@dataclass(frozen=True)
class World:
    """A file of Witten, seen by its advisor."""

    engine: Engine
    staff: Staff
    public_id: str
    advisor: PageClient
    path: str

    def note(self, text: str) -> notes.Note:
        """A note of a colleague."""
        desk, by = desk_of(self.staff.colleague), author(self.staff.colleague)
        notes.write(self.engine, desk, self.public_id, text, by=by)
        return notes.latest(self.engine, desk, self.public_id, 1)[0]

    def step(self, title: str, due_on: date | None = None) -> steps.Step:
        """A step that a colleague agreed on."""
        desk, by = desk_of(self.staff.colleague), author(self.staff.colleague)
        plan = Plan(title=title, taken_by=StepBy.FIRM, due_on=due_on)
        steps.agree(self.engine, desk, self.public_id, plan, by=by)
        found = steps.open_steps(self.engine, desk, self.public_id)
        return next(step for step in found if step.plan == plan)

    def texts(self) -> list[str]:
        """What the notes say."""
        desk = desk_of(self.staff.advisor)
        return [each.text for each in notes.latest(self.engine, desk, self.public_id, 50)]


@pytest.fixture
def world(app: Flask) -> World:
    engine = services_of(app).engine
    staff = make_staff(engine)
    public_id = witten_file(app, staff)
    client = signed_in_client(app, staff.advisor)
    return World(engine, staff, public_id, client, f"/beratung/akte/{public_id}/verlauf")


def test_a_note_is_written_read_changed_and_deleted_after_a_question(world: World) -> None:
    page = world.advisor.get(world.path)
    written = world.advisor.post(
        f"{world.path}/notizen",
        {"text": "# Besuch\n\n<script>alert(1)</script>\n\n- Ofen", "csrf_token": _token(page)},
    )

    assert "Die Notiz ist gespeichert." in written.text
    assert "<script>alert(1)" not in written.response.get_data(as_text=True)
    assert "<script>alert(1)</script>" in written.text
    assert "Notiz geschrieben – Ayla Beispiel" in written.text
    note = notes.latest(world.engine, desk_of(world.staff.advisor), world.public_id, 1)[0]

    path = f"{world.path}/notizen/{note.public_id}"
    form = world.advisor.get(path)
    changed = _send(world.advisor, form, path, {"text": "kurz"})
    assert "zuletzt geändert" in changed.text

    question = world.advisor.get(f"{path}/loeschen")
    assert "kurz" in question.text
    assert world.texts() == ["kurz"]
    gone = _send(world.advisor, question, f"{path}/loeschen", {})
    assert "Die Notiz ist gelöscht." in gone.text
    assert world.texts() == []
    world.advisor.get(path, status=404)


def test_two_people_who_save_one_note_lose_nothing(app: Flask, world: World) -> None:
    note = world.note("alt")
    path = f"{world.path}/notizen/{note.public_id}"
    form = world.advisor.get(path)
    colleague = signed_in_client(app, world.staff.colleague)
    _send(colleague, colleague.get(path), path, {"text": "Text von Bernd"})

    both = _send(world.advisor, form, path, {"text": "Text von Ayla"}, status=409)

    assert "Während Sie geschrieben haben" in both.text
    assert both.one("textarea", id="gespeichert").text == "Text von Bernd"
    assert both.one("textarea", id="text").text == "Text von Ayla"
    assert world.texts() == ["Text von Bernd"]
    _send(world.advisor, both, path, {"text": "Text von beiden"})
    assert world.texts() == ["Text von beiden"]


def test_a_text_for_a_note_that_a_colleague_deleted_is_not_lost(world: World) -> None:
    note = world.note("alt")
    path = f"{world.path}/notizen/{note.public_id}"
    form, question = world.advisor.get(path), world.advisor.get(f"{path}/loeschen")
    _send(world.advisor, question, f"{path}/loeschen", {})

    kept = _send(world.advisor, form, path, {"text": "Text von Ayla"}, status=409)

    assert "inzwischen gelöscht" in kept.text
    assert kept.one("textarea", id="text").text == "Text von Ayla"
    _send(world.advisor, kept, f"{world.path}/notizen", {})
    assert world.texts() == ["Text von Ayla"]


def test_a_second_click_on_saving_a_note_is_no_conflict(world: World) -> None:
    note = world.note("alt")
    path = f"{world.path}/notizen/{note.public_id}"
    form = world.advisor.get(path)

    for _ in range(2):
        page = _send(world.advisor, form, path, {"text": "neu"})
        assert "Die Notiz ist gespeichert." in page.text


def test_two_people_who_save_one_step_lose_nothing(world: World) -> None:
    step = world.step("Antrag", date(2026, 12, 1))
    path = f"{world.path}/schritte/{step.public_id}"
    form, question = world.advisor.get(path), world.advisor.get(f"{path}/loeschen")
    _send(world.advisor, form, path, {"schritt": "Skizze"})

    both = _send(world.advisor, form, path, {"schritt": "Vollmacht"}, status=409)

    says = "Gespeichert ist jetzt: Skizze, das Unternehmen, bis 1. Dezember 2026."
    assert says in both.text
    assert both.one("input", id="schritt").get("value") == "Vollmacht"
    again = _send(world.advisor, question, f"{path}/loeschen", {}, status=409)
    assert "nichts gelöscht" in again.text
    assert "Skizze" in again.text
    assert "Vollmacht" in _send(world.advisor, both, path, {}).text

    question = world.advisor.get(f"{path}/loeschen")
    _send(world.advisor, question, f"{path}/loeschen", {})
    kept = _send(world.advisor, both, path, {"schritt": "Beleg"}, status=409)
    assert "inzwischen gelöscht" in kept.text
    assert "Beleg" in _send(world.advisor, kept, f"{world.path}/schritte/neu", {}).text


def test_a_note_changed_meanwhile_is_shown_again_before_it_is_deleted(world: World) -> None:
    note = world.note("alt")
    path = f"{world.path}/notizen/{note.public_id}"
    question, form = world.advisor.get(f"{path}/loeschen"), world.advisor.get(path)
    _send(world.advisor, form, path, {"text": "neu und wichtig"})

    again = _send(world.advisor, question, f"{path}/loeschen", {}, status=409)

    assert "nichts gelöscht" in again.text
    assert "neu und wichtig" in again.text
    assert world.texts() == ["neu und wichtig"]


SIZES = {
    "empty": ("", 422, "Bitte schreiben Sie etwas."),
    "nothing to see": (" \x00\n ", 422, "Bitte schreiben Sie etwas."),
    "too long": ("x" * 20_001, 422, "Bitte kürzen Sie den Text"),
    "10 MB": ("x" * 10_000_000, 413, "zu lang"),
    "longest": ("ü" * 20_000, 200, "Die Notiz ist gespeichert."),
}


def test_a_note_must_be_of_a_size_and_a_refused_one_stands_in_the_field(world: World) -> None:
    token = _token(world.advisor.get(world.path))

    for text, status, says in SIZES.values():
        sent = {"text": text, "csrf_token": token}
        page = world.advisor.post(f"{world.path}/notizen", sent, status=status)
        assert says in page.text
        if status == 422:
            assert (page.one("textarea", id="text").text or "") == text.strip(" \x00\n")

    assert world.texts() == ["ü" * 20_000]


def test_a_step_is_agreed_on_done_and_open_again(world: World) -> None:
    page = world.advisor.get(world.path)
    sent = {"schritt": "Angebot\r\neinholen", "wer": "firm", "tag": "21.11.2026"}
    agreed = world.advisor.post(f"{world.path}/schritte/neu", {**sent, "csrf_token": _token(page)})

    assert "Angebot einholen" in agreed.text
    assert "überfällig" in agreed.text
    assert "Wer: das Unternehmen" in agreed.text
    (step,) = steps.open_steps(world.engine, desk_of(world.staff.advisor), world.public_id)
    path = f"{world.path}/schritte/{step.public_id}"
    done = world.advisor.post(f"{path}/erledigt", {"csrf_token": _token(page)})
    assert "Keine offenen Schritte." in done.text
    assert "Schritt erledigt: Angebot einholen – Ayla Beispiel" in done.text
    again = world.advisor.post(f"{path}/offen", {"csrf_token": _token(page)})
    assert "überfällig" in again.text


def test_a_step_about_an_offer_is_found_by_its_title_changed_and_deleted(
    app: Flask, world: World
) -> None:
    offer = services_of(app).snapshot.current().offers[0]
    form = world.advisor.get(f"{world.path}/schritte/neu?angebot={offer.id}")
    assert form.one("input", id="angebot").get("value") == offer.title
    _send(world.advisor, form, f"{world.path}/schritte/neu", {"schritt": "Antrag"})
    (step,) = steps.open_steps(world.engine, desk_of(world.staff.advisor), world.public_id)
    assert step.plan == Plan(title="Antrag", taken_by=StepBy.ADVISOR, offer_id=offer.id)

    path = f"{world.path}/schritte/{step.public_id}"
    form = world.advisor.get(path)
    page = _send(world.advisor, form, path, {"tag": "2026-12-24"})
    assert "bis 24. Dezember 2026" in page.text
    question = world.advisor.get(f"{path}/loeschen")
    gone = _send(world.advisor, question, f"{path}/loeschen", {})
    assert "Der Schritt ist gelöscht." in gone.text
    world.advisor.get(path, status=404)


NO_STEPS: list[tuple[dict[str, str], str]] = [
    ({"schritt": " \t"}, "schritt"),
    ({"schritt": "x" * 301}, "schritt"),
    ({"wer": "everybody"}, "wer"),
    ({"tag": "31.02.2026"}, "tag"),
    ({"tag": "übermorgen"}, "tag"),
    ({"angebot": "Gibt es nicht"}, "angebot"),
]


def test_a_step_that_cannot_be_is_refused_at_its_field(world: World) -> None:
    form = world.advisor.get(f"{world.path}/schritte/neu")

    for changes, field in NO_STEPS:
        sent = {"schritt": "Antrag", "wer": "firm", **changes}
        page = _send(world.advisor, form, f"{world.path}/schritte/neu", sent, status=422)
        assert page.title.startswith("Fehler")
        links = [link.get("href") for link in page.one("div", id="error-summary").iter("a")]
        assert links == [f"#{field}"]

    assert steps.open_steps(world.engine, desk_of(world.staff.advisor), world.public_id) == ()


def test_calendar_files_hold_the_days_and_no_personal_data(world: World) -> None:
    step = world.step("Antrag stellen", date(2026, 12, 1))
    world.step("ohne Tag")
    with transaction(world.engine) as session:
        file = session.merge(stored_file(world.engine, world.public_id))
        file.appointment_utc = datetime.fromisoformat("2026-12-03T09:30:00+00:00")
        file.name = 'Schmiede "Ruhr"\r\nX-Evil: 1 GmbH'

    client, found = world.advisor.client, {}
    for name in ("kalender.ics", "termin.ics", f"schritte/{step.public_id}/kalender.ics"):
        answer = client.get(f"{world.path}/{name}")
        assert answer.mimetype == "text/calendar"
        assert "X-Evil" not in answer.headers
        assert answer.headers["Content-Disposition"].endswith('-schmiede-ruhr-x-evil-1-gmbh.ics"')
        body = answer.get_data(as_text=True)
        assert not {word for word in ("Karla", "karla@", "02302", "Ayla") if word in body}
        found[name] = Calendar.from_ical(answer.get_data()).walk("VEVENT")

    titles = {name: [str(each["SUMMARY"]) for each in each_of] for name, each_of in found.items()}
    firm = 'Schmiede "Ruhr" X-Evil: 1 GmbH'
    assert list(titles.values()) == [
        [f"Beratung: {firm}", f"{firm}: Antrag stellen"],
        [f"Beratung: {firm}"],
        [f"{firm}: Antrag stellen"],
    ]


def test_without_a_day_there_is_no_calendar_file(world: World) -> None:
    step = world.step("ohne Tag")

    for name in ("kalender.ics", "termin.ics", f"schritte/{step.public_id}/kalender.ics"):
        world.advisor.get(f"{world.path}/{name}", status=404)


def test_a_firm_that_asks_twice_is_shown_with_both_requests(world: World) -> None:
    for number, message in enumerate(("Der Ofen ist alt.", "Jetzt auch <b>Strom</b>")):
        _ask(world, stored_file(world.engine, world.public_id), message, number)
    elsewhere = make_file(world.engine, world.staff.stranger.organisation_id)
    _ask(world, stored_file(world.engine, elsewhere), "Nur für Bochum", 3)

    page = world.advisor.get(world.path)

    assert "Das Unternehmen hat schon 2-mal um Beratung gebeten." in page.text
    assert page.text.index("Jetzt auch <b>Strom</b>") < page.text.index("Der Ofen ist alt.")
    assert "Energieeffizienz" in page.text
    assert "Bochum" not in page.text


def test_nothing_of_it_is_there_for_other_organisations(app: Flask, world: World) -> None:
    note, step = world.note("vertraulich"), world.step("geheim", date(2026, 12, 1))
    stranger = signed_in_client(app, world.staff.stranger)
    token = stranger.token("/konto")
    reads = (
        *("", "/schritte/neu", "/kalender.ics", "/termin.ics"),
        f"/notizen/{note.public_id}",
        f"/notizen/{note.public_id}/loeschen",
        f"/schritte/{step.public_id}",
        f"/schritte/{step.public_id}/loeschen",
        f"/schritte/{step.public_id}/kalender.ics",
    )
    writes = (
        *("/notizen", f"/notizen/{note.public_id}", f"/notizen/{note.public_id}/loeschen"),
        *("/schritte/neu", f"/schritte/{step.public_id}", f"/schritte/{step.public_id}/offen"),
        f"/schritte/{step.public_id}/erledigt",
        f"/schritte/{step.public_id}/loeschen",
    )
    sent = {"text": "x", "fassung": "1", "schritt": "x", "wer": "firm", "csrf_token": token}

    for path in reads:
        unseen = stranger.get(f"{world.path}{path}", status=404)
        assert not {word for word in ("vertraulich", "geheim", "Schmiede") if word in unseen.text}
    for path in writes:
        stranger.post(f"{world.path}{path}", sent, status=404)

    assert world.texts() == ["vertraulich"]
    found = steps.open_steps(world.engine, desk_of(world.staff.advisor), world.public_id)
    assert [each.plan.title for each in found] == ["geheim"]


def test_the_page_asks_as_often_for_much_as_for_little(world: World) -> None:
    world.note("eine"), world.step("ein", date(2026, 12, 1))
    few = _queries(world)
    for number in range(30):
        world.note(f"Notiz {number}")
        world.step(f"Schritt {number}", date(2026, 12, 1))

    assert _queries(world) == few > 5
    second = world.advisor.get(f"{world.path}?seite=2&notizen=999")
    assert "Auf dieser Seite stehen keine Notizen." in second.text


def _queries(world: World) -> int:
    counted: list[object] = []

    @event.listens_for(world.engine, "before_cursor_execute")
    def note(*arguments: object) -> None:
        counted.append(arguments[2])

    world.advisor.get(world.path)
    event.remove(world.engine, "before_cursor_execute", note)
    return len(counted)


def _ask(world: World, file: CompanyFile, message: str, number: int) -> None:
    assert file.id is not None
    with transaction(world.engine) as session:
        session.add(
            ConsultationRequest(
                public_id=new_token(),
                company_id=file.company_id,
                file_id=file.id,
                asked_utc=NOW,
                topics=["energy_efficiency"],
                message=message,
                name=file.name,
                contact_name="Karla Schmied",
                email="karla@example.com",
                phone="",
                preferred_way="visit",
                times="vormittags",
                language="de",
                responsible="Stadt Witten" if number < 3 else "Stadt Bochum",
                informed=[],
            )
        )


def _token(page: Page) -> str:
    inputs = page.all("input", name="csrf_token")
    return str(inputs[0].get("value"))


def _send(
    client: PageClient, page: Page, path: str, data: Mapping[str, str], *, status: int = 200
) -> Page:
    """The page after filling in and sending the form to this path."""
    return client.post(path, {**page.form_values(path), **data}, status=status)
