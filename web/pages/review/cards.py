"""What one offer of the queue shows: why it is there, its facts, and what can be decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext, ngettext

from offers.schema import Offer
from web.clock import day_in_berlin
from web.formats import partial_date
from web.link_notes import LinkLine, link_line
from web.offer_page import OfferPage, offer_page
from web.pages.review.words import (
    cause_in_words,
    contradiction_in_words,
    doubt_in_words,
    field_in_words,
    is_of_advisors,
)
from web.source_names import source_name
from web.use_cases.catalogue.reports import Report
from web.use_cases.catalogue.review_queue import Case
from web.use_cases.disputes import told_in


@dataclass(frozen=True, slots=True)
class ReportLine:
    """What a reader wrote: on which day, about what, where an answer goes; how many said so.

    `told` are its parts; of a missing offer the title, then what each has said of it.
    """

    id: int
    day: str
    about: str
    message: str
    told: tuple[str, ...]
    contact: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class DoubtLine:
    """One question of an import."""

    id: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCard:
    """One offer as the page shows it."""

    page: OfferPage
    version: int
    source: str
    views: str
    checked: str
    causes: tuple[str, ...]
    reports: tuple[ReportLine, ...]
    doubts: tuple[DoubtLine, ...]
    links: tuple[LinkLine, ...]


def card_of(case: Case, *, today: date) -> ReviewCard:
    """The card of an offer on a day."""
    page = offer_page(case.offer, today=today)
    return ReviewCard(
        page=page,
        version=case.feeding.version,
        source=source_name(case.feeding.source_id),
        views=ngettext("opened once in 90 days", "opened %(num)s times in 90 days", case.views)
        if case.views
        else gettext("not opened in 90 days"),
        checked=_checked(page),
        causes=tuple(map(cause_in_words, case.damage.causes)),
        reports=tuple(report_line(each, case.offer) for each in case.reports),
        doubts=tuple(DoubtLine(each.id, doubt_in_words(each)) for each in case.doubts),
        links=tuple(map(link_line, case.links)),
    )


def report_line(report: Report, offer: Offer | None = None) -> ReportLine:
    """A report; of one in which advisors contradict a condition of the offer, what they say."""
    message = report.message
    if offer is not None and is_of_advisors(report.field):
        message = contradiction_in_words(offer, report.field, report.count)
    return ReportLine(
        id=report.id,
        day=partial_date(day_in_berlin(report.created_utc)),
        about=field_in_words(report.field),
        message=message,
        told=told_in(message),
        contact=report.contact or "",
        count=report.count,
    )


def _checked(page: OfferPage) -> str:
    if page.source.verified_on:
        return gettext("checked on %(day)s", day=page.source.verified_on)
    if page.source.as_of:
        return gettext("as of %(day)s, this version was not checked", day=page.source.as_of)
    return gettext("this version was not checked")
