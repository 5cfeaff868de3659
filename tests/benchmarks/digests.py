"""Digests: thousands of firms told what is new, written by one process and sent by another.

Generated firms, a large catalogue, and a week in which a few hundred offers came, changed or went.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, func
from sqlmodel import select

from matcher.catalogue import compile_catalogue
from matcher.digest.history import prepare
from matcher.digest.selecting import select as selected
from matcher.digest.values import Subscriber, Window
from matcher.profile import parse_profile
from models.company import AnswerState, CompanyProfile
from models.contact import CompanyContact
from models.digest import Audience, DigestPart, DigestSubscription, PartState, Rhythm
from models.mail import MailState, OutboxMail
from models.migration import upgrade
from models.session import make_engine, reading, transaction
from offers import store
from offers.schema import Offer, dump_offer, parse_offer
from tests.benchmarks.batch import OFFERS, large_catalogue
from tests.benchmarks.companies import companies
from tests.benchmarks.figures import (
    FULL,
    MILLI,
    Effort,
    Figure,
    WrongResultError,
    quantiles,
    seconds_per_item,
)
from tests.benchmarks.fresh import ROOT
from tests.benchmarks.matching import packaged
from tests.benchmarks.usage import KIB, MEGA
from tests.fixtures.apps import make_settings
from tests.fixtures.outbox import make_sender
from tests.fixtures.smtp import Sink, running_sink
from web.app import create_app
from web.author import Author
from web.clock import SystemClock, day_in_berlin
from web.current import services_of
from web.jobs import digests
from web.tokens import new_token, token_hash
from web.use_cases.digests.links import key_of, secret_of

FIRMS, FEW = 10_000, 200
CHANGED, NEW, ARCHIVED = 200, 60, 40
SAMPLE = 200
DOMAINS = 500
LONGEST = 900.0
PAUSE = 0.05
SECONDS, MEGABYTES = 300.0, 500.0
MAIL = {"public_url": "https://angebote.example.org", "mail_from": "lotse@example.org"}
WEEK = timedelta(days=7)


def measure(shared: Path, effort: Effort) -> list[Figure]:
    """The time from the opening of the run to the last mail handed over, memory, and selection."""
    number = FIRMS if effort == FULL else FEW
    now = datetime.now(UTC)
    with TemporaryDirectory() as folder, running_sink() as sink:
        database_url = f"sqlite:///{folder}/digests.sqlite3"
        engine = make_engine(database_url)
        _fill(engine, large_catalogue(shared, OFFERS + NEW), number, now)
        with _sending(database_url, sink.port):
            began = time.perf_counter()
            used = _write(database_url)
            _wait(engine)
            seconds = time.perf_counter() - began
        mails = _check(engine, number, sink)
        sample = _selection(engine, now, effort)
        engine.dispose()
    each = used["seconds"] * MILLI / number
    return [
        Figure(f"Digests: {number} firms told, the last mail handed over", seconds, "s", SECONDS),
        Figure("Digests: mails among them, the others have nothing new", mails, ""),
        Figure("Digests: processor time of the writer", used["processor"], "s"),
        Figure("Digests: a firm, selected, rendered and stored", each, "ms"),
        Figure("Digests: most memory of the writer", used["megabytes"], "MB", MEGABYTES),
        *quantiles("Digests: selecting for a firm", sample, shares=(0.5, 0.99)),
    ]


def _fill(engine: Engine, offers: Sequence[Offer], number: int, now: datetime) -> None:
    """Catalogue, firms, then a week of changes."""
    upgrade(engine)
    before, new = offers[:-NEW], offers[-NEW:]
    with transaction(engine) as session:
        store.upsert(session, before, source_id="large", by="benchmark", now=now - 2 * WEEK)
    _add_firms(engine, number, now)
    later = {"deadlines": [{"date": (now + 6 * WEEK).date().isoformat()}]}
    changed = [
        parse_offer({**dump_offer(each), **later})
        for each in before[:: len(before) // CHANGED][:CHANGED]
    ]
    with transaction(engine) as session:
        store.upsert(session, [*changed, *new], source_id="large", by="benchmark", now=now)
    for each in before[1 :: len(before) // ARCHIVED][:ARCHIVED]:
        with transaction(engine) as session:
            store.archive(session, each.id, now=now)


def _add_firms(engine: Engine, number: int, now: datetime) -> None:
    """Firms that subscribed two months ago and were told all until a week ago."""
    since, last = now - timedelta(days=60), day_in_berlin(now - WEEK)
    key = key_of(make_settings("sqlite://").secret_key.get_secret_value())
    with transaction(engine) as session:
        told_until = store.catalogue_version(session) + 1
        for at, record in enumerate(companies(number), start=1):
            nonce = new_token()
            session.add(
                CompanyProfile(
                    id=at,
                    token_hash=token_hash(new_token()),
                    answers={name: value for name, value in record.items() if name != "id"},
                    state=AnswerState.FINISHED.value,
                    created_utc=since,
                    updated_utc=since,
                    expires_utc=now + timedelta(days=100),
                )
            )
            session.add(
                CompanyContact(
                    company_id=at,
                    email=f"a{at}@d{at % DOMAINS}.test",
                    created_utc=since,
                    confirmed_utc=since,
                )
            )
            session.add(
                DigestSubscription(
                    audience=Audience.FIRM.value,
                    company_id=at,
                    nonce=nonce,
                    link_hash=token_hash(secret_of(nonce, key=key)),
                    rhythm=Rhythm.WEEKLY.value,
                    weekday=day_in_berlin(now).weekday(),
                    told_until=told_until,
                    told_from_day=last,
                    reminded_from=last,
                    mailed_on=last,
                    created_utc=since,
                    scheduled_utc=since,
                    confirmed_utc=since,
                )
            )


def _run(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.digests", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _write(database_url: str) -> dict[str, float]:
    with _run("write", database_url) as writer:
        output, errors = writer.communicate(timeout=LONGEST)
    if writer.returncode:
        raise RuntimeError(f"the writer failed:\n{errors[-2000:]}")
    found: dict[str, float] = json.loads(output.splitlines()[-1])
    return found


@contextmanager
def _sending(database_url: str, port: int) -> Iterator[None]:
    """A sender beside, for as long as the block lasts."""
    with _run("send", database_url, str(port)) as sender:
        try:
            yield
        finally:
            sender.kill()


def _wait(engine: Engine) -> None:
    """Until no mail waits any more."""
    waits = select(func.count()).where(OutboxMail.state == MailState.WAITING.value)
    ends = time.monotonic() + LONGEST
    while True:
        with reading(engine) as session:
            if not session.exec(waits).one():
                return
        if time.monotonic() > ends:
            raise RuntimeError("the sender did not come to an end")
        time.sleep(PAUSE)


def _check(engine: Engine, number: int, sink: Sink) -> int:
    """How many mails there were; WrongResultError unless each firm has its part, sent once."""
    with reading(engine) as session:
        states = Counter(session.exec(select(DigestPart.state)).all())
        mails = session.exec(select(func.count()).select_from(OutboxMail)).one()
    told = states[PartState.QUEUED.value] + states[PartState.NOTHING.value]
    if told != number or mails != len(set(sink.message_ids)) or mails != len(sink.received):
        raise WrongResultError(f"{states} of {number}; {len(sink.received)} of {mails} arrived")
    return mails


def _selection(engine: Engine, now: datetime, effort: Effort) -> list[float]:
    """The seconds that choosing takes for some firms, without reading and writing."""
    with reading(engine) as session:
        version, offers = store.load_snapshot(session)
        told_until = session.exec(select(func.min(DigestPart.starts_at))).one()
        history = prepare(store.developments(session, told_until, version + 1))
    today = day_in_berlin(now)
    window = Window(start=told_until, end=version + 1, since=day_in_berlin(now - WEEK), until=today)
    catalogue, scorer = compile_catalogue(offers, str(version)), packaged()
    firms = [Subscriber(profile=parse_profile(record)) for record in companies(SAMPLE)]
    return seconds_per_item(
        lambda firm: selected(firm, window, history, catalogue, scorer, today=today),
        firms,
        rounds=effort.rounds,
    )


def write(database_url: str) -> None:
    """One turn of the job, and what it used."""
    app = create_app(make_settings(database_url, **MAIL))
    held = services_of(app)
    now = held.clock.now()
    began = time.perf_counter()
    digests.run(held, Author(actor="job:digests", now=now, kept_until_utc=now))
    seconds = time.perf_counter() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIB / MEGA
    used = {"seconds": seconds, "processor": time.process_time(), "megabytes": most}
    sys.stdout.write(json.dumps(used) + "\n")


def send(database_url: str, port: int) -> None:
    """Send what waits, until somebody ends this process."""
    engine = make_engine(database_url)
    while True:
        make_sender(engine, port, SystemClock()).run()
        time.sleep(PAUSE)


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(sys.argv[2])
    else:
        send(sys.argv[2], int(sys.argv[3]))
