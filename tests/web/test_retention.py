"""What is past its date goes, however long nobody looked; on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from secrets import token_urlsafe

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine, event
from sqlmodel import SQLModel, func, select

from models.audit import AuditEntry
from models.company import CompanyProfile
from models.company_file import CompanyFile
from models.contact import CompanyContact, Consent
from models.digest import DigestPart, DigestRun, DigestSubscription, PartState, RunKind
from models.job import JobRun, RunOutcome
from models.judgement import Judgement
from models.mail import MailState, OutboxMail
from models.offer_care import DraftState, OfferDraft
from models.one_time_link import LinkPurpose, OneTimeLink
from models.organisation import Organisation
from models.person import Person, PersonState
from models.report import OfferReport
from models.session import reading, transaction
from models.sign_in import SignInAttempt, SignInSession
from tests.fixtures.apps import NOW
from tests.fixtures.people import make_organisation, make_person
from tests.web.desk_world import make_file
from tests.web.digest_world import subscribe
from tests.web.outcomes_world import make_desks
from tests.web.own_data_world import PERIODS, author, company, confirmed, enter, full
from tests.web.result_world import RETENTION
from web.clock import BERLIN
from web.current import services_of
from web.jobs import registry
from web.jobs import retention as job
from web.use_cases.firms import profiles
from web.use_cases.firms.opinions import Opinion
from web.use_cases.operation import retention
from web.use_cases.people.closed_accounts import DOMAIN
from web.use_cases.signing_in import mail_floods

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
YEAR = 365 * DAY


def count(engine: Engine, table: type[SQLModel]) -> int:
    """How many rows a table has."""
    with reading(engine) as session:
        return session.exec(select(func.count()).select_from(table)).one()


def store(engine: Engine, *rows: SQLModel) -> None:
    """Store rows as they are."""
    with transaction(engine) as session:
        session.add_all(rows)


def purge(engine: Engine, now: datetime = NOW) -> Mapping[str, int]:
    """Run the job's work at a moment."""
    return retention.run(engine, by=author(now, "job:retention"), periods=PERIODS)


def report(at: datetime) -> OfferReport:
    """A report, long settled."""
    return OfferReport(offer_id="a", message="m", created_utc=at, done_utc=at, state="done")


def link(at: datetime, **fields: object) -> OneTimeLink:
    """A link that was past, or used, at a moment."""
    values = {"expires_utc": at, "created_utc": at - DAY, **fields}
    return OneTimeLink(token_hash="l", purpose=LinkPurpose.NEW_PASSWORD.value, **values)


def attempt(at: datetime) -> SignInAttempt:
    """An attempt to sign in."""
    return SignInAttempt(address_hash="a", network_hash="n", outcome="signed_in", tried_utc=at)


def counted_mail(at: datetime) -> SignInAttempt:
    """A mail that was counted."""
    return SignInAttempt(
        address_hash="a", network_hash="", outcome=mail_floods.OUTCOME, tried_utc=at
    )


def mail(at: datetime) -> OutboxMail:
    """A mail that was sent at a moment."""
    return OutboxMail(
        cause="c",
        message_id="m",
        purpose="invitation",
        recipient="a@b.de",
        domain="b.de",
        language="de",
        subject="s",
        text="",
        state=MailState.SENT.value,
        created_utc=at,
        next_try_utc=at,
        settled_utc=at,
    )


def run_of_a_job(at: datetime) -> JobRun:
    """A run that ended at a moment."""
    return JobRun(job="x", holder="h", outcome=RunOutcome.DONE.value, started_utc=at, ended_utc=at)


def entry(ends: datetime) -> AuditEntry:
    """An entry of the trail that may go from a moment on."""
    return AuditEntry(
        done_utc=ends - YEAR, actor="cli", action="audit.read", subject="x", ends_utc=ends
    )


KINDS: Mapping[str, tuple[Callable[[datetime], SQLModel], timedelta]] = {
    "reports": (report, 180 * DAY),
    "links": (link, 30 * DAY),
    "sign_ins": (attempt, 90 * DAY),
    "mail_counts": (counted_mail, DAY),
    "mails": (mail, 30 * DAY),
    "audit_entries": (entry, timedelta()),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_goes_at_its_moment_and_not_before(engine: Engine, kind: str) -> None:
    make, kept_for = KINDS[kind]
    row = make(NOW - 400 * DAY)
    store(engine, row)
    end = NOW - 400 * DAY + kept_for

    before = purge(engine, end - SECOND)[kind], count(engine, type(row))
    after = purge(engine, end)[kind], count(engine, type(row))

    assert (before, after) == ((0, 1), (1, 0))


def test_runs_of_jobs_go_by_their_days(engine: Engine) -> None:
    store(engine, run_of_a_job(NOW - 181 * DAY), run_of_a_job(NOW - 179 * DAY))

    assert purge(engine)["job_runs"] == 1
    assert count(engine, JobRun) == 1


def draft(state: DraftState, changed: datetime) -> OfferDraft:
    """A draft of an offer."""
    return OfferDraft(
        public_id=token_urlsafe(16),
        content={},
        state=state.value,
        created_by="person:x",
        updated_by="person:x",
        created_utc=changed,
        updated_utc=changed,
    )


def test_closed_drafts_go_and_open_ones_stay_however_old_they_are(engine: Engine) -> None:
    old, young = NOW - 180 * DAY, NOW - 180 * DAY + SECOND
    store(engine, *(draft(state, moment) for state in DraftState for moment in (old, young)))

    assert purge(engine)["drafts"] == 2
    assert count(engine, OfferDraft) == 6


def test_answers_go_with_all_that_refers_to_them(engine: Engine) -> None:
    full(engine)
    end = NOW + 30 * DAY

    before = purge(engine, end - SECOND)
    kept = count(engine, CompanyProfile), count(engine, Judgement)
    after = purge(engine, end)

    assert (before["answers"], kept, after["answers"]) == (0, (1, 1), 1)
    for table in (CompanyProfile, Judgement, CompanyContact, Consent, OneTimeLink, OutboxMail):
        assert count(engine, table) == 0, table.__name__


def test_editors_are_told_no_more_what_was_said_of_a_firm_whose_time_is_over(
    engine: Engine,
) -> None:
    desks = make_desks(engine)
    for file in (desks.file, make_file(engine, desks.staff.advisor.organisation_id)):
        desks.judge("b", Opinion.FITS, file=file)
    assert desks.reports() == [("b", "fits:employees", 2)]
    over = select(CompanyFile.company_id).where(CompanyFile.public_id == desks.file)
    with transaction(engine) as session:
        session.get_one(CompanyProfile, session.exec(over).one()).expires_utc = NOW

    assert purge(engine)["answers"] == 1

    assert desks.reports() == [("b", "fits:employees", 1)]


def test_finished_answers_stay_for_their_longer_time(engine: Engine) -> None:
    token = company(engine)
    profiles.finish(engine, token, NOW, retention=RETENTION)

    assert purge(engine, NOW + 180 * DAY - SECOND)["answers"] == 0
    assert purge(engine, NOW + 180 * DAY)["answers"] == 1


def test_mail_that_waits_and_links_that_work_stay(engine: Engine) -> None:
    waiting = mail(NOW - YEAR)
    waiting.state, waiting.settled_utc = MailState.WAITING.value, None
    store(engine, waiting, link(NOW + DAY))

    gone = purge(engine)

    assert (gone["mails"], gone["links"]) == (0, 0)


def run_of_news(engine: Engine, kind: RunKind, days: int) -> int:
    """A run so many days ago with one part; its number."""
    subscription = subscribe(engine, days, now=NOW)
    run = DigestRun(
        kind=kind.value, day=NOW.date() - days * DAY, ends_at=1, opened_utc=NOW - days * DAY
    )
    store(engine, run)
    assert run.id is not None
    part = DigestPart(run_id=run.id, subscription_id=subscription, state=PartState.SENT.value)
    store(engine, part)
    return run.id


def test_runs_of_news_go_after_400_days_and_those_of_reminders_after_100(engine: Engine) -> None:
    run_of_news(engine, RunKind.WEEKLY, 401)
    kept = {run_of_news(engine, RunKind.MONTHLY, 400), run_of_news(engine, RunKind.REMINDERS, 100)}
    run_of_news(engine, RunKind.REMINDERS, 101)

    gone = purge(engine)

    assert (gone["messages"], gone["runs_of_news"]) == (2, 2)
    with reading(engine) as session:
        assert set(session.exec(select(DigestRun.id))) == kept
        assert set(session.exec(select(DigestPart.run_id))) == kept


def test_a_mail_stays_while_its_message_does_not_know_what_became_of_it(engine: Engine) -> None:
    sent = mail(NOW - YEAR)
    store(engine, sent)
    run_of_news(engine, RunKind.WEEKLY, 10)
    with transaction(engine) as session:
        part = session.get_one(DigestPart, 1)
        part.state, part.mail_id = PartState.QUEUED.value, sent.id

    assert purge(engine)["mails"] == 0

    with transaction(engine) as session:
        session.get_one(DigestPart, 1).state = PartState.SENT.value
    assert purge(engine)["mails"] == 1
    with reading(engine) as session:
        assert session.get_one(DigestPart, 1).mail_id is None


def test_subscriptions_go_when_they_have_ended_or_nobody_confirms_them(engine: Engine) -> None:
    subscribe(engine, 1, now=NOW, ended_utc=NOW - 30 * DAY)
    subscribe(engine, 2, now=NOW, ended_utc=NOW - 30 * DAY + SECOND)
    subscribe(engine, 3, now=NOW, confirmed_utc=None, created_utc=NOW - 7 * DAY)
    subscribe(engine, 4, now=NOW, confirmed_utc=None, created_utc=NOW - 7 * DAY + SECOND)
    subscribe(engine, 5, now=NOW)

    gone = purge(engine)

    assert (gone["subscriptions"], gone["unconfirmed_news"]) == (1, 1)
    with reading(engine) as session:
        assert set(session.exec(select(DigestSubscription.id))) == {2, 4, 5}


def test_news_end_with_an_address_that_nobody_confirms(engine: Engine) -> None:
    subscribe(engine, 1, now=NOW)
    with transaction(engine) as session:
        contact = session.exec(select(CompanyContact)).one()
        contact.confirmed_utc, contact.created_utc = None, NOW - 7 * DAY

    assert purge(engine)["contacts"] == 1
    with reading(engine) as session:
        assert session.exec(select(DigestSubscription)).one().ended_utc == NOW


def test_a_used_link_goes_after_thirty_days_even_if_it_would_still_work(engine: Engine) -> None:
    store(engine, link(NOW + 60 * DAY, used_utc=NOW))

    assert purge(engine, NOW + 30 * DAY - SECOND)["links"] == 0
    assert purge(engine, NOW + 30 * DAY)["links"] == 1


def test_sessions_go_when_they_are_over_or_idle(engine: Engine) -> None:
    person = make_person(engine)
    assert person.id is not None
    for name, seen, expires in (
        ("over", NOW, NOW),
        ("idle", NOW - timedelta(hours=2), NOW + DAY),
        ("alive", NOW - timedelta(minutes=119), NOW + SECOND),
    ):
        store(
            engine,
            SignInSession(
                token_hash=name,
                person_id=person.id,
                created_utc=seen,
                seen_utc=seen,
                expires_utc=expires,
            ),
        )

    assert purge(engine)["sessions"] == 2
    with reading(engine) as session:
        assert session.exec(select(SignInSession.token_hash)).all() == ["alive"]


def test_an_address_that_nobody_confirms_goes_after_seven_days_with_its_consent(
    engine: Engine,
) -> None:
    token = company(engine)
    enter(engine, token, "nie@bestaetigt.de")
    confirmed(engine)

    before = purge(engine, NOW + 7 * DAY - SECOND)["contacts"]
    after = purge(engine, NOW + 7 * DAY)["contacts"]

    assert (before, after) == (0, 1)
    assert (count(engine, CompanyContact), count(engine, Consent)) == (1, 1)
    assert profiles.load(engine, token, NOW + 7 * DAY) is not None


@pytest.mark.parametrize("state", [PersonState.CLOSED, PersonState.INVITED])
def test_a_closed_account_loses_name_address_and_secrets_but_not_its_public_id(
    engine: Engine, state: PersonState
) -> None:
    person = make_person(
        engine,
        state=state.value,
        updated_utc=NOW - 180 * DAY,
        password_hash="hash",
        totp_secret="secret",
        recovery_codes=["a"],
    )
    assert person.id is not None
    store(engine, mail(NOW), link(NOW + DAY, person_id=person.id))

    before = purge(engine, NOW - SECOND)["accounts"]
    after = purge(engine)["accounts"]
    again = purge(engine)["accounts"]

    assert (before, after, again) == (0, 1, 0)
    with reading(engine) as session:
        kept = session.exec(select(Person)).one()
        assert kept.public_id == kept.name == person.public_id
        assert kept.sort_name == person.public_id.lower()
        assert kept.email.endswith(DOMAIN)
        assert (kept.password_hash, kept.totp_secret, kept.recovery_codes) == (None, None, [])
        assert kept.state == PersonState.CLOSED.value
        noted = session.exec(select(AuditEntry.subject).where(AuditEntry.action == "person.erase"))
        assert noted.all() == [f"person:{person.public_id}"]
    assert count(engine, OneTimeLink) == 0


def test_active_accounts_stay_whole_however_old(engine: Engine) -> None:
    make_person(engine, updated_utc=NOW - 10 * YEAR)

    assert purge(engine)["accounts"] == 0


def test_organisations_stay_untouched(engine: Engine) -> None:
    make_organisation(engine)

    purge(engine, NOW + 10 * YEAR)

    assert count(engine, Organisation) == 1


def test_an_entry_of_the_trail_stays_while_the_database_says_so(engine: Engine) -> None:
    store(engine, entry(NOW + 10 * YEAR))

    assert purge(engine, NOW + 20 * YEAR)["audit_entries"] == 0
    assert count(engine, AuditEntry) == 1


class KilledError(Exception):
    """The process is gone."""


def test_a_run_killed_between_batches_keeps_what_it_did_and_the_next_one_goes_on(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "BATCH", 10)
    store(engine, *(report(NOW - YEAR) for _ in range(35)))
    opened = retention.transaction
    begun: list[int] = []

    def dying(target: Engine):  # type: ignore[no-untyped-def]
        begun.append(1)
        if len(begun) > 3:
            raise KilledError
        return opened(target)

    monkeypatch.setattr(retention, "transaction", dying)
    with pytest.raises(KilledError):
        purge(engine)
    left = count(engine, OfferReport)
    monkeypatch.setattr(retention, "transaction", opened)
    rest = purge(engine)["reports"]

    assert 0 < left < 35
    assert (rest, count(engine, OfferReport)) == (left, 0)


def test_between_batches_others_may_write_as_long_as_the_batch_took(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    rests: list[float] = []
    monkeypatch.setattr(retention, "BATCH", 10)
    monkeypatch.setattr(retention, "rest", rests.append)
    store(engine, *(report(NOW - YEAR) for _ in range(35)))

    assert purge(engine)["reports"] == 35
    # PostgreSQL writes rows at the same time anyway.
    assert len(rests) == (3 if engine.dialect.name == "sqlite" else 0)
    assert all(seconds > 0 for seconds in rests)


def test_on_sqlite_a_batch_finds_its_rows_by_the_date_and_not_by_reading_the_table(
    sqlite_engine: Engine,
) -> None:
    told: list[str] = []

    def hear(connection: Connection, _cursor: object, text: str, given: object, *_: object) -> None:
        if text.startswith(("DELETE FROM", "SELECT company_profile.id \n")) and "LIMIT" in text:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", given)  # type: ignore[arg-type]
            told.append(" ".join(row[-1] for row in plan))

    event.listen(sqlite_engine, "before_cursor_execute", hear)
    purge(sqlite_engine)

    by_date = ("company_profile", "sign_in_attempt", "outbox_mail", "audit_entry")
    for table in by_date:
        assert any(f"SEARCH {table} USING" in plan and "_utc" in plan for plan in told), table
    assert not any(f"SCAN {table}" in plan for plan in told for table in by_date)


def test_after_a_year_without_a_run_one_run_catches_up(engine: Engine) -> None:
    for days in range(0, 365, 5):
        company(engine, NOW - days * DAY)
    store(engine, *(report(NOW - days * DAY) for days in range(365)))

    gone = purge(engine)

    assert gone["reports"] == 365 - 180
    assert gone["answers"] == sum(days >= 30 for days in range(0, 365, 5))
    assert sum(purge(engine).values()) == 0


def test_the_job_and_the_command_do_the_same_with_the_periods_of_the_settings(app: Flask) -> None:
    held = services_of(app)
    store(held.engine, report(NOW - 180 * DAY), mail(NOW - 30 * DAY))

    counts = job.run(held, author(NOW, "job:retention"))
    result = app.test_cli_runner().invoke(args=["purge"])

    assert {kind: number for kind, number in counts.items() if number} == {"reports": 1, "mails": 1}
    assert result.output == "Deleted: nothing.\n"


def test_the_job_is_due_every_night_at_twenty_to_four_in_berlin() -> None:
    found = registry.by_name("retention")
    assert found is not None

    due = found.schedule.latest(NOW).astimezone(BERLIN)

    assert (due.hour, due.minute, due.day) == (3, 40, 22)
    assert found.run is job.run
