"""What was agreed with a firm, noted about it and given out, in words for that firm."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext, lazy_gettext, ngettext

from web.formats import money, partial_date
from web.language import LANGUAGES
from web.opinion_words import opinion_label
from web.pages.own_data.blueprint import day
from web.regulation_words import regulation_label
from web.use_cases.dossiers.issues import DossierAudience
from web.use_cases.firms.opinions import Opinion
from web.use_cases.firms.own_files import AgreedStep, GivenOut, NotedAid, NotedApplication

_GIVEN_OUT: Mapping[DossierAudience, object] = {
    DossierAudience.ADVISOR: lazy_gettext("Papers for the talk"),
    DossierAudience.FIRM: lazy_gettext("Digital folder for you"),
}


def standing(step: AgreedStep) -> str:
    """When it was done, or until when it is to be; '' for neither."""
    if step.done_utc:
        return gettext("done on %(date)s", date=day(step.done_utc))
    return gettext("until %(date)s", date=partial_date(step.due_on)) if step.due_on else ""


def application(given: NotedApplication) -> str:
    """How far it has come, with day and amount if they are known."""
    parts = (
        opinion_label(Opinion(given.state)),
        partial_date(given.happened_on),
        money(given.amount_eur),
    )
    return ", ".join(filter(None, parts))


def aid(given: NotedAid) -> str:
    """Day and amount, on what it was based, and who gave it to whom."""
    based_on = regulation_label(given.regulation)
    parts = [partial_date(given.granted_on), money(given.amount_eur), based_on]
    if given.granted_by:
        parts.append(gettext("granted by: %(name)s", name=given.granted_by))
    if given.recipient:
        parts.append(gettext("for: %(name)s", name=given.recipient))
    return ", ".join(parts)


def given_out(given: GivenOut) -> str:
    """What it is, in which language and of which day; until when a folder can be read."""
    name = str(_GIVEN_OUT[given.audience])
    parts = [name, LANGUAGES.get(given.language, given.language), day(given.made_utc)]
    if given.expires_utc is not None:
        parts.append(gettext("can be read until %(date)s", date=day(given.expires_utc)))
    return ", ".join(parts)


def notes(count: int) -> str:
    """How many there are, '' for none."""
    return ngettext("one note of advisors", "%(num)s notes of advisors", count) if count else ""
