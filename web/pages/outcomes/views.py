"""Opinions and applications of a file as a page shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import current_app, url_for
from flask_babel import gettext, lazy_gettext

from offers.text import normalise
from web.clock import day_in_berlin
from web.current import catalogue
from web.formats import money, partial_date
from web.offer_page.demands import demand_choices, demand_text
from web.opinion_words import opinion_label
from web.use_cases.files.applications import Application, ApplicationState
from web.use_cases.files.judging import OfferStanding, Said
from web.use_cases.files.missing import Reported
from web.use_cases.firms.opinions import Opinion

STATES: Mapping[ApplicationState, object] = {
    ApplicationState.APPLIED: lazy_gettext("Applied for"),
    ApplicationState.GRANTED: lazy_gettext("Granted"),
    ApplicationState.REFUSED: lazy_gettext("Refused"),
}
_GOOD = (Opinion.FITS, Opinion.MISSING)
_LEDGER = "aid.ask_for_award"
_NOTHING_SAID = OfferStanding(offer_id="")


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedLine:
    """What was said of an offer in words, '' for nothing; `demands` are keys and words.

    `demands` is only filled where this advisor has not judged yet, so that they can.
    """

    offer_id: str
    title: str
    is_gone: bool
    own: str
    asks_which: bool
    team: str
    firm: str
    application: str
    demands: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedLine:
    """An offer that was reported as missing; `is_open`: it can be taken back."""

    title: str
    details: str
    day: str
    is_open: bool


def judged_line(offer_id: str, standing: OfferStanding | None) -> JudgedLine:
    """The line of one offer."""
    known = standing or _NOTHING_SAID
    offer = catalogue().offer(offer_id)
    return JudgedLine(
        offer_id=offer_id,
        title=offer.title if offer else offer_id,
        is_gone=offer is None,
        own=said_in_words(offer_id, known.own),
        asks_which=_asks_which(known.own),
        team=said_in_words(offer_id, known.team),
        firm=said_in_words(offer_id, known.firm),
        application=application_in_words(known.application),
        demands=demand_choices(offer) if offer and known.own is None else (),
    )


def judged_lines(standings: Mapping[str, OfferStanding]) -> tuple[JudgedLine, ...]:
    """All offers of a file of which something was said or noted, by title."""
    lines = (judged_line(offer_id, each) for offer_id, each in standings.items())
    return tuple(sorted(lines, key=lambda line: (normalise(line.title), line.offer_id)))


def said_in_words(offer_id: str, said: Said | None) -> str:
    """'Not eligible: at most 249 employees'; '' for nothing."""
    if said is None:
        return ""
    label = opinion_label(said.opinion)
    if not said.because:
        return label
    offer = catalogue().offer(offer_id)
    if said.opinion is Opinion.NOT_ELIGIBLE:
        return f"{label}: {demand_text(offer, said.because)}"
    better = catalogue().offer(said.because)
    return f"{label}: {better.title if better else said.because}"


def application_in_words(application: Application | None) -> str:
    """'Granted, 12,000 Euro, 3 November 2026'; '' for none."""
    if application is None:
        return ""
    amount, day = application.amount_eur, application.happened_on
    parts = (
        str(STATES[application.state]),
        "" if amount is None else money(amount),
        partial_date(day) if day else "",
    )
    return ", ".join(filter(None, parts))


def ledger_link(public_id: str, offer_id: str, application: Application | None) -> str:
    """Where a granted de minimis aid is entered, with what is known of it; '' for other aid."""
    offer = catalogue().offer(offer_id)
    is_de_minimis = offer is not None and offer.amount is not None and offer.amount.de_minimis
    if application is None or application.state is not ApplicationState.GRANTED:
        return ""
    if not is_de_minimis or _LEDGER not in current_app.view_functions:
        return ""
    amount = application.amount_eur or None
    return url_for(_LEDGER, public_id=public_id, angebot=offer_id, betrag=amount)


def state_options() -> tuple[tuple[str, str], ...]:
    """How far an application may have come, as choices."""
    return tuple((state.value, str(label)) for state, label in STATES.items())


def better_options(
    offer_id: str, standings: Mapping[str, OfferStanding]
) -> tuple[tuple[str, str], ...]:
    """The offers of the file that may be the better one: what fits or was applied for."""
    fitting = [
        judged_line(other, each)
        for other, each in standings.items()
        if other != offer_id and (each.opinion in _GOOD or each.application is not None)
    ]
    named = ((line.offer_id, line.title) for line in fitting if not line.is_gone)
    return tuple(sorted(named, key=lambda pair: normalise(pair[1])))


def _asks_which(said: Said | None) -> bool:
    return said is not None and said.opinion is Opinion.BETTER_ALTERNATIVE and not said.because


def reported_lines(reported: Iterable[Reported]) -> tuple[ReportedLine, ...]:
    """What the file says the catalogue lacks, the last word of each, the newest first."""
    newest_first = sorted(reported, key=lambda each: each.missed.said_utc, reverse=True)
    return tuple(
        ReportedLine(
            title=each.missed.title,
            details=each.missed.details,
            day=partial_date(day_in_berlin(each.missed.said_utc)),
            is_open=each.is_open,
        )
        for each in newest_first
    )


def notice_of(code: str) -> tuple[str, str] | None:
    """What was just done, and the kind of the notice; None for nothing."""
    notices = {
        "gemeldet": (gettext("Thank you. The editors see that this offer is missing."), "success"),
        "schon-gemeldet": (
            gettext(
                "This file has reported this offer already. Nothing was sent. If you want to "
                "change your words, take the report back and write it anew."
            ),
            "info",
        ),
        "zurueckgenommen": (
            gettext("Taken back. The editors no longer see your words."),
            "success",
        ),
        "bearbeitet": (
            gettext(
                "The editors have dealt with this report already. It can no longer be taken back."
            ),
            "info",
        ),
        "antrag": (gettext("The application is noted."), "success"),
        "antrag-entfernt": (gettext("The application is removed."), "success"),
    }
    return notices.get(code)
