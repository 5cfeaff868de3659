"""What the parts of one turn share: histories of windows, and what firms miss. Each made once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Engine
from sqlmodel import col, select

from matcher.catalogue import Catalogue
from matcher.digest.history import History, prepare
from matcher.digest.region import unserved_needs
from matcher.digest.values import OpenNeeds
from matcher.profile import Profile
from matcher.scorers import Scorer
from models.company import AnswerState, CompanyProfile
from models.session import reading
from offers import store
from offers.errors import InputErrors
from offers.taxonomy.regions import resolve_site
from web.use_cases.firms.profiles import stored_profile

HISTORIES = 8
"""So many are kept at a time: parts with the same window come together."""
_AT_ONCE = 500


@dataclass(slots=True)
class Surroundings:
    """The catalogue of a turn with what is read of the database on demand."""

    engine: Engine
    catalogue: Catalogue
    scorer: Scorer
    now: datetime
    _histories: OrderedDict[tuple[int, int], History] = field(default_factory=OrderedDict)
    _open_needs: tuple[OpenNeeds, ...] | None = None

    @property
    def version(self) -> int:
        """The version of the catalogue that is shown."""
        return int(self.catalogue.version)

    def history(self, start: int, end: int) -> History:
        """What became of offers in these versions, and since."""
        found = self._histories.get((start, end))
        if found is None:
            with reading(self.engine) as session:
                found = prepare(
                    store.developments(session, start, end),
                    store.developments(session, end, self.version + 1),
                )
            self._histories[start, end] = found
            if len(self._histories) > HISTORIES:
                self._histories.popitem(last=False)
        return found

    def open_needs(self, today: date) -> tuple[OpenNeeds, ...]:
        """What the firms with finished answers need and nothing serves; asked for by advisors."""
        if self._open_needs is None:
            found = (self._of_firm(profile, today) for profile in self._profiles())
            self._open_needs = tuple(each for each in found if each.needs)
        return self._open_needs

    def _of_firm(self, profile: Profile, today: date) -> OpenNeeds:
        return OpenNeeds(
            site=resolve_site(profile.postal_code, profile.municipality, profile.region),
            needs=unserved_needs(profile, self.catalogue, self.scorer, today=today),
        )

    def _profiles(self) -> Iterator[Profile]:
        """Those that can be read, by a query for each few hundred."""
        last: int | None = 0
        while last is not None:
            with reading(self.engine) as session:
                query = select(CompanyProfile).where(
                    col(CompanyProfile.id) > last,
                    CompanyProfile.state == AnswerState.FINISHED.value,
                    CompanyProfile.expires_utc > self.now,
                )
                rows = session.exec(query.order_by(col(CompanyProfile.id)).limit(_AT_ONCE)).all()
                found = [_readable(row) for row in rows]
                last = rows[-1].id if rows else None
            yield from (profile for profile in found if profile is not None)


def _readable(row: CompanyProfile) -> Profile | None:
    """The profile; None for one that this release cannot read: it counts nowhere."""
    try:
        return stored_profile(row).profile
    except InputErrors:
        return None
