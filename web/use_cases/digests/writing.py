"""One part, computed: what its subscriber is told, as a letter, or why there is none."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from matcher.digest.values import Window
from matcher.working_days import is_working_day
from models.digest import Audience, PartState, Rhythm, RunKind
from web.letters import Letter
from web.use_cases.digests import preparing
from web.use_cases.digests.calendar import next_day
from web.use_cases.digests.closing import covered_day
from web.use_cases.digests.loading import Loaded
from web.use_cases.digests.outcomes import Failed, Outcome, Settled, Written, chosen_of
from web.use_cases.digests.prepared import Compose, Content, DueReminders, Prepared
from web.use_cases.digests.surroundings import Surroundings
from web.use_cases.digests.waiting import WaitingPart

logger = logging.getLogger("angebotslotse.digests")
FURTHEST = timedelta(days=7)
"""Further ahead no day was reminded of, unless by a clock gone wrong."""
USEFUL_FOR: Mapping[RunKind, timedelta] = {
    RunKind.FIRST: timedelta(days=5),
    RunKind.WEEKLY: timedelta(days=5),
    RunKind.MONTHLY: timedelta(days=5),
    RunKind.REMINDERS: timedelta(hours=20),
}
"""After that a mail is given up, and the next run writes one that is right by then."""
Deadline = tuple[str, date | None, int | None]
"""Offer, day, and how many days before it was told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of the subscribers of a batch: who can be written to, and what was told."""

    loaded: Mapping[int, Loaded]
    unreachable: Collection[int]
    reminded: Mapping[int, Collection[Deadline]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """All that parts are written with."""

    around: Surroundings
    compose: Compose
    now: datetime

    def outcome(self, part: WaitingPart, facts: Facts) -> Outcome:
        """What becomes of a part; whatever goes wrong concerns this one alone."""
        loaded = facts.loaded.get(part.subscription_id)
        if loaded is None or not _is_wanted(part, loaded):
            return Settled(part=part, state=PartState.ENDED)
        if part.subscription_id in facts.unreachable:
            return Settled(part=part, state=PartState.UNREACHABLE, loaded=loaded)
        try:
            return self._written(part, loaded, facts.reminded.get(part.subscription_id, ()))
        except Exception as error:
            logger.exception("message not written", extra={"part": part.id})
            return Failed(part=part, error=type(error).__name__)

    def _written(
        self, part: WaitingPart, loaded: Loaded, reminded: Collection[Deadline]
    ) -> Outcome:
        today = covered_day(part.day, self.now)
        found: Content | PartState = (
            self._reminders(loaded, today, reminded)
            if part.is_reminder
            else self._digest(part, loaded, today)
        )
        if isinstance(found, PartState):
            return Settled(part=part, state=found, loaded=loaded)
        prepared = Prepared(
            recipient=loaded.recipient, content=found, cause=part.cause, today=today
        )
        return Written(
            part=part,
            loaded=loaded,
            letter=self._letter(part, prepared),
            chosen=chosen_of(found),
        )

    def _digest(self, part: WaitingPart, loaded: Loaded, today: date) -> Content | PartState:
        around, window = self.around, window_of(part, loaded)
        if part.kind is RunKind.FIRST:
            following = next_day(loaded.recipient.rhythm, loaded.recipient.weekday, self.now)
            first = preparing.first_list(
                loaded, around.catalogue, around.scorer, today=today, next_day=following
            )
            return first if first.digest.items else PartState.NOTHING
        history = around.history(window.start, window.end)
        if loaded.recipient.audience is Audience.ADVISOR:
            news = preparing.territory_news(
                loaded, window, history, around.open_needs(today), around.catalogue, today=today
            )
            return news or PartState.NOTHING
        found = preparing.firm_news(
            loaded, window, history, around.catalogue, around.scorer, today=today
        )
        return found or PartState.NOTHING

    def _reminders(
        self, loaded: Loaded, today: date, reminded: Collection[Deadline]
    ) -> DueReminders | PartState:
        assert loaded.firm is not None
        if not is_working_day(today, loaded.firm.subscriber().profile):
            return PartState.HOLIDAY
        if loaded.reminded_from > today + FURTHEST:
            loaded = replace(loaded, reminded_from=today)
        if loaded.reminded_from > today:
            return PartState.NOTHING
        around = self.around
        found = preparing.reminders(loaded, around.catalogue, around.scorer, today=today)
        # Once each, whatever clocks did: what was sent is known.
        left = tuple(
            each
            for each in (found.reminders if found else ())
            if (each.offer.id, each.day, each.days_before) not in reminded
        )
        return DueReminders(reminders=left) if left else PartState.NOTHING

    def _letter(self, part: WaitingPart, prepared: Prepared) -> Letter:
        letter = self.compose(prepared)
        latest = self.now + USEFUL_FOR[part.kind]
        return replace(
            letter,
            cause=part.cause,
            company_id=prepared.recipient.company_id,
            person_id=prepared.recipient.person_id,
            expires_utc=min(letter.expires_utc or latest, latest),
        )


def window_of(part: WaitingPart, loaded: Loaded) -> Window:
    """The half-open window of a digest; one that ends before it begins is empty."""
    return Window(
        start=loaded.told_until,
        end=max(part.ends_at, loaded.told_until),
        since=loaded.told_from_day,
        until=max(part.day, loaded.told_from_day),
    )


def _is_wanted(part: WaitingPart, loaded: Loaded) -> bool:
    """Whether the subscription is still of the kind that the run is for."""
    who = loaded.recipient
    match part.kind:
        case RunKind.FIRST:
            return who.audience is Audience.FIRM
        case RunKind.REMINDERS:
            return who.audience is Audience.FIRM and who.has_reminders
        case _:
            is_its_day = who.weekday == part.day.weekday()
            return who.rhythm is Rhythm(part.kind.value) and is_its_day
