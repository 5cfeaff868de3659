"""Lists of firms: what is known already, imported once, matched, and whose they are."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import Engine, update
from sqlmodel import col, select

from models.audit import AuditEntry
from models.company import AnswerState, CompanyProfile
from models.company_file import CompanyFile, FileEvent
from models.firm_list import FirmList, FirmListRow, FirmMatch
from models.organisation import Organisation
from models.session import transaction
from tests.fixtures.apps import NOW
from tests.web.desk_world import KEPT_FOR, Staff, author, desk_of, make_file, make_staff
from tests.web.list_world import csv_of, files, firms, import_all, offer, standing, store
from web.use_cases.files.desk import Desk
from web.use_cases.firm_lists import deciding, importing, preview, results, rows
from web.use_cases.firm_lists.deciding import Decision
from web.use_cases.firm_lists.matching import gist_of, match_stale
from web.use_cases.firms import provenance
from web.use_cases.firms.profiles import stored_profile
from web.use_cases.likeness import Known, repeated, same_as
from web.use_cases.operation import retention
from web.use_cases.operation.retention import Periods

AWHILE = 0.3
"""Seconds in which the second one comes as far as the first one lets it."""
TWO = csv_of("Schmiede Ruhr;58452;;;;;", "Bäckerei Korn;58452;;;12;Export;")
EXPORT = offer("export-hilfe", needs=["export"])
ENERGY = offer("energie-hilfe", needs=["energy_efficiency"])


@pytest.fixture
def staff(engine: Engine) -> Staff:
    return make_staff(engine)


@pytest.fixture
def desk(staff: Staff) -> Desk:
    return desk_of(staff.advisor)


def confirm(
    engine: Engine,
    staff: Staff,
    public_id: str,
    *,
    shown: tuple[int, ...] = (),
    ticked: tuple[int, ...] = (),
) -> Decision:
    return deciding.confirm(
        engine,
        desk_of(staff.advisor),
        public_id,
        shown=shown,
        ticked=ticked,
        by=author(staff.advisor),
    )


def matches(engine: Engine) -> dict[int, FirmMatch]:
    with transaction(engine) as session:
        return {each.company_id: each for each in session.exec(select(FirmMatch))}


@pytest.mark.parametrize(
    ("name", "town", "email", "is_same"),
    [
        ("Schmiede Ruhr GmbH", "Witten", "", True),
        ("schmiede  ruhr", "Witten", "", True),
        ("Ruhr Schmiede GmbH & Co. KG", "Witten", "", True),
        ("Schmeide Ruhr", "Witten", "", True),
        ("Schmiede Ruhr GmbH", "Bochum", "", False),
        ("Schmiede Ruhr GmbH", "", "", False),
        ("Bäckerei Korn", "Witten", "", False),
        ("Ganz anders", "Hagen", "karla@example.com", True),
        ("Schmiede Ruhr 2", "Witten", "", False),
        ("GmbH", "Witten", "", False),
    ],
)
def test_a_firm_is_known_by_its_address_or_by_name_and_place(
    name: str, town: str, email: str, is_same: bool
) -> None:
    known = [Known(7, "Schmiede Ruhr GmbH", "Witten", "karla@example.com")]

    assert same_as([Known(1, name, town, email)], known) == ({1: 7} if is_same else {})


def test_within_a_list_the_first_of_the_same_firms_stays() -> None:
    names = ("Schmiede Ruhr", "Schmiede Ruhr GmbH", "Bäckerei Korn", "Schmiede-Ruhr")

    found = repeated([Known(line, name, "Witten", "") for line, name in enumerate(names, 2)])
    assert found == {3: 2, 5: 2}


def test_known_firms_and_repeated_ones_are_imported_only_if_they_are_ticked(
    engine: Engine, staff: Staff, desk: Desk
) -> None:
    make_file(engine, desk.organisation_id, "Schmiede Ruhr GmbH")
    make_file(engine, staff.stranger.organisation_id, "Bäckerei Korn")
    lines = ("Schmiede Ruhr;58452;;;;;", "Bäckerei Korn;58452;;;;;", "Baeckerei Korn;58452;;;;;")
    public_id = store(engine, desk, csv_of(*lines), author(staff.advisor))

    seen = preview.load(engine, desk, public_id, page=1)
    assert seen is not None
    shown = [
        (each.number, each.file_name, each.same_as, each.is_wanted) for each in seen.duplicates
    ]
    assert shown == [(2, "Schmiede Ruhr GmbH", None, False), (4, "", 3, False)]
    assert seen.wanted == 1

    assert confirm(engine, staff, public_id, shown=(2, 4), ticked=(4, 3)) is Decision.CONFIRMED
    assert import_all(engine, standing()) == 2
    names = [each.name for each in files(engine) if each.origin == "list"]
    assert sorted(names) == ["Baeckerei Korn", "Bäckerei Korn"]


def test_an_imported_firm_has_a_file_without_an_advisor_with_answers_of_the_list(
    engine: Engine, staff: Staff, desk: Desk
) -> None:
    public_id = store(engine, desk, TWO, author(staff.advisor))
    assert confirm(engine, staff, public_id) is Decision.CONFIRMED
    assert import_all(engine, standing(EXPORT, ENERGY), size=1) == 2

    bakery = files(engine)[0]
    assert (bakery.name, bakery.town, bakery.needs) == ("Bäckerei Korn", "Witten", " export ")
    assert (bakery.state, bakery.advisor_id, bakery.dispatched_utc) == ("new", None, None)
    with transaction(engine) as session:
        company = session.get_one(CompanyProfile, bakery.company_id)
        event = session.exec(select(FileEvent).where(FileEvent.file_id == bakery.id)).one()
    assert company.state == AnswerState.FINISHED.value
    assert company.expires_utc == NOW + KEPT_FOR
    assert stored_profile(company).profile.employees == 12
    assert {each.source for each in provenance.of(company).values()} == {provenance.Source.LIST}
    assert (event.kind, event.person_id) == ("imported", staff.advisor.id)

    entry = rows.load(engine, desk, public_id)
    assert entry is not None
    assert (entry.state.value, entry.total, entry.done, entry.matched) == ("done", 2, 2, 2)
    found = results.page(engine, desk, public_id, number=1)
    assert found is not None
    firm = found.items[1]
    assert (firm.name, firm.best, firm.fitting) == ("Bäckerei Korn", ("export-hilfe",), 1)
    assert not firm.lacks_concern
    unknown = found.items[0]
    assert (unknown.name, unknown.lacks_concern, unknown.best) == ("Schmiede Ruhr", True, ())


def test_a_list_is_imported_once_however_often_it_is_confirmed(
    engine: Engine, staff: Staff, desk: Desk
) -> None:
    public_id = store(engine, desk, TWO, author(staff.advisor))
    assert confirm(engine, staff, public_id) is Decision.CONFIRMED
    assert confirm(engine, staff, public_id) is Decision.ALREADY
    assert import_all(engine, standing()) == 2
    assert confirm(engine, staff, public_id) is Decision.ALREADY
    assert import_all(engine, standing()) == 0
    assert len(files(engine)) == 2


def test_the_same_list_twice_does_not_double_its_firms(
    engine: Engine, staff: Staff, desk: Desk
) -> None:
    first, second = (store(engine, desk, TWO, author(staff.advisor)) for _ in range(2))
    assert confirm(engine, staff, first) is Decision.CONFIRMED
    assert confirm(engine, staff, second) is Decision.BUSY
    import_all(engine, standing())

    assert confirm(engine, staff, second) is Decision.KNOWN
    assert confirm(engine, staff, second) is Decision.NOTHING
    assert confirm(engine, staff, second, shown=(2,), ticked=(2,)) is Decision.CONFIRMED
    assert import_all(engine, standing()) == 1


def test_a_list_of_another_organisation_is_not_there(
    engine: Engine, staff: Staff, desk: Desk
) -> None:
    public_id = store(engine, desk, TWO, author(staff.advisor))
    foreign = desk_of(staff.stranger)

    assert rows.load(engine, foreign, public_id) is None
    assert rows.newest(engine, foreign) == []
    assert preview.load(engine, foreign, public_id, page=1) is None
    assert results.page(engine, foreign, public_id, number=1) is None
    assert results.export(engine, foreign, public_id, by=author(staff.stranger)) is None
    assert deciding.choose(engine, foreign, public_id, shown=(2,), ticked=()) is Decision.GONE
    assert (
        deciding.confirm(engine, foreign, public_id, shown=(), ticked=(), by=author(staff.stranger))
        is Decision.GONE
    )
    assert not deciding.put_away(engine, foreign, public_id)
    assert rows.load(engine, desk, public_id) is not None


def test_files_that_went_to_another_organisation_are_no_longer_shown(
    engine: Engine, staff: Staff, desk: Desk
) -> None:
    public_id = store(engine, desk, TWO, author(staff.advisor))
    confirm(engine, staff, public_id)
    import_all(engine, standing())
    with transaction(engine) as session:
        session.exec(
            update(CompanyFile)
            .where(col(CompanyFile.name) == "Schmiede Ruhr")
            .values(organisation_id=staff.stranger.organisation_id)
        )

    found = results.export(engine, desk, public_id, by=author(staff.advisor))
    assert found is not None
    assert [each.name for each in found] == ["Bäckerei Korn"]
    with transaction(engine) as session:
        entry = session.exec(select(AuditEntry)).one()
    assert (entry.action, entry.details) == ("firm_list.exported", [public_id])


def test_a_list_that_is_put_away_meanwhile_ends_and_its_files_stay(
    engine: Engine, staff: Staff, desk: Desk
) -> None:
    public_id = store(engine, desk, TWO, author(staff.advisor))
    confirm(engine, staff, public_id)
    (list_id,) = importing.waiting(engine)
    assert importing.import_chunk(engine, list_id, kept_for=KEPT_FOR, now=NOW, size=1) == 1

    assert deciding.put_away(engine, desk, public_id)
    assert importing.import_chunk(engine, list_id, kept_for=KEPT_FOR, now=NOW) == 0
    importing.finish(engine, list_id, now=NOW)
    assert [each.name for each in files(engine)] == ["Schmiede Ruhr"]


def test_nothing_is_imported_for_an_organisation_that_was_closed(
    engine: Engine, staff: Staff, desk: Desk
) -> None:
    public_id = store(engine, desk, TWO, author(staff.advisor))
    confirm(engine, staff, public_id)
    with transaction(engine) as session:
        session.exec(update(Organisation).values(closed_utc=NOW))

    assert import_all(engine, standing()) == 0
    entry = rows.load(engine, desk, public_id)
    assert entry is not None
    assert entry.state.value == "dropped"


def test_an_organisation_that_is_being_closed_gets_no_files_any_more(
    engine: Engine, staff: Staff, desk: Desk
) -> None:
    confirm(engine, staff, store(engine, desk, TWO, author(staff.advisor)))
    (list_id,) = importing.waiting(engine)
    chunk = partial(importing.import_chunk, engine, list_id, kept_for=KEPT_FOR, now=NOW)
    with ThreadPoolExecutor(1) as pool:
        with transaction(engine) as session:
            session.exec(update(Organisation).values(closed_utc=NOW))
            made = pool.submit(chunk)
            wait([made], timeout=AWHILE)
        assert made.result() == 0

    assert files(engine) == []


def test_a_file_that_was_begun_before_the_list_was_read_and_stored_after_it_is_known(
    engine: Engine, staff: Staff, desk: Desk
) -> None:
    public_id = store(engine, desk, TWO, author(staff.advisor))
    before = NOW - timedelta(seconds=2)
    make_file(engine, desk.organisation_id, "Schmiede Ruhr GmbH", now=before)

    assert confirm(engine, staff, public_id) is Decision.KNOWN


def test_firms_are_matched_anew_when_answers_catalogue_or_model_change_and_after_a_week(
    engine: Engine, desk: Desk
) -> None:
    make_file(engine, desk.organisation_id)

    def turn(version: str = "1", model: str = "m", days: int = 0) -> int:
        now = NOW + timedelta(days=days)
        at = standing(EXPORT, version=version)
        return match_stale(engine, replace(at, model=model, today=now.date(), now=now), 10)

    assert [turn(), turn()] == [1, 0]
    assert [turn(days=6), turn(days=7), turn(days=8)] == [0, 1, 0]
    assert [turn("2", days=8), turn("2", "n", days=8), turn("2", "n", days=8)] == [1, 1, 0]
    with transaction(engine) as session:
        # A change that began before the last match and was stored after it.
        session.exec(update(CompanyProfile).values(updated_utc=NOW - timedelta(seconds=1)))
    assert [turn("2", "n", days=8), turn("2", "n", days=8)] == [1, 0]


def test_firms_that_were_never_matched_come_first_and_no_more_than_the_limit(
    engine: Engine, desk: Desk
) -> None:
    at = standing(EXPORT)
    for number in range(3):
        make_file(engine, desk.organisation_id, f"Alt {number}")
    match_stale(engine, at, 10)
    make_file(engine, desk.organisation_id, "Neu")

    assert match_stale(engine, replace(at, model="n"), 2) == 2
    models = [each.model_version for _, each in sorted(matches(engine).items())]
    assert models == ["n", at.model, at.model, "n"]


def test_a_match_holds_the_best_offers_of_the_concern_and_what_nothing_serves(
    engine: Engine, desk: Desk
) -> None:
    answers = {"needs": ["export", "succession"]}
    make_file(engine, desk.organisation_id, answers=answers)
    with transaction(engine) as session:
        session.exec(update(CompanyProfile).values(dismissed=["b"]))
    at = standing(offer("a", needs=["export"]), offer("b", needs=["export"]), ENERGY)

    assert match_stale(engine, at, 10) == 1
    (found,) = matches(engine).values()
    assert (found.best, found.fitting, found.unserved) == (["a"], 1, ["succession"])


def test_unfinished_and_expired_answers_are_not_matched_and_unreadable_ones_match_nothing(
    engine: Engine, desk: Desk
) -> None:
    at = standing(EXPORT)
    for name in ("unfinished", "expired", "unreadable"):
        make_file(engine, desk.organisation_id, name)
    with transaction(engine) as session:
        first, second, third = session.exec(select(CompanyProfile).order_by(col(CompanyProfile.id)))
        first.state = AnswerState.UNFINISHED.value
        second.expires_utc = NOW
        third.answers = {"employees": "viele"}

    assert match_stale(engine, at, 10) == 1
    (found,) = matches(engine).values()
    assert (found.company_id, found.best, found.fitting) == (third.id, [], 0)


def test_the_short_match_says_what_the_list_of_the_firm_says() -> None:
    from matcher.profile import parse_profile
    from web.use_cases.firms.match import compose
    from web.use_cases.firms.profiles import StoredProfile

    at = standing(EXPORT, ENERGY, offer("alles"), offer("b", needs=["export"], sectors=["01"]))
    for answers in (
        {},
        {"needs": ["export"]},
        {"need_text": "Strom sparen"},
        {"wz": "25", "needs": ["export"]},
    ):
        profile = parse_profile({"id": "x", **answers})
        stored = StoredProfile(
            profile=profile, skipped=frozenset(), remembered=(), dismissed=(), language="de",
            is_finished=True, expires_utc=NOW,
        )  # fmt: skip
        whole = compose(stored, at.catalogue, (), today=at.today, scorer=at.scorer)
        gist = gist_of(profile, at)
        assert gist.best == tuple(each.offer.id for each in whole.fitting[:5])
        assert gist.fitting == len(whole.fitting)


def test_lists_go_after_a_week_unconfirmed_and_a_month_after_the_import(
    engine: Engine, staff: Staff, desk: Desk
) -> None:
    done = store(engine, desk, TWO, author(staff.advisor))
    confirm(engine, staff, done)
    import_all(engine, standing())
    waiting = store(engine, desk, firms(2), author(staff.advisor))
    confirm(engine, staff, waiting)
    store(engine, desk, firms(2, start=5), author(staff.advisor))

    def left(days: int) -> list[str]:
        by = author(staff.advisor, NOW + timedelta(days=days))
        span = timedelta(days=365)
        retention.run(
            engine,
            by=by,
            periods=Periods(
                reports=span, idle_sessions=span, sign_in_log=span, mails=span, job_run_days=99,
                closed_accounts=span,
            ),
        )  # fmt: skip
        with transaction(engine) as session:
            return sorted(session.exec(select(FirmList.state)))

    assert left(6) == ["done", "preview", "waiting"]
    assert left(7) == ["done", "waiting"]
    assert left(30) == ["waiting"]
    with transaction(engine) as session:
        assert len(session.exec(select(FirmListRow)).all()) == 2
    assert len(files(engine)) == 2
