"""How an advisor arranges the offers of a firm for a talk: one arrangement a file.

It starts with the best offers of the firm's list. From the first change on it stays as people
arranged it; what they left out does not come back by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import Engine
from sqlmodel import Session

from models.company import CompanyProfile
from models.company_file import CompanyFile
from models.dossier import DossierPlan
from models.session import reading
from web.author import Author
from web.use_cases.files import parts, rows
from web.use_cases.files.desk import Desk
from web.use_cases.files.parts import Refused
from web.use_cases.files.rows import Edited

FIRST_OFFERS = 6
"""How many of the best offers an arrangement starts with."""
MOST_OFFERS = 30
"""No more fit into one: nobody talks about more."""
MOST_DROPPED = 500
LONGEST_COMMENT = 2_000
LONGEST_PREFACE = 4_000
__all__ = ["Edited", "Move", "Plan", "PlannedOffer", "change", "load", "starting_with"]


class Move(StrEnum):
    """Where an offer goes."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class PlannedOffer:
    """An offer in its place, and what the advisor says about it."""

    offer_id: str
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The arrangement; `version` 0 is one that nobody has changed yet. Every change is a new plan.

    A change that changes nothing, such as the first offer moved up, gives the same plan.
    """

    offers: tuple[PlannedOffer, ...] = ()
    dropped: tuple[str, ...] = ()
    preface: str = ""
    version: int = 0

    @property
    def offer_ids(self) -> tuple[str, ...]:
        """The offers in their order."""
        return tuple(each.offer_id for each in self.offers)

    @property
    def is_full(self) -> bool:
        """Whether no further offer fits in."""
        return len(self.offers) >= MOST_OFFERS

    def moved(self, offer_id: str, move: Move) -> Plan:
        """The offer one place further up or down."""
        if offer_id not in self.offer_ids:
            return self
        order, at = list(self.offers), self.offer_ids.index(offer_id)
        to = at + (1 if move is Move.DOWN else -1)
        if not 0 <= to < len(order):
            return self
        order[at], order[to] = order[to], order[at]
        return replace(self, offers=tuple(order))

    def without(self, offer_id: str) -> Plan:
        """The offer left out, and remembered as such."""
        if offer_id not in self.offer_ids:
            return self
        kept = tuple(each for each in self.offers if each.offer_id != offer_id)
        dropped = tuple(each for each in self.dropped if each != offer_id)
        return replace(self, offers=kept, dropped=(*dropped, offer_id)[-MOST_DROPPED:])

    def with_offer(self, offer_id: str) -> Plan:
        """The offer at the end; as it is where it stands already, or no more fit in."""
        if offer_id in self.offer_ids or self.is_full:
            return self
        dropped = tuple(each for each in self.dropped if each != offer_id)
        return replace(self, offers=(*self.offers, PlannedOffer(offer_id)), dropped=dropped)

    def commented(self, offer_id: str, comment: str) -> Plan:
        """The offer with this comment; '' takes it back."""
        changed = (
            replace(each, comment=comment[:LONGEST_COMMENT]) if each.offer_id == offer_id else each
            for each in self.offers
        )
        return replace(self, offers=tuple(changed))

    def prefaced(self, preface: str) -> Plan:
        """With what the advisor says first."""
        return replace(self, preface=preface[:LONGEST_PREFACE])


def starting_with(best: Sequence[str]) -> Plan:
    """What an arrangement is before anybody changed it: the first of the best offers."""
    return Plan(offers=tuple(map(PlannedOffer, best[:FIRST_OFFERS])))


def load(engine: Engine, desk: Desk, public_id: str, *, best: Sequence[str]) -> Plan | None:
    """The arrangement, else the one to start with; None if the file is not of this desk."""
    with reading(engine) as session:
        file = rows.find(session, desk, public_id)
        return None if file is None else _plan(_row(session, file), best)


def change(
    engine: Engine,
    desk: Desk,
    public_id: str,
    deed: Callable[[Plan], Plan],
    *,
    seen_version: int,
    best: Sequence[str],
    by: Author,
) -> Edited:
    """Change the arrangement if it still is the one that was seen, else CONFLICT.

    It stops reminders and keeps the file, but is no line of its own in the timeline.
    """

    def store(session: Session, file: CompanyFile, company: CompanyProfile) -> None:
        row = _row(session, file)
        plan = _plan(row, best)
        if plan.version != seen_version:
            raise Refused(Edited.CONFLICT)
        changed = deed(plan)
        if changed != plan:
            row = row or _empty(file, by)
            _write(row, changed, by)
            file.acted_utc = file.acted_utc or by.now
            file.touched_utc = by.now
            rows.keep(company, now=by.now, kept_for=desk.kept_for)
            session.add_all((row, file, company))

    return parts.edit(engine, desk, public_id, store, by=by)


def _row(session: Session, file: CompanyFile) -> DossierPlan | None:
    return session.get(DossierPlan, file.id)


def _plan(row: DossierPlan | None, best: Sequence[str]) -> Plan:
    if row is None:
        return starting_with(best)
    return Plan(
        offers=tuple(PlannedOffer(each["offer"], each["comment"]) for each in row.offers),
        dropped=tuple(row.dropped),
        preface=row.preface,
        version=row.version,
    )


def _empty(file: CompanyFile, by: Author) -> DossierPlan:
    assert file.id is not None
    return DossierPlan(file_id=file.id, offers=[], dropped=[], version=0, changed_utc=by.now)


def _write(row: DossierPlan, plan: Plan, by: Author) -> None:
    row.offers = [{"offer": each.offer_id, "comment": each.comment} for each in plan.offers]
    row.dropped = list(plan.dropped)
    row.preface = plan.preface
    row.changed_utc = by.now
    row.version += 1
