"""What insight counts: in small literal worlds, on both databases."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, event, update
from sqlmodel import Session, col

from matcher.working_days import working_days_since
from models.company import CompanyProfile
from models.company_file import CompanyFile, EventKind, FilePart, FileState
from models.firm_list import FirmMatch
from models.outcome import ApplicationState, OfferApplication
from models.session import transaction
from offers.taxonomy.regions import resolve_territory
from tests.fixtures.apps import NOW
from tests.fixtures.people import make_organisation
from tests.web.desk_world import author, desk_of, make_file, make_staff
from tests.web.insight_world import (
    BOCHUM,
    HATTINGEN,
    MATCHED_ON,
    add_files,
    add_firms,
    add_opinions,
    day,
)
from web.use_cases.file_rows import release_of_organisation
from web.use_cases.files.rows import Happened, edit
from web.use_cases.files.states import set_state
from web.use_cases.firms.opinions import Opinion
from web.use_cases.insight import files, firms
from web.use_cases.insight.advice import Advice, Speed, advice_of
from web.use_cases.insight.asked import Asked, Period, View, period_of, periods_to_choose
from web.use_cases.insight.disclosure import MoneySum, Table
from web.use_cases.insight.gaps import Gaps, gaps_of
from web.use_cases.insight.judged import Judged, judged_of
from web.use_cases.insight.needs import Needs, needs_of

TODAY = date(2026, 11, 22)
KREIS = View(resolve_territory(("DEA56",)), "org-stadt-witten")
EVERYTHING = View(None, None)
ANY = Asked()
LANDS = ("NW", "BY", "")
WITTEN_AGS, HATTINGEN_AGS = "05954036", "05954016"


def rows(table: Table) -> dict[str, int]:
    """The groups that are shown."""
    return {row.key: row.firms for row in table.rows}


def needs(engine: Engine, asked: Asked = ANY, view: View = KREIS) -> Needs:
    return needs_of(firms.load(engine, NOW), view, asked)


def gaps(engine: Engine, asked: Asked = ANY) -> Gaps:
    return gaps_of(firms.load(engine, NOW), KREIS, asked)


def judged(engine: Engine, asked: Asked = ANY, view: View = KREIS) -> Judged:
    return judged_of(engine, firms.load(engine, NOW), view, asked)


def advice(engine: Engine, asked: Asked = ANY, view: View = KREIS) -> Advice:
    return advice_of(files.load(engine), lambda: firms.load(engine, NOW), view, asked, land="NW")


def test_firms_are_counted_once_by_place_sector_size_and_month(engine: Engine) -> None:
    both = ["export", "digitalisation"]
    add_firms(engine, 11, needs=both, wz="25.62", employees=9, asked=day(9, 30))
    add_firms(engine, 7, postal_code=HATTINGEN, needs=["export"], wz="C", employees=10)

    found = needs(engine)
    assert rows(found.needs) == {"export": 15, "digitalisation": 10}
    assert rows(found.places) == {WITTEN_AGS: 10, HATTINGEN_AGS: 5}
    assert rows(found.sections) == {"C": 15}
    assert rows(found.sizes) == {"micro": 10, "small": 5}
    assert rows(found.months) == {"2026-09": 10, "2026-11": 5}
    assert found.needs.base == found.firms == 15


def test_answers_that_are_unfinished_or_past_their_time_are_not_counted(engine: Engine) -> None:
    add_firms(engine, 6, needs=["export"], is_finished=False)
    add_firms(engine, 6, needs=["export"], expires=NOW)
    add_firms(engine, 5, needs=["crisis"])

    assert rows(needs(engine).needs) == {"crisis": 5}


def test_a_view_has_the_firms_that_are_or_may_be_in_its_territory(engine: Engine) -> None:
    add_firms(engine, 5, needs=["export"])
    add_firms(engine, 5, postal_code=None, region="DEA", needs=["crisis"])
    add_firms(engine, 5, postal_code=BOCHUM, needs=["succession"])
    add_firms(engine, 5, postal_code="80331", needs=["founding"])

    assert rows(needs(engine).needs) == {"crisis": 5, "export": 5}
    assert rows(needs(engine).places) == {"": 5, WITTEN_AGS: 5}
    everything = needs(engine, view=EVERYTHING)
    assert rows(everything.places) == {"": 5, "DE2": 5, "DEA51": 5, "DEA56": 5}
    assert len(everything.needs.rows) == 4


def test_what_nobody_knows_is_a_group_of_its_own(engine: Engine) -> None:
    add_firms(engine, 5, needs=["export"], wz="2")

    found = needs(engine)
    assert (rows(found.sections), rows(found.sizes)) == ({"": 5}, {"": 5})


def test_filters_narrow_together(engine: Engine) -> None:
    add_firms(engine, 5, needs=["export"], wz="25", employees=9, asked=day(7, 1))
    for other in (
        {"postal_code": HATTINGEN},
        {"wz": "47"},
        {"employees": 10},
        {"needs": ["crisis"]},
        {"asked": day(6, 30, 20)},
    ):
        values = {"needs": ["export"], "wz": "25", "employees": 9, "asked": day(7, 1), **other}
        add_firms(engine, 20, **values)
    asked = Asked(
        period=period_of("2026-Q3", TODAY),
        territory=resolve_territory((WITTEN_AGS,)),
        section="C",
        size="micro",
        need="export",
    )

    assert needs(engine).firms == 105
    assert needs(engine, asked).firms == 5


def test_months_are_those_of_clocks_in_germany(engine: Engine) -> None:
    add_firms(engine, 5, asked=day(6, 30, 23))

    assert rows(needs(engine).months) == {"2026-07": 5}


def test_gaps_tell_needs_places_and_what_is_not_matched_yet(engine: Engine) -> None:
    add_firms(engine, 12, unserved=["export", "crisis"])
    add_firms(engine, 6, postal_code=HATTINGEN, unserved=["export"])
    add_firms(engine, 4, postal_code=HATTINGEN, unserved=["founding"])
    add_firms(engine, 9)

    found = gaps(engine)
    assert rows(found.needs) == {"export": 15, "crisis": 10}
    assert found.needs.base == 20
    assert [(each.need, rows(each.places)) for each in found.gaps] == [
        ("export", {WITTEN_AGS: 10, HATTINGEN_AGS: 5}),
        ("crisis", {WITTEN_AGS: 10}),
    ]
    assert (found.unmatched, found.oldest, found.newest) == (5, MATCHED_ON, MATCHED_ON)
    assert rows(gaps(engine, Asked(need="crisis")).needs) == {}


def test_without_a_match_there_is_no_gap_and_no_day(engine: Engine) -> None:
    add_firms(engine, 9, needs=["export"])

    found = gaps(engine)
    assert (found.needs.rows, found.needs.base, found.oldest) == ((), 0, None)


def test_opinions_count_firms_by_reason_and_offer(engine: Engine) -> None:
    six, five = add_firms(engine, 6), add_firms(engine, 5)
    add_opinions(engine, six, "loan", Opinion.TOO_LATE)
    add_opinions(engine, six, "grant", Opinion.TOO_LATE)
    add_opinions(engine, five, "loan", Opinion.NOT_RELEVANT)
    add_opinions(engine, five, "grant", Opinion.FITS)
    add_opinions(engine, five, "fair", Opinion.APPLIED)

    found = judged(engine)
    assert found.firms == 10
    assert rows(found.reasons) == {"not_relevant": 5, "too_late": 5}
    assert rows(found.unfit) == {"loan": 10, "grant": 5}
    assert [(each.offer_id, rows(each.reasons)) for each in found.offers] == [
        ("loan", {"not_relevant": 5, "too_late": 5}),
        ("grant", {"too_late": 5}),
    ]
    assert rows(found.fitting) == {"grant": 5}


def test_conditions_that_stand_against_offers_are_counted_once_a_firm(engine: Engine) -> None:
    six, four, five = add_firms(engine, 6), add_firms(engine, 4), add_firms(engine, 5)
    for offer in ("loan", "grant"):
        add_opinions(engine, six, offer, Opinion.NOT_ELIGIBLE, because="size")
    add_opinions(engine, four, "loan", Opinion.NOT_ELIGIBLE, because="sector")
    add_opinions(engine, five, "loan", Opinion.NOT_ELIGIBLE)
    add_opinions(engine, five, "fair", Opinion.BETTER_ALTERNATIVE, because="grant")

    found = judged(engine).conditions
    assert (rows(found), found.base) == ({"size": 5}, 10)


def test_a_firm_with_two_judges_counts_once_for_an_offer(engine: Engine) -> None:
    witten = make_organisation(engine)
    four = add_firms(engine, 4)
    files = add_files(engine, four, witten)
    add_opinions(engine, four, "loan", Opinion.TOO_LATE)
    add_opinions(engine, four, "loan", Opinion.NOT_ELIGIBLE, judge="advisor-1", files=files)

    assert judged(engine).unfit.rows == ()


def test_what_advisors_of_another_organisation_say_is_theirs(engine: Engine) -> None:
    make_organisation(engine)
    bochum = make_organisation(engine, "Stadt Bochum", territories=("05911000",))
    five = add_firms(engine, 5)
    files = add_files(engine, five, bochum)
    add_opinions(engine, five, "loan", Opinion.MISSING, judge="advisor-1", files=files)

    assert judged(engine).missing.rows == ()
    assert rows(judged(engine, view=EVERYTHING).missing) == {"loan": 5}


def test_opinions_are_of_the_period_in_which_they_were_given(engine: Engine) -> None:
    five = add_firms(engine, 5, asked=day(1, 10))
    add_opinions(engine, five, "loan", Opinion.TOO_LATE, judged=day(8, 10))

    assert rows(judged(engine, Asked(period=period_of("2026-Q3", TODAY))).unfit) == {"loan": 5}
    assert judged(engine, Asked(period=period_of("2026-Q1", TODAY))).unfit.rows == ()


def test_the_time_to_the_first_contact_is_told_in_working_days(engine: Engine) -> None:
    witten = make_organisation(engine)
    friday, monday, next_friday = day(10, 30), day(11, 2), day(11, 6)
    add_files(engine, add_firms(engine, 7), witten, asked=friday, acted=monday)
    add_files(engine, add_firms(engine, 8), witten, asked=friday, acted=next_friday)
    add_files(engine, add_firms(engine, 5), witten, asked=friday)
    add_files(engine, add_firms(engine, 9), witten, asked=None)

    found = advice(engine)
    assert rows(found.waits) == {"2": 5, "5": 5, "waiting": 5}
    assert found.speed == Speed(median=5, nine_of_ten=5)
    (month,) = found.months
    assert (month.key, month.firms, month.in_two_days) == ("2026-10", 15, 5)


def test_a_holiday_of_the_land_is_no_working_day(engine: Engine) -> None:
    """Corpus Christi, 4 June 2026, is one in Nordrhein-Westfalen."""
    witten = make_organisation(engine)
    add_files(engine, add_firms(engine, 5), witten, asked=day(6, 3), acted=day(6, 5))

    assert advice(engine).speed.median == 1


@settings(max_examples=50, deadline=None)
@given(st.dates(date(2024, 12, 1), date(2026, 12, 31)), st.integers(-3, 60), st.sampled_from(LANDS))
def test_the_time_to_the_first_contact_is_the_one_of_the_calendar(
    sent: date, later: int, land: str
) -> None:
    acted = sent + timedelta(days=later)
    texts, none = np.array(["x"] * 5), np.array([], dtype=np.int64)
    requests = files.FileColumns(
        firms=np.arange(5), organisations=np.arange(5) * 0, states=texts, begun=days_of(sent),
        sent=days_of(sent), acted=days_of(acted),
    )  # fmt: skip
    applications = files.ApplicationColumns(
        firms=none, organisations=none, states=texts[:0], amounts=none, changed=days_of()
    )
    found = advice_of(
        files.Files(requests, applications, {}), lambda: firms.Firms(()), EVERYTHING, ANY, land=land
    )

    assert found.speed.median == working_days_since(sent, acted, land)


def days_of(*days: date) -> files.Days:
    """Five files of one day."""
    return np.array([*days] * 5, dtype="datetime64[D]")


def test_requests_and_outcomes_are_those_of_the_own_organisation(engine: Engine) -> None:
    witten = make_organisation(engine)
    bochum = make_organisation(engine, "Stadt Bochum", territories=("05911000",))
    here, there = add_firms(engine, 6), add_firms(engine, 8)
    add_files(engine, here, witten, state=FileState.HELPED)
    add_files(engine, there, bochum, state=FileState.UNFIT)
    add_files(engine, there, witten, state=FileState.NEW, part=FilePart.INFORMED)

    assert rows(advice(engine).states) == {"helped": 5}
    assert rows(advice(engine, view=EVERYTHING).states) == {"helped": 5, "unfit": 5}


def test_files_of_firms_elsewhere_count_and_filters_narrow_them(engine: Engine) -> None:
    witten = make_organisation(engine)
    add_files(engine, add_firms(engine, 5, postal_code=BOCHUM, wz="25"), witten)
    add_files(engine, add_firms(engine, 7, is_finished=False), witten)

    assert rows(advice(engine).states) == {"new": 10}
    assert rows(advice(engine, Asked(section="C")).states) == {"new": 5}
    assert advice(engine, Asked(period=period_of("2025", TODAY))).states.base == 0


def test_sums_are_shown_without_filters_only(engine: Engine) -> None:
    witten = make_organisation(engine)
    granted = {ApplicationState.APPLIED: None, ApplicationState.GRANTED: 12_300}
    add_files(engine, add_firms(engine, 6, wz="25"), witten, applications=granted)
    add_files(
        engine,
        add_firms(engine, 5, wz="25"),
        witten,
        applications={ApplicationState.REFUSED: 900_000},
    )

    found = advice(engine)
    assert rows(found.applications) == {"applied": 5, "granted": 5, "refused": 5}
    assert found.applications.base == 10
    assert found.granted == MoneySum(73_000, 5)
    assert advice(engine, Asked(section="C")).granted is None


def test_the_version_of_the_firms_changes_with_every_change(engine: Engine) -> None:
    seen = {firms.version(engine, NOW)}
    add_firms(engine, 1)
    seen.add(firms.version(engine, NOW))
    add_firms(engine, 1, unserved=[])
    seen.add(firms.version(engine, NOW))
    seen.add(firms.version(engine, NOW + timedelta(days=365)))

    assert len(seen) == 4


def test_the_version_of_the_firms_changes_with_each_part_that_one_job_matches_anew(
    engine: Engine,
) -> None:
    seen = set()
    for company_id in add_firms(engine, 2, unserved=[]):
        again = update(FirmMatch).where(col(FirmMatch.company_id) == company_id)
        with transaction(engine) as session:
            session.exec(again.values(unserved=["export"], matched_utc=NOW + timedelta(hours=1)))
        seen.add(firms.version(engine, NOW))

    assert len(seen) == 2


def test_the_version_of_the_files_changes_with_every_deed_that_is_counted(engine: Engine) -> None:
    staff = make_staff(engine)
    desk, by = desk_of(staff.advisor), author(staff.advisor)

    def apply(session: Session, file: CompanyFile, _: CompanyProfile) -> Happened:
        assert file.id is not None
        applied = ApplicationState.APPLIED.value
        session.add(
            OfferApplication(file_id=file.id, offer_id="loan", state=applied, changed_utc=NOW)
        )
        return Happened(EventKind.APPLICATION)

    seen = [files.version(engine)]
    public_id = make_file(engine, staff.advisor.organisation_id)
    seen.append(files.version(engine))
    set_state(engine, desk, public_id, FileState.ADVISED, by=by, seen_version=None)
    seen.append(files.version(engine))
    edit(engine, desk, public_id, apply, by=by)
    seen.append(files.version(engine))
    with transaction(engine) as session:
        release_of_organisation(session, desk.organisation_id, now=NOW)
    seen.append(files.version(engine))
    with transaction(engine) as session:
        session.exec(delete(CompanyFile))
    seen.append(files.version(engine))

    assert all(one != other for one, other in pairwise(seen))


def test_of_several_files_of_a_firm_the_newest_of_the_period_counts(engine: Engine) -> None:
    witten = make_organisation(engine)
    bochum = make_organisation(engine, "Stadt Bochum", territories=("05911000",))
    five = add_firms(engine, 5)
    add_files(engine, five, witten, state=FileState.HELPED, asked=day(5, 4), acted=day(5, 4))
    add_files(engine, five, bochum, state=FileState.NEW, asked=day(8, 3))

    whole = advice(engine, view=EVERYTHING)
    assert (rows(whole.states), rows(whole.waits)) == ({"new": 5}, {"waiting": 5})
    spring = advice(engine, Asked(period=period_of("2026-Q2", TODAY)), EVERYTHING)
    assert (rows(spring.states), rows(spring.waits)) == ({"helped": 5}, {"2": 5})


def test_who_acted_before_the_request_was_sent_anew_waited_no_day(engine: Engine) -> None:
    witten = make_organisation(engine)
    add_files(engine, add_firms(engine, 5), witten, asked=day(6, 8), acted=day(6, 5))

    assert advice(engine).speed.median == 0


@pytest.mark.parametrize("count", [3, 30])
def test_the_number_of_queries_does_not_grow_with_the_firms(
    sqlite_engine: Engine, count: int
) -> None:
    witten = make_organisation(sqlite_engine)
    ids = add_firms(sqlite_engine, count, needs=["export"], unserved=["export"])
    add_files(sqlite_engine, ids, witten, applications={ApplicationState.GRANTED: 1})
    add_opinions(sqlite_engine, ids, "loan", Opinion.FITS)
    asked: list[str] = []
    event.listen(sqlite_engine, "before_cursor_execute", lambda *given: asked.append(str(given[2])))
    firms.version(sqlite_engine, NOW)
    for part in (needs, gaps, judged, advice):
        part(sqlite_engine)

    assert sum(each.startswith("SELECT") for each in asked) == 2 + 3 + 1 + 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-Q3", ("2026-07", "2026-09")),
        ("2026-Q4", ("2026-10", "2026-12")),
        ("2025", ("2025-01", "2025-12")),
        ("2027", None),
        ("2027-Q1", None),
        ("2026-Q5", None),
        ("2026-Q3..2026-Q1", None),
        ("2026-12", None),
        ("Q3-2026", None),
        ("٢٠٢٦", None),
        ("", None),
    ],
)
def test_periods_are_quarters_and_years_up_to_today(
    text: str, expected: tuple[str, str] | None
) -> None:
    assert period_of(text, TODAY) == (Period(text, *expected) if expected else None)


def test_every_period_that_can_be_chosen_is_one() -> None:
    offered = periods_to_choose(date(2026, 1, 1))

    assert offered[:2] == ("2026-Q1", "2025-Q4")
    assert offered[-3:] == ("2026", "2025", "2024")
    assert all(period_of(each, date(2026, 1, 1)) for each in offered)
