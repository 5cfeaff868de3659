"""Subscribers, a small catalogue that changes, and turns of the job: on a real database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, func, update
from sqlmodel import SQLModel, col, select

from models.company import AnswerState, CompanyProfile
from models.contact import CompanyContact
from models.digest import (
    Audience,
    DigestItem,
    DigestPart,
    DigestRun,
    DigestSubscription,
    Rhythm,
)
from models.mail import MailState, OutboxMail
from models.offer import StoredOffer
from models.session import reading, transaction
from offers import store
from offers.schema import Offer, parse_offer
from tests.fixtures.apps import make_settings
from tests.fixtures.outbox import MovingClock
from web.catalogue_snapshot import CatalogueSnapshot
from web.clock import day_in_berlin
from web.jobs import digests
from web.letters import Letter
from web.ranking_snapshot import RankingSnapshot
from web.services import Services
from web.tokens import new_token, token_hash
from web.use_cases.catalogue.views import ViewCounter
from web.use_cases.digests.links import key_of, secret_of
from web.use_cases.digests.outcomes import chosen_of
from web.use_cases.digests.prepared import Compose, Prepared, RunReport

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""10:00 in Germany, in winter time: runs of the day began three hours ago."""
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
ANSWERS: Mapping[str, Any] = {
    "postal_code": "58452",
    "municipality": "Witten",
    "wz": "25.62",
    "employees": 38,
    "needs": ["energy_efficiency"],
}
TITLES = (
    *("Abwärme nutzen", "Beleuchtung erneuern", "Druckluft prüfen", "Energiemanagement einführen"),
    *("Fernwärme anschließen", "Gebäude dämmen", "Kälteanlagen modernisieren", "Lastgang messen"),
    *("Motoren tauschen", "Photovoltaik planen", "Speicher fördern", "Wasserstoff erproben"),
)
"""So different that none of them is taken for a variant of another."""


def offer(number: int, **changes: object) -> Offer:
    """An offer that a metal works in Witten can use."""
    values: dict[str, object] = {
        "id": f"offer-{number}",
        "title": TITLES[number % len(TITLES)],
        "provider": f"Stelle {number}",
        "kinds": ["advice"],
        "needs": ["energy_efficiency"],
        "territory": ["Nordrhein-Westfalen"],
        "verified_on": "2026-03-01",
    }
    return parse_offer({**values, **changes})


def compose(prepared: Prepared) -> Letter:
    """A letter that names what was chosen, and nothing else."""
    chosen = chosen_of(prepared.content)
    lines = [
        type(prepared.content).__name__,
        *(f"{each.kind} {each.offer_id}" for each in chosen.items),
    ]
    if isinstance(prepared.content, RunReport):
        lines += [f"{run.kind} {sorted(run.parts.items())}" for run in prepared.content.runs]
    return Letter(
        cause="replaced",
        purpose="news",
        recipient=prepared.recipient.email,
        language=prepared.recipient.language,
        subject=lines[0],
        text="\n".join(lines) + "\n",
    )


def subscribe(
    engine: Engine,
    number: int = 1,
    *,
    now: datetime = MONDAY,
    answers: Mapping[str, Any] = ANSWERS,
    company: Mapping[str, Any] | None = None,
    **changes: Any,
) -> int:
    """The number of a confirmed weekly subscription of a firm, whose window begins now."""
    with transaction(engine) as session:
        firm = CompanyProfile(
            **{
                "token_hash": new_token(),
                "answers": dict(answers),
                "state": AnswerState.FINISHED.value,
                "created_utc": now,
                "updated_utc": now,
                "expires_utc": now + timedelta(days=180),
                **(company or {}),
            }
        )
        session.add(firm)
        session.flush()
        assert firm.id is not None
        session.add(
            CompanyContact(
                company_id=firm.id,
                email=f"firm{number}@example.org",
                created_utc=now,
                confirmed_utc=now,
            )
        )
        values = subscription_values(store.catalogue_version(session), now)
        row = DigestSubscription(
            **{**values, "audience": Audience.FIRM.value, "company_id": firm.id, **changes}
        )
        session.add(row)
        session.flush()
        assert row.id is not None
        return row.id


def subscription_values(version: int, now: datetime) -> dict[str, Any]:
    """Those of a confirmed subscription for Mondays."""
    nonce, today = new_token(), day_in_berlin(now)
    key = key_of(make_settings("sqlite://").secret_key.get_secret_value())
    return {
        "nonce": nonce,
        "link_hash": token_hash(secret_of(nonce, key=key)),
        "rhythm": Rhythm.WEEKLY.value,
        "weekday": 0,
        "told_until": version + 1,
        "told_from_day": today,
        "reminded_from": today,
        "mailed_on": today,
        "created_utc": now,
        "scheduled_utc": now,
        "confirmed_utc": now,
    }


@dataclass(slots=True)
class World:
    """A service whose clock the test moves."""

    engine: Engine
    clock: MovingClock = field(default_factory=lambda: MovingClock(MONDAY))
    compose: Compose = compose
    settings: Mapping[str, object] = field(default_factory=dict)
    _held: Services | None = None

    @property
    def now(self) -> datetime:
        """The moment."""
        return self.clock.moment

    @property
    def held(self) -> Services:
        """The service."""
        if self._held is None:
            self._held = services_on(self.engine, self.clock, **self.settings)
        return self._held

    def write(self, *offers: Offer) -> None:
        """Store offers as people do, each in a version of the catalogue of its own."""
        for each in offers:
            with transaction(self.engine) as session:
                known = session.get(StoredOffer, each.id)
                base = known.current_version if known else 0
                store.edit(session, each, base_version=base, by="tests", now=self.now)

    def archive(self, number: int) -> None:
        """Take an offer out of the catalogue."""
        with transaction(self.engine) as session:
            store.archive(session, f"offer-{number}", now=self.now)

    def turn(self, *, after: timedelta = timedelta(), batch: int = 100) -> Mapping[str, int]:
        """One turn of the job, so long after the last one."""
        self.clock.moment += after
        return digests.deliver(self.held, self.compose, now=self.now, batch=batch)

    def send(self, state: MailState = MailState.SENT, *, cause: str = "digest:") -> int:
        """Let the mails that wait come into a state; how many there were."""
        with transaction(self.engine) as session:
            changed = session.exec(
                update(OutboxMail)
                .where(
                    col(OutboxMail.state) == MailState.WAITING.value,
                    col(OutboxMail.cause).startswith(cause),
                )
                .values(state=state.value, settled_utc=self.now)
            )
            return changed.rowcount

    def rows(self, table: type[Any], **fields: object) -> Sequence[Any]:
        """The rows of a table, in the order of their ids."""
        with reading(self.engine) as session:
            query = select(table).filter_by(**fields).order_by(table.id)
            found = session.exec(query).all()
            session.expunge_all()
            return found

    def change(self, table: type[SQLModel], number: int, **values: object) -> None:
        """Change one row."""
        with transaction(self.engine) as session:
            row = session.get_one(table, number)
            for name, value in values.items():
                setattr(row, name, value)
            session.add(row)

    def states(self, **fields: object) -> list[str]:
        """The states of parts."""
        return [part.state for part in self.rows(DigestPart, **fields)]

    def subscription(self, number: int = 1) -> DigestSubscription:
        """One subscription as it stands."""
        with reading(self.engine) as session:
            row = session.get_one(DigestSubscription, number)
            session.expunge(row)
            return row

    def mails(self) -> list[OutboxMail]:
        """All mails, oldest first."""
        return list(self.rows(OutboxMail))

    def count_mails(self) -> int:
        """How many there are."""
        with reading(self.engine) as session:
            return session.exec(select(func.count()).select_from(OutboxMail)).one()

    def count_subscriptions(self) -> int:
        """How many there are."""
        with reading(self.engine) as session:
            return session.exec(select(func.count()).select_from(DigestSubscription)).one()

    def runs(self, **fields: object) -> list[DigestRun]:
        """The runs that have parts."""
        parts = {part.run_id for part in self.rows(DigestPart)}
        return [run for run in self.rows(DigestRun, **fields) if run.id in parts]

    def items(self, part: DigestPart) -> list[tuple[str, str]]:
        """What a part named: kind and offer."""
        return [(each.kind, each.offer_id) for each in self.rows(DigestItem, part_id=part.id)]


def services_on(engine: Engine, clock: Any, **settings: object) -> Services:
    """A service without pages."""
    return Services(
        settings=make_settings("sqlite://", **settings),
        engine=engine,
        clock=clock,
        snapshot=CatalogueSnapshot(engine, check_seconds=0),
        ranking=RankingSnapshot(engine, check_seconds=3600),
        views=ViewCounter(engine),
    )


def day(text: str) -> date:
    """A day."""
    return date.fromisoformat(text)
