"""A firm's list as its advisor sees it, with the answers and where each of them comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine

from matcher.catalogue import Catalogue
from matcher.matches import Match
from matcher.ranking import match_one
from matcher.scorers import Scorer
from models.company import CompanyProfile
from models.company_file import CompanyFile
from models.session import reading
from web.use_cases.files.asked import AskedOnce
from web.use_cases.files.asked import of_file as requests_of
from web.use_cases.files.desk import Desk
from web.use_cases.files.framing import FileFrame, frame_of
from web.use_cases.firms import provenance
from web.use_cases.firms.match import CompanyList, compose
from web.use_cases.firms.profiles import StoredProfile, stored_profile
from web.use_cases.firms.provenance import Provenance
from web.use_cases.organisations import whom_to_ask


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFirm:
    """What a file knows of its firm: answers as they are now, and who gave each of them when.

    `requests` are those that concern this organisation, newest first.
    """

    frame: FileFrame
    answers: StoredProfile
    provenance: Mapping[str, Provenance]
    requests: tuple[AskedOnce, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyFileList:
    """The same with its list: fitting, general and excluded offers, questions, warnings."""

    firm: KnownFirm
    offers: CompanyList

    @property
    def frame(self) -> FileFrame:
        """The head of the file."""
        return self.firm.frame

    @property
    def answers(self) -> StoredProfile:
        """The answers as they are now."""
        return self.firm.answers

    def match(self, offer_id: str) -> Match | None:
        """An offer of the list, wherever it stands in it; None for one that is not in it."""
        listed = self.offers
        everything: tuple[Iterable[Match], ...] = (
            listed.fitting,
            listed.general,
            listed.dismissed,
            listed.excluded,
        )
        return next((m for part in everything for m in part if m.offer.id == offer_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferInFile:
    """One offer as it stands for the firm."""

    firm: KnownFirm
    match: Match


def of_file(
    engine: Engine,
    desk: Desk,
    public_id: str,
    catalogue: Catalogue,
    *,
    scorer: Scorer,
    today: date,
    now: datetime,
) -> CompanyFileList | None:
    """The firm's list; None if there is no such file at this desk, or its answers are gone."""
    firm = known_firm(engine, desk, public_id, now=now)
    if firm is None:
        return None
    organisations = whom_to_ask.all_organisations(engine)
    offers = compose(firm.answers, catalogue, organisations, today=today, scorer=scorer)
    return CompanyFileList(firm=firm, offers=offers)


def offer_in_file(
    engine: Engine,
    desk: Desk,
    public_id: str,
    offer_id: str,
    catalogue: Catalogue,
    *,
    scorer: Scorer,
    today: date,
    now: datetime,
) -> OfferInFile | None:
    """One offer for the firm, whether it fits or not; None if file or offer do not exist."""
    firm = known_firm(engine, desk, public_id, now=now)
    if firm is None:
        return None
    found = match_one(firm.answers.profile, catalogue, scorer, offer_id, today=today)
    return None if found is None else OfferInFile(firm=firm, match=found)


def known_firm(engine: Engine, desk: Desk, public_id: str, *, now: datetime) -> KnownFirm | None:
    """What the file knows, in four queries; None where there is none."""
    with reading(engine) as session:
        frame = frame_of(session, desk, public_id, now)
        file = None if frame is None else session.get(CompanyFile, frame.file_id)
        company = None if frame is None else session.get(CompanyProfile, frame.company_id)
        if frame is None or file is None or company is None or company.expires_utc <= now:
            return None
        return KnownFirm(
            frame=frame,
            answers=stored_profile(company),
            provenance=provenance.of(company),
            requests=requests_of(session, file),
        )
