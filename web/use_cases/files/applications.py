"""Applications of the firm of a file: sent, granted, refused; the surest examples for training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from matcher.catalogue import Catalogue
from models.company import CompanyProfile
from models.company_file import CompanyFile, EventKind
from models.judgement import Judgement
from models.outcome import ApplicationState, OfferApplication
from web.author import Author
from web.use_cases import disputes
from web.use_cases.files import judged_rows, rows
from web.use_cases.files.contradictions import contradiction
from web.use_cases.files.desk import Desk
from web.use_cases.files.rows import Edited, Happened
from web.use_cases.firms.opinions import Opinion
from web.use_cases.firms.profiles import stored_profile
from web.use_cases.missed_offers import WITHDRAWN

__all__ = ["Application", "ApplicationState", "Noting", "application_of", "note", "withdraw"]

LARGEST_EUR = 1_000_000_000
EARLIEST = date(2000, 1, 1)
OUTCOME = "-outcome"
"""Ends the judge's key of what happened: beside what the same person thinks."""
_SAYS: Mapping[ApplicationState, Opinion] = {
    ApplicationState.APPLIED: Opinion.APPLIED,
    ApplicationState.GRANTED: Opinion.GRANTED,
    ApplicationState.REFUSED: Opinion.REFUSED,
}


class Noting(StrEnum):
    """What became of an application. UNKNOWN: neither catalogue nor file know the offer."""

    DONE = "done"
    GONE = "gone"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """How far it came. Whole euros, asked for or granted; the day it was sent, or decided.

    ValueError for an amount that is no amount, and a day before 2000.
    """

    state: ApplicationState
    amount_eur: int | None = None
    happened_on: date | None = None

    def __post_init__(self) -> None:
        if self.amount_eur is not None and not 0 <= self.amount_eur <= LARGEST_EUR:
            raise ValueError(f"amount out of range: {self.amount_eur}")
        if self.happened_on is not None and self.happened_on < EARLIEST:
            raise ValueError(f"day out of range: {self.happened_on}")


def application_of(row: OfferApplication) -> Application:
    """What a row holds."""
    return Application(
        state=ApplicationState(row.state),
        amount_eur=row.amount_eur,
        happened_on=row.happened_on,
    )


def note(
    engine: Engine,
    desk: Desk,
    public_id: str,
    offer_id: str,
    application: Application,
    *,
    catalogue: Catalogue,
    today: date,
    by: Author,
) -> Noting:
    """Keep how far the application for an offer came, instead of what stood there before.

    One that is noted already may outlive its offer. ValueError for a day that is still to come.
    """
    if application.happened_on is not None and application.happened_on > today:
        raise ValueError(f"day to come: {application.happened_on}")
    is_unknown = False

    def change(session: Session, file: CompanyFile, company: CompanyProfile) -> Happened | None:
        nonlocal is_unknown
        row = _row(session, file, offer_id)
        is_unknown = row is None and offer_id not in catalogue.position
        if is_unknown or (row is not None and application_of(row) == application):
            return None
        _store(session, row or _blank(file, offer_id), application, desk, by)
        outcome = _outcome(session, desk, file, company, offer_id, by=by)
        disputed = _disputed(catalogue, company, offer_id, application, today)
        _teach(session, outcome, application, disputed, by)
        return Happened(
            EventKind.APPLICATION, (offer_id, application.state.value, application.amount_eur)
        )

    done = rows.edit(engine, desk, public_id, change, by=by)
    return Noting.UNKNOWN if is_unknown else Noting(done.value)


def withdraw(engine: Engine, desk: Desk, public_id: str, offer_id: str, *, by: Author) -> Edited:
    """Forget that the firm applied; whatever was noted was a mistake."""

    def change(session: Session, file: CompanyFile, company: CompanyProfile) -> Happened | None:
        row = _row(session, file, offer_id)
        if row is None:
            return None
        session.delete(row)
        for outcome in _outcomes(session, file, offer_id):
            session.delete(outcome)
            disputes.recount(session, offer_id, (outcome.disputes,), now=by.now)
        return Happened(EventKind.APPLICATION, (offer_id, WITHDRAWN, None))

    return rows.edit(engine, desk, public_id, change, by=by)


def _row(session: Session, file: CompanyFile, offer_id: str) -> OfferApplication | None:
    wanted = select(OfferApplication).where(
        OfferApplication.file_id == file.id, OfferApplication.offer_id == offer_id
    )
    return session.exec(wanted).one_or_none()


def _blank(file: CompanyFile, offer_id: str) -> OfferApplication:
    assert file.id is not None
    return OfferApplication(
        file_id=file.id, offer_id=offer_id, state="", changed_utc=file.touched_utc
    )


def _store(
    session: Session, row: OfferApplication, application: Application, desk: Desk, by: Author
) -> None:
    row.state, row.amount_eur = application.state.value, application.amount_eur
    row.happened_on = application.happened_on
    row.person_id, row.changed_utc = desk.person_id, by.now
    session.add(row)


def _outcome(
    session: Session,
    desk: Desk,
    file: CompanyFile,
    company: CompanyProfile,
    offer_id: str,
    *,
    by: Author,
) -> Judgement:
    """The file's example of this offer: the firm as it stood when the application was noted."""
    found = next(iter(_outcomes(session, file, offer_id)), None)
    if found is None:
        judge = f"{desk.judge}{OUTCOME}"
        found = judged_rows.find(session, company, offer_id, judge)
        found = found or judged_rows.blank(company, offer_id, judge, now=by.now)
    found.file_id = file.id
    return found


def _outcomes(session: Session, file: CompanyFile, offer_id: str) -> Sequence[Judgement]:
    """The newest first: a file that two became one of may have several."""
    wanted = select(Judgement).where(
        col(Judgement.file_id) == file.id,
        col(Judgement.offer_id) == offer_id,
        col(Judgement.judge).endswith(OUTCOME),
    )
    return session.exec(wanted.order_by(col(Judgement.id).desc())).all()


def _disputed(
    catalogue: Catalogue,
    company: CompanyProfile,
    offer_id: str,
    application: Application,
    today: date,
) -> str:
    """What of the catalogue the outcome contradicts; '' also where the offer is gone."""
    offer = catalogue.offer(offer_id)
    if offer is None:
        return ""
    profile = stored_profile(company).profile
    return contradiction(offer, profile, _SAYS[application.state], "", today=today)


def _teach(
    session: Session, row: Judgement, application: Application, disputed: str, by: Author
) -> None:
    before = row.disputes
    row.opinion, row.judged_utc, row.disputes = _SAYS[application.state], by.now, disputed
    row.verified = application.state is ApplicationState.GRANTED
    session.add(row)
    disputes.recount(session, row.offer_id, (before, disputed), now=by.now)
