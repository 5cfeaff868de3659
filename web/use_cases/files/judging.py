"""What advisors say of offers for the firm of a file, beside what the firm says itself.

Judges are pseudonyms: what an advisor said stays for training when the account is closed, and
leads back to nobody. Colleagues see that somebody at their organisation said so, not who; the
timeline of the file knows.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Engine
from sqlalchemy.orm import defer
from sqlmodel import Session, col, or_, select

from matcher.catalogue import Catalogue
from models.company import CompanyProfile
from models.company_file import CompanyFile, EventKind
from models.judgement import Judgement
from models.outcome import OfferApplication
from models.session import reading
from offers.schema import Offer
from web.author import Author
from web.derived_keys import derived_key
from web.use_cases import disputes
from web.use_cases.files import judged_rows, rows
from web.use_cases.files.applications import Application, application_of
from web.use_cases.files.contradictions import contradiction, demands_of
from web.use_cases.files.desk import Desk
from web.use_cases.files.rows import Edited, Happened
from web.use_cases.firms.judgements import FIRM
from web.use_cases.firms.opinions import OUTCOMES, REASONS, Opinion
from web.use_cases.firms.profiles import stored_profile
from web.use_cases.missed_offers import WITHDRAWN

SAYABLE = frozenset({Opinion.FITS, Opinion.MISSING, Opinion.NO_REASON, *REASONS})
"""What an advisor can say of an offer."""
_KEY_LENGTH = 16


class Judging(StrEnum):
    """What became of an opinion. UNKNOWN: there is no such offer, or no such reason against it."""

    DONE = "done"
    GONE = "gone"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Said:
    """An opinion; `because` is the key of a condition (not eligible) or an offer (better one)."""

    opinion: Opinion
    because: str = ""
    judged_utc: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferStanding:
    """What was said of an offer for a firm, and what came of it; None for what nobody said.

    `own` is this advisor's word, `team` the last one of a colleague, `firm` the firm's own.
    """

    offer_id: str
    own: Said | None = None
    team: Said | None = None
    firm: Said | None = None
    application: Application | None = None

    @property
    def said(self) -> Said | None:
        """What counts at the desk: this advisor's word, else the last one of a colleague."""
        return self.own or self.team

    @property
    def opinion(self) -> Opinion | None:
        """The same without its reason."""
        return self.said.opinion if self.said else None

    @property
    def because(self) -> str:
        """Its reason, '' without one."""
        return self.said.because if self.said else ""


def judge_key(secret: str, public_id: str) -> str:
    """The pseudonym under which a person judges; without the service's secret nobody finds it."""
    key = derived_key(secret, "judges of offers")
    digest = hmac.new(key, public_id.encode(), hashlib.sha256).hexdigest()
    return f"advisor-{digest[:_KEY_LENGTH]}"


def of_file(engine: Engine, desk: Desk, public_id: str) -> Mapping[str, OfferStanding]:
    """What was said and what came of it, by offer; in two queries, empty for foreign files.

    What advisors of other organisations said of the same firm is not among it.
    """
    found: dict[str, OfferStanding] = {}
    with reading(engine) as session:
        for row in _opinions(session, desk, public_id):
            old = found.get(row.offer_id) or OfferStanding(offer_id=row.offer_id)
            found[row.offer_id] = _with_opinion(old, row, desk)
        for noted in _applications(session, desk, public_id):
            old = found.get(noted.offer_id) or OfferStanding(offer_id=noted.offer_id)
            found[noted.offer_id] = replace(old, application=application_of(noted))
    return found


def judge(
    engine: Engine,
    desk: Desk,
    public_id: str,
    offer_id: str,
    said: Said,
    *,
    catalogue: Catalogue,
    today: date,
    by: Author,
) -> Judging:
    """Keep what the advisor says of an offer for this firm, instead of what they said before.

    The same word again changes nothing. Where it contradicts the catalogue, editors are told.
    """
    offer = catalogue.offer(offer_id)
    if offer is None or not _is_sayable(said, offer, catalogue):
        return Judging.UNKNOWN

    def change(session: Session, file: CompanyFile, company: CompanyProfile) -> Happened | None:
        row = judged_rows.find(session, company, offer.id, desk.judge)
        if row is not None and _says(row, said, company):
            return None
        row = row or judged_rows.blank(company, offer.id, desk.judge, now=by.now)
        before, profile = row.disputes, stored_profile(company).profile
        row.opinion, row.because = said.opinion, said.because
        row.disputes = contradiction(offer, profile, said.opinion, said.because, today=today)
        row.file_id, row.profile, row.judged_utc = file.id, dict(company.answers), by.now
        session.add(row)
        disputes.recount(session, offer.id, (before, row.disputes), now=by.now)
        return Happened(EventKind.JUDGED, (offer.id, said.opinion.value, said.because))

    return Judging(rows.edit(engine, desk, public_id, change, by=by).value)


def withdraw(engine: Engine, desk: Desk, public_id: str, offer_id: str, *, by: Author) -> Edited:
    """Take back what this advisor said of an offer, also of one that left the catalogue."""

    def change(session: Session, file: CompanyFile, company: CompanyProfile) -> Happened | None:
        row = judged_rows.find(session, company, offer_id, desk.judge)
        if row is None:
            return None
        session.delete(row)
        disputes.recount(session, offer_id, (row.disputes,), now=by.now)
        return Happened(EventKind.JUDGED, (offer_id, WITHDRAWN, ""))

    return rows.edit(engine, desk, public_id, change, by=by)


def _says(row: Judgement, said: Said, company: CompanyProfile) -> bool:
    """Whether it says that already, of the answers as they stand."""
    told = row.opinion, row.because, row.profile
    return told == (said.opinion, said.because, company.answers)


def _is_sayable(said: Said, offer: Offer, catalogue: Catalogue) -> bool:
    if said.opinion not in SAYABLE:
        return False
    if said.opinion is Opinion.NOT_ELIGIBLE:
        return not said.because or said.because in demands_of(offer)
    if said.opinion is Opinion.BETTER_ALTERNATIVE:
        known = said.because in catalogue.position and said.because != offer.id
        return not said.because or known
    return not said.because


def _opinions(session: Session, desk: Desk, public_id: str) -> tuple[Judgement, ...]:
    """The file's and the firm's own, oldest first."""
    query = (
        select(Judgement)
        .join(CompanyFile, col(CompanyFile.company_id) == col(Judgement.company_id))
        .where(
            CompanyFile.public_id == public_id,
            CompanyFile.organisation_id == desk.organisation_id,
            or_(col(Judgement.file_id) == col(CompanyFile.id), col(Judgement.judge) == FIRM),
            col(Judgement.opinion).not_in(OUTCOMES),
        )
        .order_by(col(Judgement.judged_utc), col(Judgement.id))
        .options(defer(Judgement.profile))  # type: ignore[arg-type]
    )
    return tuple(session.exec(query))


def _applications(session: Session, desk: Desk, public_id: str) -> tuple[OfferApplication, ...]:
    query = (
        select(OfferApplication)
        .join(CompanyFile, col(CompanyFile.id) == col(OfferApplication.file_id))
        .where(
            CompanyFile.public_id == public_id, CompanyFile.organisation_id == desk.organisation_id
        )
    )
    return tuple(session.exec(query))


def _with_opinion(standing: OfferStanding, row: Judgement, desk: Desk) -> OfferStanding:
    said = Said(Opinion(row.opinion), row.because, row.judged_utc)
    if row.judge == FIRM:
        return replace(standing, firm=said)
    return replace(standing, own=said) if row.judge == desk.judge else replace(standing, team=said)
