"""Firms in the Ennepe-Ruhr-Kreis and beyond, as insight counts them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import SQLModel

from models.company import AnswerState, CompanyProfile
from models.company_file import CompanyFile, FileOrigin, FilePart, FileState
from models.firm_list import FirmMatch
from models.judgement import Judgement
from models.outcome import ApplicationState, OfferApplication
from models.session import transaction
from tests.fixtures.apps import NOW
from web.tokens import new_token, token_hash
from web.use_cases.firms.opinions import Opinion

WITTEN, HATTINGEN, BOCHUM = "58452", "45525", "44787"
MATCHED_ON = date(2026, 11, 21)


def add_firms(
    engine: Engine,
    count: int,
    *,
    asked: datetime = NOW,
    unserved: Sequence[str] | None = None,
    is_finished: bool = True,
    expires: datetime = NOW + timedelta(days=180),
    **answers: object,
) -> list[int]:
    """Ids of new firms that all answered the same; matched where `unserved` is given."""
    state = AnswerState.FINISHED if is_finished else AnswerState.UNFINISHED
    firms = [
        CompanyProfile(
            token_hash=token_hash(new_token()),
            answers={"postal_code": WITTEN, **answers},
            state=state.value,
            created_utc=asked,
            updated_utc=asked,
            expires_utc=expires,
        )
        for _ in range(count)
    ]
    ids = _stored(engine, firms)
    if unserved is not None:
        _stored(engine, (_match(each, unserved, asked) for each in ids))
    return ids


def add_files(
    engine: Engine,
    firms: Iterable[int],
    organisation_id: str,
    *,
    state: FileState = FileState.NEW,
    asked: datetime | None = NOW,
    acted: datetime | None = None,
    part: FilePart = FilePart.RESPONSIBLE,
    applications: Mapping[ApplicationState, int | None] | None = None,
) -> list[int]:
    """Ids of new files of these firms; `asked` None: entered, not asked for."""
    files = [
        CompanyFile(
            public_id=new_token(),
            company_id=firm,
            organisation_id=organisation_id,
            part=part.value,
            origin=(FileOrigin.REQUEST if asked else FileOrigin.ENTERED).value,
            state=state.value,
            name="Firma",
            created_utc=asked or NOW,
            dispatched_utc=asked,
            acted_utc=acted,
            touched_utc=NOW,
        )
        for firm in firms
    ]
    ids = _stored(engine, files)
    _stored(engine, _applications(ids, applications or {}))
    return ids


def add_opinions(
    engine: Engine,
    firms: Iterable[int],
    offer_id: str,
    opinion: Opinion,
    *,
    judge: str = "firm",
    files: Iterable[int] = (),
    judged: datetime = NOW,
    because: str = "",
) -> None:
    """What the firms say of an offer, or what an advisor says in their files."""
    kept = [*files]
    _stored(
        engine,
        (
            Judgement(
                company_id=firm,
                subject=f"firm:{firm}",
                profile={},
                offer_id=offer_id,
                opinion=opinion.value,
                because=because,
                judge=judge,
                file_id=kept[at] if kept else None,
                judged_utc=judged,
            )
            for at, firm in enumerate(firms)
        ),
    )


def day(month: int, number: int, hour: int = 9) -> datetime:
    """A moment of 2026."""
    return datetime(2026, month, number, hour, tzinfo=UTC)


def _match(company_id: int, unserved: Sequence[str], asked: datetime) -> FirmMatch:
    return FirmMatch(
        company_id=company_id,
        catalogue_version="1",
        model_version="1",
        matched_on=MATCHED_ON,
        matched_utc=NOW,
        answers_utc=asked,
        best=[],
        fitting=0,
        unserved=list(unserved),
    )


def _applications(
    files: Sequence[int], states: Mapping[ApplicationState, int | None]
) -> Iterable[OfferApplication]:
    for file_id in files:
        for state, amount in states.items():
            yield OfferApplication(
                file_id=file_id,
                offer_id=f"offer-{state.value}",
                state=state.value,
                amount_eur=amount,
                changed_utc=NOW,
            )


def _stored(engine: Engine, rows: Iterable[SQLModel]) -> list[int]:
    kept = list(rows)
    with transaction(engine) as session:
        session.add_all(kept)
        session.flush()
        return [getattr(each, "id", None) or getattr(each, "company_id", 0) for each in kept]
