"""The ranking model of this process: adopted, else that of the package, else readable weights."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from matcher.bundled_model import (
    BUNDLED,
    READABLE,
    ChosenModel,
    Refusal,
    bundled_bytes,
    first_usable,
)
from web.snapshot import Runner, Snapshot, in_background
from web.use_cases.operation import ranking_models

ADOPTED = "adopted"
UNKNOWN_STEP = -1
"""The step of a database that could not be read: any other is newer."""
SHOWN_DIGITS = 12

logger = logging.getLogger("angebotslotse")

__all__ = [
    "ADOPTED",
    "BUNDLED",
    "READABLE",
    "RankingSnapshot",
    "Refusal",
    "ServingModel",
    "shown",
]


@dataclass(frozen=True, slots=True)
class ServingModel(ChosenModel):
    """The model in use since a step of the database."""

    step: int = UNKNOWN_STEP

    @property
    def name(self) -> str:
        """'learned' with the beginning of the fingerprint, or 'readable'."""
        return f"learned {shown(self.artefact.fingerprint)}" if self.artefact else READABLE


def shown(fingerprint: str) -> str:
    """As much of a fingerprint as people compare."""
    return fingerprint[:SHOWN_DIGITS]


class RankingSnapshot(Snapshot[ServingModel]):
    """Holds the model in use; no trouble with a model or the database leaves it without one."""

    def __init__(
        self,
        engine: Engine,
        *,
        check_seconds: float,
        monotonic: Callable[[], float] = time.monotonic,
        run: Runner = in_background,
        bundled: Callable[[], bytes | None] = bundled_bytes,
    ) -> None:
        super().__init__(check_seconds=check_seconds, monotonic=monotonic, run=run)
        self._engine = engine
        self._bundled = bundled

    def _look(self, held: ServingModel | None) -> ServingModel:
        try:
            if held is not None and held.step == ranking_models.last_step(self._engine):
                return held
            standing = ranking_models.current(self._engine)
        except SQLAlchemyError as error:
            if held is not None:
                raise
            logger.warning("adopted model unknown", extra={"problem": type(error).__name__})
            return self._chosen(UNKNOWN_STEP, None)
        return self._chosen(standing.step, standing.content)

    def _chosen(self, step: int, adopted: bytes | None) -> ServingModel:
        """The first model that can be used; one line in the log where that is not the first."""
        first = first_usable(self._candidates(adopted))
        found = ServingModel(first.origin, first.scorer, first.artefact, first.refused, step)
        if found.refused:
            codes = {each.origin: each.error.code for each in found.refused}
            logger.warning("model refused", extra={"serves": found.name, "refused": codes})
        return found

    def _candidates(self, adopted: bytes | None) -> Iterator[tuple[str, bytes | None]]:
        if adopted is not None:
            yield ADOPTED, adopted
        yield BUNDLED, self._bundled()
