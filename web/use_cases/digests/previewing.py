"""What the next mail of a subscriber would say if its run were now; nothing is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Engine, func
from sqlmodel import select

from matcher.digest.values import Window
from models.digest import Audience, DigestRun, DigestSubscription, Rhythm, RunKind
from models.session import reading
from offers.errors import InputErrors
from web.clock import day_in_berlin
from web.use_cases import subscriptions
from web.use_cases.digests import preparing
from web.use_cases.digests.calendar import next_day
from web.use_cases.digests.loading import Loaded, Loading, load
from web.use_cases.digests.prepared import Content, Prepared, RunReport
from web.use_cases.digests.report import figures_of
from web.use_cases.digests.surroundings import Surroundings
from web.use_cases.digests.waiting import WaitingPart
from web.use_cases.digests.writing import window_of
from web.use_cases.firms import stored_answers

NO_TOKEN = "-" * 43
"""Stands for the secret of links where somebody else looks: it has the form and opens nothing."""
NO_ADDRESS = "vorschau@example.org"


def subscription_behind(engine: Engine, token: str, now: datetime) -> int | None:
    """The number of the subscription of a firm, by a link of its mails or of its answers.

    The links in mails to people open nothing: they only end these mails.
    """
    with reading(engine) as session:
        row = subscriptions.behind(session, token)
        if row is not None:
            return None if row.company_id is None else row.id
        company = session.exec(stored_answers.alive(token, now)).one_or_none()
        if company is None:
            return None
        query = select(DigestSubscription.id).where(DigestSubscription.company_id == company.id)
        return session.exec(query).one_or_none()


def look(engine: Engine, subscription_id: int, how: Loading) -> Loaded | None:
    """One subscription; None for one that nothing can be sent to now.

    Nothing can by answers that cannot be read.
    """
    with reading(engine) as session:
        found = load(session, [subscription_id], how).get(subscription_id)
    return found if found is not None and _is_readable(found) else None


def for_others(loaded: Loaded) -> Loaded:
    """The same without what only its owner may hold: links lead nowhere, the address is hidden."""
    shown = replace(loaded.recipient, token=NO_TOKEN, email=NO_ADDRESS)
    return replace(loaded, recipient=shown)


def next_mail(loaded: Loaded, around: Surroundings) -> Prepared | None:
    """The digest, else the reminders, that would be sent now; None if there is nothing to say."""
    match loaded.recipient.audience:
        case Audience.FIRM:
            content = _of_firm(loaded, around)
        case Audience.ADVISOR:
            content = _of_territory(loaded, around)
        case Audience.OPERATOR:
            content = _report(around)
    return None if content is None else _prepared(loaded, content, around.now)


def best_of_today(loaded: Loaded, around: Surroundings) -> Prepared | None:
    """What the first list of a firm would be; None for people, and where nothing fits."""
    if loaded.firm is None:
        return None
    content = preparing.first_list(
        loaded,
        around.catalogue,
        around.scorer,
        today=day_in_berlin(around.now),
        next_day=goes_out(loaded, around.now),
    )
    return _prepared(loaded, content, around.now) if content.digest.items else None


def goes_out(loaded: Loaded, now: datetime) -> date | None:
    """The day of the next digest; None for who gets none by rhythm."""
    return next_day(loaded.recipient.rhythm, loaded.recipient.weekday, now)


def _is_readable(loaded: Loaded) -> bool:
    try:
        return loaded.firm is None or loaded.firm.subscriber() is not None
    except InputErrors:
        return False


def _of_firm(loaded: Loaded, around: Surroundings) -> Content | None:
    found: Content | None = None
    catalogue, scorer, today = around.catalogue, around.scorer, day_in_berlin(around.now)
    if loaded.recipient.rhythm is not Rhythm.NEVER:
        window = _window(loaded, around)
        past = around.history(window.start, window.end)
        found = preparing.firm_news(loaded, window, past, catalogue, scorer, today=today)
    if found is None and loaded.recipient.has_reminders and loaded.reminded_from <= today:
        found = preparing.reminders(loaded, catalogue, scorer, today=today)
    return found


def _of_territory(loaded: Loaded, around: Surroundings) -> Content | None:
    window, today = _window(loaded, around), day_in_berlin(around.now)
    past = around.history(window.start, window.end)
    catalogue = around.catalogue
    if preparing.territory_news(loaded, window, past, (), catalogue, today=today) is None:
        return None  # What companies miss takes a while to find, and alone is no news.
    needs = around.open_needs(today)
    return preparing.territory_news(loaded, window, past, needs, catalogue, today=today)


def _window(loaded: Loaded, around: Surroundings) -> Window:
    """That of a run which is opened now."""
    part = WaitingPart(
        id=0,
        subscription_id=loaded.recipient.subscription_id,
        run_id=0,
        kind=RunKind.WEEKLY,
        day=day_in_berlin(around.now),
        ends_at=around.version + 1,
    )
    return window_of(part, loaded)


def _report(around: Surroundings) -> RunReport | None:
    """The report on the last day with runs."""
    last = select(func.max(DigestRun.day))
    with reading(around.engine) as session:
        day = session.exec(last).one()
        return None if day is None else RunReport(day=day, runs=figures_of(session, day))


def _prepared(loaded: Loaded, content: Content, now: datetime) -> Prepared:
    return Prepared(
        recipient=loaded.recipient,
        content=content,
        cause=f"preview:{loaded.recipient.subscription_id}",
        today=day_in_berlin(now),
    )
