"""Ranking models of this service: adopted, taken back, listed; each function is one transaction.

Nothing is ever deleted: the steps in their order say which model is in use.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from matcher.artefact import Artefact, dump_artefact, parse_artefact
from models.ranking_model import RankingModel, RankingStep
from models.session import reading, transaction
from offers.errors import InputError, InputErrors


@dataclass(frozen=True, slots=True)
class Standing:
    """The number of the last step, 0 before the first, and the adopted artefact's bytes.

    `content` is None where the model of the package is meant.
    """

    step: int
    content: bytes | None


@dataclass(frozen=True, slots=True)
class Adoption:
    """The artefact that is in use now; `is_new` is False if it was before."""

    artefact: Artefact
    is_new: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the history; `fingerprint` is that of the model in use after it, if any."""

    number: int
    is_back: bool
    fingerprint: str | None
    taken_utc: datetime


def last_step(engine: Engine) -> int:
    """The number of the last step; 0 before the first."""
    with reading(engine) as session:
        return _last_number(session)


def current(engine: Engine) -> Standing:
    """The model in use, as it was stored: a later version of the service may refuse it."""
    with reading(engine) as session:
        found = _in_use(_steps(session))
        model = None if found is None else session.get_one(RankingModel, found)
        content = None if model is None else model.content.encode()
        return Standing(_last_number(session), content)


def adopt(engine: Engine, content: bytes, *, serving: str, now: datetime) -> Adoption:
    """Use this artefact from now on.

    `serving` is the fingerprint of the model that serves, '' for the readable scorer. InputErrors
    if the artefact is none that this version can use, or if it was not found to be no worse than
    the one that serves; one that was adopted before may come back.
    """
    artefact = parse_artefact(content)
    with transaction(engine) as session:
        is_known = _known(session, artefact) is not None
        if not is_known and serving not in (artefact.fingerprint, artefact.compared_with):
            raise InputErrors([InputError("artefact_not_compared")])
        model = _stored(session, artefact, now)
        if _in_use(_steps(session)) == model.id:
            return Adoption(artefact, is_new=False)
        _take(session, model.id, now)
        return Adoption(artefact, is_new=True)


def back(engine: Engine, *, now: datetime) -> bool:
    """Use the model before this one, at last that of the package; False if that is in use."""
    with transaction(engine) as session:
        if _in_use(_steps(session)) is None:
            return False
        _take(session, None, now)
        return True


def history(engine: Engine) -> tuple[Step, ...]:
    """All steps, newest first."""
    with reading(engine) as session:
        names = {row.id: row.fingerprint for row in session.exec(select(RankingModel))}
        steps = _steps(session)
        return tuple(
            Step(
                number=row.number,
                is_back=row.model_id is None,
                fingerprint=names.get(_in_use(steps[: row.number])),
                taken_utc=row.taken_utc,
            )
            for row in reversed(steps)
        )


def _last_number(session: Session) -> int:
    return session.exec(select(func.max(RankingStep.number))).one() or 0


def _steps(session: Session) -> list[RankingStep]:
    return list(session.exec(select(RankingStep).order_by(col(RankingStep.number))))


def _in_use(steps: Iterable[RankingStep]) -> int | None:
    """The model after these steps: each adoption covers the one before, each step back lifts it."""
    stack = list[int]()
    for step in steps:
        if step.model_id is not None:
            stack.append(step.model_id)
        else:
            stack.pop()
    return stack[-1] if stack else None


def _known(session: Session, artefact: Artefact) -> RankingModel | None:
    """The row of an artefact that was adopted before."""
    wanted = select(RankingModel).where(RankingModel.fingerprint == artefact.fingerprint)
    return session.exec(wanted).one_or_none()


def _stored(session: Session, artefact: Artefact, now: datetime) -> RankingModel:
    """The row of this artefact, the old one if it was adopted before."""
    row = _known(session, artefact)
    if row is None:
        row = RankingModel(
            fingerprint=artefact.fingerprint,
            content=dump_artefact(artefact).decode(),
            created_utc=now,
        )
        session.add(row)
        session.flush()
    return row


def _take(session: Session, model_id: int | None, now: datetime) -> None:
    number = _last_number(session) + 1
    session.add(RankingStep(number=number, model_id=model_id, taken_utc=now))
