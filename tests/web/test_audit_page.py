"""The audit trail as administrators read it: words, filters, pages, territory, speed of growth."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, event
from sqlmodel import select

from models.audit import AuditEntry
from models.person import Person
from models.session import reading, transaction
from tests.fixtures.apps import NOW
from tests.fixtures.pages import Page
from tests.fixtures.people import make_organisation, make_person, signed_in_client
from tests.fixtures.steps import steps_of
from web.current import services_of
from web.pages.audit import words
from web.use_cases import audit_trail
from web.use_cases.audit_trail import Reader, Wanted
from web.use_cases.reach import reach_of
from web.use_cases.roles import Role

WEB = Path(__file__).resolve().parents[2] / "web"
TRAIL = "/verwaltung/protokoll"
NRW, WITTEN, BOCHUM = ("DEA",), ("05954036",), ("05911000",)
GERMANY = ("DE",)


def note(
    engine: Engine,
    actor: str,
    action: str = "company.delete",
    subject: str = "company:1",
    *,
    at: datetime = NOW,
    number: int = 1,
) -> None:
    """Store entries."""
    with transaction(engine) as session:
        for _ in range(number):
            session.add(
                AuditEntry(
                    done_utc=at,
                    actor=actor,
                    action=action,
                    subject=subject,
                    details=["a_field"],
                    ends_utc=at + timedelta(days=730),
                )
            )


def administrator(engine: Engine, territories: Sequence[str], name: str = "Amt Eins") -> Person:
    """An administrator of an organisation with this territory."""
    organisation = make_organisation(engine, name, territories=territories)
    return make_person(
        engine,
        Role.ADMINISTRATOR,
        organisation_id=organisation,
        name=f"Frau {name}",
        email=f"{organisation}@example.org",
    )


def actor(person: Person) -> str:
    """The person in the trail."""
    return f"person:{person.public_id}"


def rows(page: Page) -> int:
    """How many entries are shown."""
    return len(page.all("tr")) - 1 if page.all("tr") else 0


def codes_in(path: Path) -> Iterator[tuple[str, str]]:
    """Place and action of every call that notes one; '' for an action that cannot be told."""
    tree = ast.parse(path.read_text("utf-8"))
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        for call in _calls(function):
            if _called(call) in {"audit.note", "audit.note_reading"}:
                for code in _literals(call.args[2], function, tree):
                    yield f"{path.relative_to(WEB)}:{call.lineno}", code


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _called(call: ast.Call) -> str:
    return ast.unparse(call.func)


def _literals(node: ast.expr, function: ast.FunctionDef, tree: ast.AST) -> list[str]:
    """The texts that an expression can be: literals, also by way of a variable or parameter."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [
            text for part in (node.body, node.orelse) for text in _literals(part, function, tree)
        ]
    if not isinstance(node, ast.Name):
        return [""]
    assigned = [
        each.value
        for each in ast.walk(function)
        if isinstance(each, ast.Assign) and ast.unparse(each.targets[0]) == node.id
    ]
    values = assigned or list(_given(node.id, function, tree))
    return [text for value in values for text in _literals(value, function, tree)] or [""]


def _given(name: str, function: ast.FunctionDef, tree: ast.AST) -> Iterator[ast.expr]:
    """What callers in the same module give for a parameter."""
    names = [each.arg for each in function.args.args]
    for call in _calls(tree):
        if _called(call) == function.name:
            yield from (word.value for word in call.keywords if word.arg == name)
            if name in names and len(call.args) > names.index(name):
                yield call.args[names.index(name)]


def test_every_action_that_is_noted_has_words() -> None:
    sources = [path for path in WEB.rglob("*.py") if "node_modules" not in path.parts]
    found = [each for path in sources for each in codes_in(path)]

    wordless = sorted(f"{place}: {code}" for place, code in found if code not in words.ACTIONS)

    assert len(found) > 5
    assert not wordless, f"add words to web/pages/audit/words.py: {wordless}"


@pytest.mark.parametrize(
    ("code", "said"),
    [("advisor", "Beratung"), ("+editor", "+Redaktion"), ("-editor", "-Redaktion"), ("7", "7")],
)
def test_details_are_words_and_keep_their_sign(app: Flask, code: str, said: str) -> None:
    with app.test_request_context():
        assert words.detail(code) == said


def test_no_words_stand_for_an_action_that_nobody_notes() -> None:
    sources = [path for path in WEB.rglob("*.py") if "node_modules" not in path.parts]
    noted = {code for path in sources for _, code in codes_in(path)}

    assert sorted(words.ACTIONS.keys() - noted) == []


def test_entries_are_shown_in_words_with_names(app: Flask) -> None:
    engine = services_of(app).engine
    person = administrator(engine, GERMANY)
    note(engine, actor(person), "person.erase", f"organisation:{person.organisation_id}")

    page = signed_in_client(app, person).get(TRAIL)

    assert "Frau Amt Eins hat Name und Adresse eines geschlossenen Kontos gelöscht" in page.text
    assert "Amt Eins" in page.links()
    assert "22.11.26, 12:00" in page.text


def test_reading_the_trail_is_noted_itself(app: Flask) -> None:
    engine = services_of(app).engine
    person = administrator(engine, GERMANY)
    page = signed_in_client(app, person)

    page.get(TRAIL)
    second = page.get(f"{TRAIL}?wer={actor(person)}&tag=2026-11-22")

    assert rows(second) == 1
    with reading(engine) as session:
        entries = session.exec(select(AuditEntry).order_by(AuditEntry.id)).all()
        told = [(each.actor, each.action, each.subject, each.details) for each in entries]
    me = actor(person)
    assert told == [
        (me, "audit.read", "audit", []),
        (me, "audit.read", me, ["tag", "wer"]),
    ]


def test_what_is_typed_into_the_address_does_not_get_into_the_trail(app: Flask) -> None:
    engine = services_of(app).engine

    signed_in_client(app, administrator(engine, GERMANY)).get(f"{TRAIL}?wen=chefin@example.org")

    with reading(engine) as session:
        (entry,) = session.exec(select(AuditEntry)).all()
        assert (entry.subject, entry.details) == ("audit", ["wen"])


@pytest.mark.parametrize("role", [Role.ADVISOR, Role.EDITOR])
def test_others_than_administrators_may_not_read_it(app: Flask, role: Role) -> None:
    person = make_person(services_of(app).engine, role)

    signed_in_client(app, person).get(TRAIL, status=403)


def test_without_an_account_one_is_led_to_sign_in(app: Flask) -> None:
    response = app.test_client().get(TRAIL)

    assert response.status_code == 303
    assert "weiter=" in response.location


def test_an_administrator_sees_only_the_own_territory(app: Flask) -> None:
    engine = services_of(app).engine
    mine = administrator(engine, WITTEN, "Amt Witten")
    other = administrator(engine, BOCHUM, "Amt Bochum")
    above = administrator(engine, NRW, "Land")
    note(engine, actor(other), number=2)
    note(engine, actor(above), subject=f"organisation:{mine.organisation_id}")
    note(engine, "cli", number=3)
    note(engine, actor(mine))

    page = signed_in_client(app, mine).get(TRAIL)

    assert rows(page) == 2
    assert "Frau Land" not in page.text
    assert "Frau Amt Bochum" not in page.text
    assert rows(signed_in_client(app, above).get(TRAIL)) == 5


@pytest.mark.parametrize(
    "filters", ["wer={other}", "wen={other}", "wen=organisation:{place}", "wer=cli", "wen=job:x"]
)
def test_what_lies_outside_the_territory_is_not_found(app: Flask, filters: str) -> None:
    engine = services_of(app).engine
    mine = administrator(engine, WITTEN, "Amt Witten")
    other = administrator(engine, BOCHUM, "Amt Bochum")
    note(engine, actor(other))
    address = filters.format(other=actor(other), place=other.organisation_id)

    signed_in_client(app, mine).get(f"{TRAIL}?{address}", status=404)
    signed_in_client(app, mine).get(f"{TRAIL}?wer=person:unbekannt", status=404)


def test_who_holds_the_territory_of_the_service_sees_everything(app: Flask) -> None:
    engine = services_of(app).engine
    person = administrator(engine, NRW)
    note(engine, "cli", number=2)
    reader = Reader(reach=reach_of(NRW), organisation_id=person.organisation_id, whole=NRW)
    narrow = Reader(reach=reach_of(NRW), organisation_id=person.organisation_id, whole=())

    seen = [audit_trail.read(engine, each, Wanted()) for each in (reader, narrow)]

    assert [len(each.entries) if each else None for each in seen] == [2, 0]


def test_filters_narrow_and_their_chips_take_them_away(app: Flask) -> None:
    engine = services_of(app).engine
    person = administrator(engine, GERMANY)
    note(engine, "cli", at=NOW - timedelta(days=1), number=2)
    note(engine, "cli", "company.move", number=3)
    page = signed_in_client(app, person)

    assert rows(page.get(f"{TRAIL}?was=company.move")) == 3
    assert rows(page.get(f"{TRAIL}?wer=cli")) == 5
    assert rows(page.get(f"{TRAIL}?wer=cli&tag=2026-11-21")) == 2
    both = page.get(f"{TRAIL}?wer=cli&was=company.move&tag=2026-11-22")
    assert rows(both) == 3
    assert f"{TRAIL}?was=company.move&tag=2026-11-22" in both.links().values()


def test_a_day_is_one_of_germany(app: Flask) -> None:
    engine = services_of(app).engine
    person = administrator(engine, GERMANY)
    note(engine, "cli", at=datetime.fromisoformat("2026-11-20T22:59:59+00:00"))
    note(engine, "cli", at=datetime.fromisoformat("2026-11-20T23:00:00+00:00"))

    page = signed_in_client(app, person).get(f"{TRAIL}?tag=2026-11-21")

    assert rows(page) == 1


@pytest.mark.parametrize(
    "query",
    [
        "vor=0",
        "vor=-1",
        "vor=99999999999999999999",
        "vor=2147483648",
        "vor=x",
        "tag=gestern",
        "tag=9999-12-31",
        "tag=2026-02-30",
        "was=%27%3B%20DROP%20TABLE",
        "wer=%00",
        "wer=" + "a" * 3000,
        "wen=person:%25",
        "wer=%F0%9F%92%A9",
    ],
)
def test_nonsense_in_the_address_does_no_harm(app: Flask, query: str) -> None:
    person = administrator(services_of(app).engine, GERMANY)

    signed_in_client(app, person).get(f"{TRAIL}?{query}")


def test_pages_hold_each_entry_once_though_new_ones_come(app: Flask) -> None:
    engine = services_of(app).engine
    person = administrator(engine, GERMANY)
    note(engine, "cli", number=120)
    reader = Reader(reach=reach_of(GERMANY), organisation_id=person.organisation_id, whole=())
    seen: list[int] = []
    before: int | None = None
    while True:
        found = audit_trail.read(engine, reader, Wanted(before=before))
        assert found is not None
        seen += [entry.id for entry in found.entries]
        note(engine, "firm")
        before = found.before
        if before is None:
            break

    assert seen == list(range(120, 0, -1))


def queries(app: Flask, person: Person) -> int:
    """How many statements the page needs."""
    client = signed_in_client(app, person)
    engine = services_of(app).engine
    told: list[str] = []

    def hear(*arguments: object) -> None:
        if re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE)", str(arguments[2])):
            told.append(str(arguments[2]))

    event.listen(engine, "before_cursor_execute", hear)
    client.get(TRAIL)
    event.remove(engine, "before_cursor_execute", hear)
    return len(told)


@pytest.mark.parametrize("territories", [GERMANY, WITTEN])
def test_the_number_of_queries_does_not_grow(app: Flask, territories: Sequence[str]) -> None:
    engine = services_of(app).engine
    person = administrator(engine, territories)
    queries(app, person)
    few = queries(app, person)
    for number in range(60):
        other = make_person(
            engine, email=f"p{number}@example.org", organisation_id=person.organisation_id
        )
        note(engine, actor(other), subject=actor(other))

    assert queries(app, person) <= few <= 9


@pytest.mark.parametrize(
    ("territories", "wanted"),
    [(GERMANY, {}), (WITTEN, {}), (GERMANY, {"actor"}), (GERMANY, {"action"}), (WITTEN, {"actor"})],
)
def test_the_newest_entries_cost_no_more_where_there_are_many(
    sqlite_engine: Engine, territories: Sequence[str], wanted: set[str]
) -> None:
    person = administrator(sqlite_engine, territories)
    values = {"actor": actor(person), "action": "company.delete"}
    asked = Wanted(**{name: values[name] for name in wanted})
    reader = Reader(reach=reach_of(territories), organisation_id=person.organisation_id, whole=())

    def steps() -> int:
        return steps_of(sqlite_engine, lambda: audit_trail.read(sqlite_engine, reader, asked))

    note(sqlite_engine, actor(person), subject=actor(person), number=audit_trail.RECENT)
    few = steps()
    note(sqlite_engine, actor(person), subject=actor(person), number=audit_trail.RECENT)

    assert steps() < few * 1.2


def test_entries_from_long_ago_are_found_behind_thousands_of_others(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_trail, "RECENT", 20)
    person = administrator(engine, WITTEN)
    note(engine, actor(person), number=3)
    note(engine, "firm", number=60)
    note(engine, actor(person), number=2)
    reader = Reader(reach=reach_of(WITTEN), organisation_id=person.organisation_id, whole=())

    found = audit_trail.read(engine, reader, Wanted())

    assert found is not None
    assert [entry.id for entry in found.entries] == [65, 64, 3, 2, 1]


@pytest.mark.parametrize("territories", [GERMANY, WITTEN])
def test_the_trail_is_read_alike_on_both_databases(
    engine: Engine, territories: Sequence[str]
) -> None:
    person = administrator(engine, territories)
    note(engine, actor(person))
    note(engine, actor(person), "company.move")
    reader = Reader(reach=reach_of(territories), organisation_id=person.organisation_id, whole=())

    found = audit_trail.read(engine, reader, Wanted(actor=actor(person), since_utc=NOW))

    assert found is not None
    assert [entry.action for entry in found.entries] == ["company.move", "company.delete"]
    assert found.names[actor(person)] == "Frau Amt Eins"


def test_what_is_out_of_reach_is_no_link(app: Flask) -> None:
    engine = services_of(app).engine
    person = administrator(engine, WITTEN)
    note(engine, actor(person), subject="company:7")

    links = signed_in_client(app, person).get(TRAIL).links()

    assert "Frau Amt Eins" in links
    assert "Unternehmen 7" not in links
