"""Judgements on offers: a company's own, lists graded elsewhere, and all of them for training.

A company's judgements hold its answers as they stood and go with the answers: the foreign key
deletes them, whoever deletes the row.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import Engine, delete
from sqlmodel import Session, col, select

from matcher.judgments import parse_judgment
from matcher.profile import dump_profile, parse_profile
from models.company import CompanyProfile
from models.judgement import Judgement
from models.session import reading, transaction
from offers.schema.dates import PartialDate
from web.clock import BERLIN, day_in_berlin
from web.judgement_lists import Judged
from web.use_cases.firms import stored_answers
from web.use_cases.firms.opinions import STANDS_FOR, Opinion
from web.use_cases.firms.stored_answers import Retention

FIRM = "firm"
"""The judge's key of all companies that judge for themselves."""


@dataclass(frozen=True, slots=True)
class GradedReport:
    """What an import did, as numbers of judgements."""

    new: int
    changed: int
    unchanged: int


def record(
    engine: Engine,
    token: str,
    offer_id: str,
    opinion: Opinion,
    *,
    now: datetime,
    retention: Retention,
) -> bool:
    """Keep what the company says of an offer, instead of what it said before.

    False if the answers are gone. The answers are kept longer, as with any change of theirs.
    """
    with transaction(engine) as session:
        company = stored_answers.locked(session, token, now)
        if company is None:
            return False
        row = _own(session, company, offer_id) or _of_company(company, offer_id)
        row.profile = dict(company.answers)
        row.opinion, row.judged_utc = opinion, now
        stored_answers.keep_longer(company, now=now, retention=retention)
        session.add_all((company, row))
        return True


def withdraw(
    engine: Engine, token: str, offer_id: str, *, now: datetime, retention: Retention
) -> bool:
    """Forget what the company said of an offer; False if the answers are gone."""
    with transaction(engine) as session:
        company = stored_answers.locked(session, token, now)
        if company is None:
            return False
        row = _own(session, company, offer_id)
        if row is not None:
            session.delete(row)
        stored_answers.keep_longer(company, now=now, retention=retention)
        session.add(company)
        return True


def opinion_of(engine: Engine, token: str, offer_id: str, now: datetime) -> Opinion | None:
    """What the company said of an offer; None if nothing, or if its answers are gone."""
    with reading(engine) as session:
        company = session.exec(stored_answers.alive(token, now)).one_or_none()
        row = None if company is None else _own(session, company, offer_id)
        return None if row is None else Opinion(row.opinion)


def store_graded(engine: Engine, judged: Sequence[Judged], *, now: datetime) -> GradedReport:
    """Store a list graded elsewhere, all or nothing; a pair that its judge graded is replaced.

    Without a day of its own a judgement counts as of `now`.
    """
    counts = {"new": 0, "changed": 0, "unchanged": 0}
    with transaction(engine) as session:
        listed = select(Judgement).where(col(Judgement.company_id).is_(None))
        standing = {_key(row): row for row in session.exec(listed)}
        for each in judged:
            row = _graded_row(each, now)
            known = standing.get(_key(row))
            if known is None:
                counts["new"] += 1
                session.add(row)
                continue
            has_day = each.judgment.judged_on is not None
            counts["changed" if _renewed(known, row, has_day) else "unchanged"] += 1
    return GradedReport(**counts)


def forget_judge(engine: Engine, judge: str) -> int:
    """Delete what one judge of lists graded; the number of judgements that went."""
    theirs = delete(Judgement).where(
        col(Judgement.company_id).is_(None), col(Judgement.judge) == judge
    )
    with transaction(engine) as session:
        return session.connection().execute(theirs).rowcount


def all_judged(engine: Engine) -> tuple[Judged, ...]:
    """Every judgement with the company as it stood, oldest first.

    One company with other answers is another profile. Ids of profiles are digests that lead back
    to nobody. A profile is asked as of its own day, else as of its latest judgement.
    """
    with reading(engine) as session:
        rows = session.exec(select(Judgement).order_by(col(Judgement.id))).all()
        days = _latest_days(rows)
        return tuple(_judged(row, days[_profile_id(row)]) for row in rows)


def _own(session: Session, company: CompanyProfile, offer_id: str) -> Judgement | None:
    wanted = select(Judgement).where(
        col(Judgement.company_id) == company.id,
        col(Judgement.offer_id) == offer_id,
        col(Judgement.judge) == FIRM,
    )
    return session.exec(wanted).one_or_none()


def _of_company(company: CompanyProfile, offer_id: str) -> Judgement:
    """A row for this company that says nothing yet."""
    return Judgement(
        company_id=company.id,
        subject=f"firm:{company.id}",
        profile={},
        offer_id=offer_id,
        opinion=Opinion.NO_REASON,
        judge=FIRM,
        judged_utc=company.updated_utc,
    )


def _key(row: Judgement) -> tuple[str, str, str]:
    return row.subject, row.offer_id, row.judge


def _graded_row(judged: Judged, now: datetime) -> Judgement:
    profile, judgment = dump_profile(judged.profile), judged.judgment
    return Judgement(
        subject=f"list:{profile.pop('id')}",
        profile=profile,
        offer_id=judgment.offer,
        opinion=Opinion.GRADED,
        grade=judgment.grade,
        excluded=judgment.excluded,
        judge=judgment.judge,
        verified=judgment.verified,
        judged_utc=_noon(judgment.judged_on) if judgment.judged_on else now,
    )


def _noon(day: PartialDate) -> datetime:
    """A moment on the first day that is meant."""
    return datetime.combine(day.first, time(12), BERLIN).astimezone(UTC)


_SAID = ("profile", "grade", "excluded", "verified")


def _renewed(known: Judgement, row: Judgement, has_day: bool) -> bool:
    """Bring the stored row to what was graded now; False if it says that already."""
    fields = (*_SAID, "judged_utc") if has_day else _SAID
    if all(getattr(known, field) == getattr(row, field) for field in fields):
        return False
    for field in (*_SAID, "judged_utc"):
        setattr(known, field, getattr(row, field))
    return True


def _profile_id(row: Judgement) -> str:
    text = json.dumps([row.subject, row.profile], sort_keys=True, ensure_ascii=False)
    return f"{row.subject.partition(':')[0]}-{hashlib.sha256(text.encode()).hexdigest()[:24]}"


def _latest_days(rows: Iterable[Judgement]) -> Mapping[str, str]:
    days: dict[str, str] = {}
    for row in rows:
        day, name = day_in_berlin(row.judged_utc).isoformat(), _profile_id(row)
        days[name] = max(day, days.get(name, day))
    return days


def _judged(row: Judgement, latest: str) -> Judged:
    name = _profile_id(row)
    profile = parse_profile({"today": latest, **row.profile, "id": name})
    return Judged(profile, parse_judgment({"profile": name, **_said(row)}))


def _said(row: Judgement) -> dict[str, Any]:
    """The fields of a judgment that do not name the company."""
    own = {"grade": row.grade, "excluded": row.excluded}
    stands_for = STANDS_FOR.get(Opinion(row.opinion))
    given = (
        own if stands_for is None else {"grade": stands_for.grade, "excluded": stands_for.excluded}
    )
    return {
        "offer": row.offer_id,
        "judge": row.judge,
        "judged_on": day_in_berlin(row.judged_utc).isoformat(),
        "verified": row.verified,
        **given,
    }
