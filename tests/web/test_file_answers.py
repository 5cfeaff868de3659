"""What a firm tells its advisor: answers with their source, contact data, firms met elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from models.company import AnswerState, CompanyProfile
from models.company_file import FileEvent, FileOrigin, FileState
from models.session import reading, transaction
from offers.errors import InputErrors
from tests.fixtures.apps import NOW
from tests.web.desk_world import Staff, author, desk_of, make_file, make_staff, stored_file
from tests.web.result_world import RETENTION
from web.tokens import new_token, token_hash
from web.use_cases.files import answering, company, contacting, entering
from web.use_cases.files.answering import Seen, seen
from web.use_cases.files.company import KnownFirm
from web.use_cases.files.entering import NewFirm
from web.use_cases.files.rows import Contact, Edited
from web.use_cases.firms import profiles
from web.use_cases.firms.profiles import Change
from web.use_cases.firms.provenance import Provenance, Source

LATER = NOW + timedelta(hours=1)
SMITHY = Contact(name="Schmiede Ruhr GmbH", email="karla@example.com")


@pytest.fixture
def staff(engine: Engine) -> Staff:
    return make_staff(engine)


def known(engine: Engine, staff: Staff, file: str) -> KnownFirm:
    found = company.known_firm(engine, desk_of(staff.advisor), file, now=LATER)
    assert found is not None
    return found


def told(
    engine: Engine, staff: Staff, file: str, values: Mapping[str, object], **unknown: frozenset[str]
) -> Edited:
    before = seen(known(engine, staff, file).answers, (*values, *unknown.get("unknown", ())))
    change = Change(values, unknown.get("unknown", frozenset()))
    return answering.answer(
        engine, desk_of(staff.advisor), file, change, before, by=author(staff.advisor, LATER)
    )


def events(engine: Engine) -> list[tuple[str, list[object]]]:
    with reading(engine) as session:
        rows = session.exec(select(FileEvent).order_by(FileEvent.id))  # type: ignore[arg-type]
        return [(row.kind, row.values) for row in rows]


def new_file(engine: Engine, staff: Staff, **fields: object) -> str:
    return make_file(engine, staff.advisor.organisation_id, **fields)  # type: ignore[arg-type]


def test_an_answer_is_stored_with_its_source_and_day_and_stands_in_the_timeline(
    engine: Engine, staff: Staff
) -> None:
    file = new_file(engine, staff)

    assert told(engine, staff, file, {"employees": 41, "wz": "25.62"}) is Edited.DONE

    firm = known(engine, staff, file)
    assert firm.answers.profile.employees == 41
    assert firm.provenance == {"employees": Provenance(Source.ADVISOR, LATER)}
    assert events(engine) == [("answered", ["employees"])]


def test_not_knowing_is_an_answer_that_is_not_asked_for_again(engine: Engine, staff: Staff) -> None:
    file = new_file(engine, staff)

    told(engine, staff, file, {}, unknown=frozenset({"facts.exports"}))

    firm = known(engine, staff, file)
    assert firm.answers.skipped == {"facts.exports"}
    assert firm.provenance["facts.exports"].source is Source.ADVISOR


def test_saving_what_stands_already_changes_nothing(engine: Engine, staff: Staff) -> None:
    file = new_file(engine, staff)
    told(engine, staff, file, {"employees": 38})

    assert (events(engine), stored_file(engine, file).version) == ([], 1)


def test_the_firm_sees_the_answer_and_what_it_says_later_is_its_own_again(engine: Engine) -> None:
    staff = make_staff(engine)
    file = new_file(engine, staff)
    token = new_token()
    with transaction(engine) as session:
        row = session.exec(select(CompanyProfile)).one()
        row.token_hash = token_hash(token)
        session.add(row)
    told(engine, staff, file, {"employees": 41})

    loaded = profiles.load(engine, token, LATER)
    assert loaded is not None
    assert loaded.profile.employees == 41
    profiles.answer(engine, token, Change({"employees": 40}), LATER, retention=RETENTION)
    assert known(engine, staff, file).provenance["employees"].source is Source.FIRM


def test_who_answers_what_somebody_else_answered_meanwhile_is_told_and_changes_nothing(
    engine: Engine, staff: Staff
) -> None:
    file = new_file(engine, staff)
    opened = seen(known(engine, staff, file).answers, ("employees",))
    by = author(staff.colleague, LATER)
    told(engine, staff, file, {"turnover_eur": 5_000_000})
    other_field = answering.answer(
        engine, desk_of(staff.colleague), file, Change({"employees": 40}), opened, by=by
    )
    same_field = answering.answer(
        engine, desk_of(staff.colleague), file, Change({"employees": 99}), opened, by=by
    )

    assert (other_field, same_field) == (Edited.DONE, Edited.CONFLICT)
    assert known(engine, staff, file).answers.profile.employees == 40


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"employees": -1}, "employees"),
        ({"founded": 999}, "founded"),
        ({"needs": ["kein_thema"]}, "needs"),
        ({"wz": "Metall"}, "wz"),
        ({"gewinn": 1}, "gewinn"),
        ({"facts.exports": {"kein": "Wert"}}, "facts"),
    ],
)
def test_what_the_format_does_not_take_is_refused_as_a_whole(
    engine: Engine, staff: Staff, values: Mapping[str, object], field: str
) -> None:
    file = new_file(engine, staff)
    desk, by = desk_of(staff.advisor), author(staff.advisor, LATER)
    change = Change({"turnover_eur": 1, **values})
    before = seen(known(engine, staff, file).answers, ())

    with pytest.raises(InputErrors) as refused:
        answering.answer(engine, desk, file, change, before, by=by)

    assert {error.field.partition(".")[0] for error in refused.value.errors} == {field}
    assert known(engine, staff, file).answers.profile.turnover_eur is None
    assert events(engine) == []


def test_nobody_reads_or_answers_for_a_file_of_another_organisation_or_with_expired_answers(
    engine: Engine, staff: Staff
) -> None:
    file = new_file(engine, staff)
    stranger, by = desk_of(staff.stranger, "Stadt Bochum"), author(staff.stranger, LATER)
    change, before = Change({"employees": 1}), Seen((), seen(profiles.blank("de", NOW), ()).digest)
    past = LATER + timedelta(days=731)

    assert company.known_firm(engine, stranger, file, now=LATER) is None
    assert answering.answer(engine, stranger, file, change, before, by=by) is Edited.GONE
    assert contacting.change_contact(engine, stranger, file, SMITHY, "", by=by) is Edited.GONE
    assert company.known_firm(engine, desk_of(staff.advisor), file, now=past) is None
    own = author(staff.advisor, past)
    gone = answering.answer(engine, desk_of(staff.advisor), file, change, before, by=own)
    assert gone is Edited.GONE
    assert known(engine, staff, file).answers.profile.employees == 38


def test_contact_data_are_the_organisations_and_a_second_writer_is_told(
    engine: Engine, staff: Staff
) -> None:
    file = new_file(engine, staff)
    before = contacting.digest_of(known(engine, staff, file).frame.contact)
    desk, by = desk_of(staff.advisor), author(staff.advisor, LATER)

    first = contacting.change_contact(engine, desk, file, SMITHY, before, by=by)
    second = contacting.change_contact(engine, desk, file, Contact(name="Schmiede"), before, by=by)

    assert (first, second) == (Edited.DONE, Edited.CONFLICT)
    stored = stored_file(engine, file)
    assert (stored.name, stored.phone, stored.contact_name) == (SMITHY.name, "", "")
    assert events(engine) == [("contact", ["contact_name", "phone"])]


def entered(engine: Engine, staff: Staff, firm: NewFirm) -> str:
    by = author(staff.advisor, LATER)
    return entering.enter(engine, desk_of(staff.advisor), firm, by=by)


def a_firm(name: str = "Bäckerei Korn", email: str = "", **values: object) -> NewFirm:
    return NewFirm(contact=Contact(name=name, email=email), change=Change(values))


def test_a_firm_met_elsewhere_gets_answers_that_nobody_holds_the_address_of(
    engine: Engine, staff: Staff
) -> None:
    file = entered(engine, staff, a_firm(postal_code="58452", needs=("export",)))

    stored, firm = stored_file(engine, file), known(engine, staff, file)
    assert (stored.origin, stored.state, stored.advisor_id) == (
        FileOrigin.ENTERED,
        FileState.TAKEN,
        staff.advisor.id,
    )
    assert (stored.town, stored.needs, stored.dispatched_utc) == ("Witten", " export ", None)
    assert firm.answers.is_finished
    assert firm.answers.expires_utc == LATER + desk_of(staff.advisor).kept_for
    assert set(firm.provenance) == {"postal_code", "needs"}
    assert {each.source for each in firm.provenance.values()} == {Source.ADVISOR}
    assert events(engine) == [("entered", [])]


def test_what_is_wrong_with_a_firm_leaves_no_file_and_no_answers_behind(
    engine: Engine, staff: Staff
) -> None:
    with pytest.raises(InputErrors):
        entered(engine, staff, a_firm(needs=("kein_thema",)))

    with reading(engine) as session:
        assert session.exec(select(CompanyProfile)).all() == []


ALIKE = [
    ("the same name with a slip of the pen", a_firm("Schmide Ruhr", postal_code="58452"), True),
    ("without a place the name is enough", a_firm("schmiede ruhr", needs=("export",)), True),
    ("the same name elsewhere", a_firm("Schmiede Ruhr GmbH", postal_code="44801"), False),
    ("another name", a_firm("Schreinerei Rau", postal_code="58452"), False),
    ("the same address", a_firm("KS Holding", email="karla@example.com"), True),
    ("only the legal form is the same", a_firm("Korn GmbH", postal_code="58452"), False),
]


@pytest.mark.parametrize(
    ("firm", "is_alike"), [case[1:] for case in ALIKE], ids=[c[0] for c in ALIKE]
)
def test_a_file_that_may_be_about_the_same_firm_is_found(
    engine: Engine, staff: Staff, firm: NewFirm, is_alike: bool
) -> None:
    file = new_file(engine, staff)

    found = entering.alike(engine, desk_of(staff.advisor), firm)

    assert [each.public_id for each in found] == ([file] if is_alike else [])
    assert entering.alike(engine, desk_of(staff.stranger), firm) == ()


def test_answers_begun_by_the_firm_keep_their_state(engine: Engine, staff: Staff) -> None:
    file = new_file(engine, staff)
    told(engine, staff, file, {"employees": 41})

    with reading(engine) as session:
        row = session.exec(select(CompanyProfile)).one()
        assert (row.state, row.updated_utc) == (AnswerState.FINISHED.value, LATER)
