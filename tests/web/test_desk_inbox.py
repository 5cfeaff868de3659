"""The inbox: what is shown, in which order, found in spite of slips; queries do not grow."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, event

from models.company_file import FileOrigin, FilePart, FileState
from tests.fixtures.apps import NOW
from tests.web.desk_world import Staff, desk_of, make_file, make_staff
from web.use_cases.file_stages import Stage
from web.use_cases.files import inbox, searching
from web.use_cases.files.inbox import MINE, NOBODYS, Inbox, Order, Wanted

OPEN = (Stage.NEW, Stage.UNASKED, Stage.TAKEN, Stage.APPOINTMENT, Stage.ADVISED)
DAY = timedelta(days=1)


def look(engine: Engine, staff: Staff, **wanted: object) -> Inbox:
    return inbox.look(engine, desk_of(staff.advisor), Wanted(**wanted), now=NOW)


def names(found: Inbox) -> list[str]:
    return [file.name for file in found.files.items]


def a_file(engine: Engine, staff: Staff, name: str, **fields: object) -> str:
    return make_file(engine, staff.advisor.organisation_id, name, **fields)


def fill(engine: Engine, staff: Staff) -> None:
    """One file of each kind, and one of another city."""
    mine, theirs = staff.advisor.id, staff.colleague.id
    a_file(engine, staff, "Alte Anfrage", now=NOW - 9 * DAY)
    a_file(engine, staff, "Neue Anfrage", now=NOW - DAY, answers={"needs": ["export"]})
    a_file(engine, staff, "Von Liste", is_request=False, origin=FileOrigin.LIST.value)
    later, sooner = NOW + 3 * DAY, NOW + DAY
    taken, agreed = FileState.TAKEN.value, FileState.APPOINTMENT.value
    a_file(engine, staff, "Termin Freitag", state=agreed, advisor_id=mine, appointment_utc=later)
    a_file(engine, staff, "Termin morgen", state=agreed, advisor_id=theirs, appointment_utc=sooner)
    a_file(engine, staff, "Ruht", state=taken, advisor_id=mine, now=NOW - 5 * DAY)
    a_file(engine, staff, "Ruht nicht", state=taken, advisor_id=theirs)
    a_file(engine, staff, "Erledigt", state=FileState.HELPED.value, advisor_id=mine)
    a_file(engine, staff, "Zur Kenntnis", part=FilePart.INFORMED.value, now=NOW - 30 * DAY)
    make_file(engine, staff.stranger.organisation_id, "Fremde Firma")


def test_the_most_urgent_comes_first_or_the_last_changed(engine: Engine) -> None:
    staff = make_staff(engine)
    fill(engine, staff)
    ours = {"stages": OPEN, "part": FilePart.RESPONSIBLE}

    assert names(look(engine, staff, **ours)) == [
        *("Alte Anfrage", "Neue Anfrage", "Termin morgen", "Termin Freitag"),
        *("Ruht", "Ruht nicht", "Von Liste"),
    ]
    newest = names(look(engine, staff, order=Order.NEWEST, **ours))
    assert newest[-3:] == ["Neue Anfrage", "Ruht", "Alte Anfrage"]


FILTERED: list[tuple[dict[str, object], set[str]]] = [
    ({"owner": MINE}, {"Termin Freitag", "Ruht", "Erledigt"}),
    ({"owner": NOBODYS, "part": FilePart.INFORMED}, {"Zur Kenntnis"}),
    ({"owner": "colleague"}, {"Termin morgen", "Ruht nicht"}),
    ({"owner": "stranger"}, set()),
    ({"origin": FileOrigin.LIST}, {"Von Liste"}),
    ({"need": "export"}, {"Neue Anfrage"}),
    ({"need": "expor"}, set()),
    ({"is_overdue": True}, {"Alte Anfrage"}),
    ({"stages": (Stage.HELPED, Stage.UNFIT)}, {"Erledigt"}),
    ({"stages": (Stage.UNASKED,)}, {"Von Liste"}),
]


def test_filters_leave_out_the_rest(engine: Engine) -> None:
    staff = make_staff(engine)
    fill(engine, staff)
    for wanted, expected in FILTERED:
        person = getattr(staff, str(wanted.get("owner")), None)
        owner = {"owner": person.public_id} if person else {}
        assert set(names(look(engine, staff, **{**wanted, **owner}))) == expected, wanted


def test_numbers_keep_all_other_filters_and_a_firm_that_did_not_ask_is_not_new(
    engine: Engine,
) -> None:
    staff = make_staff(engine)
    fill(engine, staff)
    asked_later = {"origin": FileOrigin.LIST.value, "dispatched_utc": NOW}
    a_file(engine, staff, "Von Liste, fragt", **asked_later)

    found = look(engine, staff, stages=(Stage.NEW,), part=FilePart.RESPONSIBLE)
    assert set(names(found)) == {"Alte Anfrage", "Neue Anfrage", "Von Liste, fragt"}
    assert found.files.total == 3
    assert found.counts == {"new": 3, "unasked": 1, "taken": 2, "appointment": 2, "helped": 1}
    mine = look(engine, staff, owner=MINE)
    assert mine.counts == {"taken": 1, "appointment": 1, "helped": 1}


def test_what_waits_too_long_is_marked_and_what_was_touched_is_not(engine: Engine) -> None:
    staff = make_staff(engine)
    fill(engine, staff)
    a_file(engine, staff, "Angefasst", now=NOW - 9 * DAY, acted_utc=NOW)

    marked = {each.name: (each.waits, each.is_overdue) for each in look(engine, staff).files.items}
    assert marked["Alte Anfrage"] == (True, True)
    assert marked["Neue Anfrage"] == (True, False)
    assert marked["Angefasst"] == marked["Zur Kenntnis"] == (False, False)


def test_a_file_at_work_whose_firm_asks_again_is_marked_and_comes_first(engine: Engine) -> None:
    staff = make_staff(engine)
    fill(engine, staff)
    again = {"state": FileState.TAKEN.value, "acted_utc": None, "now": NOW - 20 * DAY}
    a_file(engine, staff, "Fragt wieder", advisor_id=staff.colleague.id, **again)

    first = look(engine, staff, stages=OPEN, part=FilePart.RESPONSIBLE).files.items[0]
    assert (first.name, first.waits, first.is_overdue) == ("Fragt wieder", True, True)
    assert set(names(look(engine, staff, is_overdue=True))) == {"Alte Anfrage", "Fragt wieder"}


SEARCHED = [
    ("Müller", "Müller & Söhne GmbH", ""),
    ("mueller soehne", "Müller & Söhne GmbH", ""),
    ("58452 müller", "Müller & Söhne GmbH", ""),
    ("karla@example.com dreherei", "Dreherei Ostermann", ""),
    ("Derherei", "Dreherei Ostermann", "dreherei"),
    ("ostremann dreherei", "Dreherei Ostermann", "ostermann"),
    ("Muller", "Müller & Söhne GmbH", "mueller"),
    ("100 %", "100 % Bio_Kost", ""),
    ("bio_kost", "100 % Bio_Kost", ""),
    ("%", "100 % Bio_Kost", ""),
    ("_", "100 % Bio_Kost", ""),
    ("\\", "", ""),
    ("qwertzuiop", "", ""),
    ("58453", "", ""),
    ("x" * 10_000, "", ""),
]


def test_search_finds_words_and_forgives_slips(engine: Engine) -> None:
    staff = make_staff(engine)
    for name in ("Müller & Söhne GmbH", "Dreherei Ostermann", "100 % Bio_Kost"):
        a_file(engine, staff, name)
    make_file(engine, staff.stranger.organisation_id, "Müller Bochum")

    for words, expected, alike in SEARCHED:
        found = look(engine, staff, words=words)
        assert "".join(names(found)) == expected, words
        assert bool(alike) is bool(found.alike)
        assert alike in (*found.alike, "")


def test_a_file_that_came_later_is_found_by_slips_too(sqlite_engine: Engine) -> None:
    staff = make_staff(sqlite_engine)
    a_file(sqlite_engine, staff, "Schlosserei Beck")
    assert names(look(sqlite_engine, staff, words="Tischlrei")) == []
    a_file(sqlite_engine, staff, "Tischlerei Beck")
    assert names(look(sqlite_engine, staff, words="Tischlrei")) == ["Tischlerei Beck"]


def test_many_words_are_cut_and_empty_ones_are_no_search() -> None:
    assert len(searching.words_of("wort " * 1000)) == searching.MOST_WORDS
    assert searching.words_of(" ,;. ") == ()


def test_pages_end_where_the_files_end(sqlite_engine: Engine) -> None:
    engine, staff = sqlite_engine, make_staff(sqlite_engine)
    for number in range(27):
        a_file(engine, staff, f"Firma {number:02}", now=NOW + timedelta(minutes=number))
    last = look(engine, staff, page=999_999)
    assert (last.files.page, last.files.pages, last.files.total) == (2, 2, 27)
    assert names(last) == ["Firma 25", "Firma 26"]
    assert look(engine, staff, page=0).files.page == 1


def test_the_number_of_queries_does_not_grow_with_the_files(sqlite_engine: Engine) -> None:
    engine, staff = sqlite_engine, make_staff(sqlite_engine)
    told: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *given: told.append(str(given[2])))
    asked = ({}, {"words": "Derherei"}, {"owner": MINE, "page": 2}, {"is_overdue": True})
    counts = []
    for files in (1, 60):
        for number in range(files):
            a_file(engine, staff, f"Dreherei {number}", advisor_id=staff.advisor.id)
        counts.append([])
        for wanted in asked:
            told.clear()
            look(engine, staff, **wanted)
            counts[-1].append(len([each for each in told if each.startswith("SELECT")]))
    assert counts == [[4, 6, 4, 4], [4, 6, 4, 4]]


def test_the_day_of_a_request_is_that_of_berlin(sqlite_engine: Engine) -> None:
    """Half past midnight of the 20th there is half past eleven of the 19th in UTC."""
    staff = make_staff(sqlite_engine)
    sent = datetime(2026, 11, 19, 23, 30, tzinfo=UTC)
    a_file(sqlite_engine, staff, "Nachts", now=sent)
    desk = desk_of(staff.advisor)
    for day, is_overdue in ((23, False), (24, True)):
        now = datetime(2026, 11, day, 9, 0, tzinfo=UTC)
        (found,) = inbox.look(sqlite_engine, desk, Wanted(), now=now).files.items
        assert found.is_overdue is is_overdue
