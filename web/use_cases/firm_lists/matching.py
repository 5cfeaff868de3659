"""What the catalogue has for each firm: kept, and made anew where answers or catalogue changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Engine, or_
from sqlmodel import Session, col, select

from matcher.catalogue import Catalogue
from matcher.profile import Profile
from matcher.ranking import rank
from matcher.relevance import rows_of_concern, unserved_needs_in
from matcher.scorers import Scorer
from models.company import AnswerState, CompanyProfile
from models.firm_list import FirmMatch
from models.session import reading, transaction
from offers.errors import InputErrors
from web.use_cases.firms.profiles import StoredProfile, stored_profile
from web.use_cases.outbox.rows import upsert

BEST = 5
"""How many offers are kept of a firm."""
CHUNK = 500
KEPT_FOR = timedelta(days=7)
"""The same answers are looked at again after so long: what is open changes with the days."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a match is made of, and when; `model` is the name of the scorer."""

    catalogue: Catalogue
    scorer: Scorer
    model: str
    today: date
    now: datetime


@dataclass(frozen=True, slots=True)
class Gist:
    """A match in short: the best offers of the firm's concern, how many there are, and gaps."""

    best: tuple[str, ...]
    fitting: int
    unserved: tuple[str, ...]


def match_stale(engine: Engine, standing: Standing, limit: int) -> int:
    """Match firms with finished answers whose match is missing or stale; how many, at most limit.

    Those never matched come first. Each few hundred are stored in a transaction of their own.
    """
    return match_these(engine, _stale(engine, standing, limit), standing)


def match_these(engine: Engine, company_ids: Sequence[int], standing: Standing) -> int:
    """Match these firms, whatever is stored of them; how many there still are."""
    starts = range(0, len(company_ids), CHUNK)
    return sum(_match(engine, company_ids[at : at + CHUNK], standing) for at in starts)


def is_stale(standing: Standing) -> ColumnElement[bool]:
    """Whether a match that may be missing is not of these answers, this catalogue and model."""
    return or_(
        col(FirmMatch.company_id).is_(None),
        col(FirmMatch.answers_utc) != col(CompanyProfile.updated_utc),
        col(FirmMatch.catalogue_version) != standing.catalogue.version,
        col(FirmMatch.model_version) != standing.model,
        col(FirmMatch.matched_on) <= standing.today - KEPT_FOR,
    )


def gist_of(profile: Profile, standing: Standing, *, hidden: frozenset[str] = frozenset()) -> Gist:
    """The match of one firm in short; `hidden` are offers that it does not want to see."""
    found = rank(profile, standing.catalogue, standing.scorer, today=standing.today)
    offers = standing.catalogue.offers
    ids = [offers[row].id for row in rows_of_concern(found, profile).tolist()]
    shown = [each for each in ids if each not in hidden]
    return Gist(tuple(shown[:BEST]), len(shown), unserved_needs_in(found, profile))


def _stale(engine: Engine, standing: Standing, limit: int) -> Sequence[int]:
    finished = (
        CompanyProfile.state == AnswerState.FINISHED.value,
        CompanyProfile.expires_utc > standing.now,
    )
    query = (
        select(CompanyProfile.id)
        .join(FirmMatch, col(FirmMatch.company_id) == col(CompanyProfile.id), isouter=True)
        .where(*finished, is_stale(standing))
        .order_by(col(FirmMatch.company_id).is_not(None), col(CompanyProfile.id))
        .limit(limit)
    )
    with reading(engine) as session:
        return [each for each in session.exec(query) if each is not None]


def _match(engine: Engine, company_ids: Sequence[int], standing: Standing) -> int:
    """Read, ranked without a transaction, and stored."""
    with reading(engine) as session:
        query = select(CompanyProfile).where(col(CompanyProfile.id).in_(company_ids))
        rows = session.exec(query).all()
        read = {row.id: (row.updated_utc, readable(row)) for row in rows if row.id is not None}
    found = [
        _row(company_id, changed_utc, _gist(answers, standing), standing)
        for company_id, (changed_utc, answers) in read.items()
    ]
    with transaction(engine) as session:
        alive = _kept_alive(session, company_ids)
        stored = [row for row in found if row["company_id"] in alive]
        upsert(session, FirmMatch, "company_id", stored)
    return len(stored)


def _kept_alive(session: Session, company_ids: Sequence[int]) -> frozenset[int | None]:
    """The firms that are still there and stay until the transaction ends; they can be changed."""
    query = select(CompanyProfile.id).where(col(CompanyProfile.id).in_(company_ids))
    ordered = query.order_by(col(CompanyProfile.id))
    return frozenset(session.exec(ordered.with_for_update(read=True, key_share=True)))


def readable(row: CompanyProfile) -> StoredProfile | None:
    """The answers; None for what this release cannot read: it gets an empty match."""
    try:
        return stored_profile(row)
    except InputErrors:
        return None


def _gist(answers: StoredProfile | None, standing: Standing) -> Gist:
    if answers is None:
        return Gist((), 0, ())
    return gist_of(answers.profile, standing, hidden=frozenset(answers.dismissed))


def _row(
    company_id: int, changed_utc: datetime, gist: Gist, standing: Standing
) -> dict[str, object]:
    return {
        "company_id": company_id,
        "catalogue_version": standing.catalogue.version,
        "model_version": standing.model,
        "matched_on": standing.today,
        "matched_utc": standing.now,
        "answers_utc": changed_utc,
        "best": list(gist.best),
        "fitting": gist.fitting,
        "unserved": list(gist.unserved),
    }
