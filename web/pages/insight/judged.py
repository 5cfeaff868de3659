"""The figures of opinions on offers."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext

from web.current import catalogue
from web.pages.insight import words
from web.pages.insight.figures import Bar, Figure, Record, bar, figure, link, record_range
from web.use_cases.insight import disclosure
from web.use_cases.insight.disclosure import LEAST, Table
from web.use_cases.insight.judged import Judged


def judged_figures(found: Judged) -> tuple[Figure, ...]:
    """Why not, which not, why which not; then what suits and what was missing."""
    return (
        figure(
            "gruende",
            gettext("Why offers do not suit"),
            gettext("A firm counts once for each reason, however many offers it is about."),
            found.reasons,
            words.opinion,
            group=gettext("Reason"),
        ),
        _conditions(found.conditions),
        _offers(
            "passt-nicht",
            gettext("Offers that do not suit"),
            gettext("Firms that an offer was shown to and does not suit."),
            found.unfit,
        ),
        _reasons(found),
        _offers(
            "passt",
            gettext("Offers that suit"),
            gettext("Firms that an offer was shown to and suits."),
            found.fitting,
        ),
        _offers(
            "fehlt",
            gettext("Offers that were missing"),
            gettext("Firms in whose list an advisor missed an offer."),
            found.missing,
        ),
    )


def _conditions(table: Table) -> Figure:
    return figure(
        "voraussetzungen",
        gettext("Conditions that stand against it"),
        gettext(
            "Firms that are not eligible for an offer, by the condition that was named; the "
            "share is that of the firms for which one was named."
        ),
        table,
        words.condition,
        group=gettext("Condition of the offer"),
    )


def _offers(anchor: str, title: str, about: str, table: Table) -> Figure:
    group = gettext("Offer")
    return figure(anchor, title, about, table, words.offer, linked=_linked, group=group)


def _reasons(found: Judged) -> Figure:
    """Pairs of offer and reason, as far as they may be shown."""
    rows = [
        (each.offer_id, row.key, row.firms, each.reasons)
        for each in found.offers
        for row in each.reasons.rows
    ]
    firms, offer, reason = gettext("Firms"), gettext("Offer"), gettext("Reason")
    return Figure(
        anchor="gruende-je-angebot",
        title=gettext("Reasons for each offer"),
        about=gettext(
            "Firms by offer and reason; the share is that of the firms it does not suit."
        ),
        headers=(f"{offer}: {reason}", gettext("How many"), gettext("Share, about")),
        bars=tuple(
            _pair(offer_id, opinion, count, table) for offer_id, opinion, count, table in rows
        ),
        record_headers=(
            offer,
            gettext("Title"),
            reason,
            *record_range(firms),
            gettext("Share in percent"),
        ),
        records=tuple(_record(*row) for row in rows),
        empty="" if rows else gettext("No reason for an offer is shared by five firms."),
    )


def _pair(offer_id: str, opinion: str, count: int, table: Table) -> Bar:
    label = f"{words.offer(offer_id)}: {words.opinion(opinion)}"
    return bar(label, count, table.base)


def _record(offer_id: str, opinion: str, count: int, table: Table) -> Record:
    names = (offer_id, words.offer(offer_id), words.opinion(opinion))
    return (*names, count, count + LEAST - 1, disclosure.share(count, table.base))


def _linked(offer_id: str) -> str:
    title = words.offer(offer_id)
    if catalogue().offer(offer_id) is None:
        return title
    return link(url_for("offers.show", offer_id=offer_id), title)
