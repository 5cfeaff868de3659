"""Words for what is wrong with offers, for doubts, and for what was just decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from flask_babel import gettext, lazy_gettext, ngettext

from offers.quality.freshness import Cause
from offers.schema import Offer
from web.formats import partial_date
from web.offer_page.demands import demand_text
from web.use_cases.catalogue.doubts import Doubt
from web.use_cases.catalogue.reviewing import Done
from web.use_cases.firms.opinions import Opinion

CAUSES: Mapping[str, Callable[[Mapping[str, object]], str]] = {
    "report": lambda values: ngettext(
        "There is a report of a wrong fact.",
        "There are %(num)s reports of wrong facts.",
        _count(values),
    ),
    "doubt": lambda values: ngettext(
        "The import left one question.", "The import left %(num)s questions.", _count(values)
    ),
    "link_dead": lambda values: ngettext(
        "A link has not worked for days.", "%(num)s links have not worked for days.", _count(values)
    ),
    "link_trouble": lambda values: ngettext(
        "A link did not work lately.", "%(num)s links did not work lately.", _count(values)
    ),
    "missing": lambda values: (
        ngettext(
            "The source has not held the offer for one day.",
            "The source has not held the offer for %(num)s days.",
            _count(values, "days"),
        )
        if _count(values, "days")
        else gettext("The source does not hold the offer since today.")
    ),
    "period_over": lambda values: gettext("The funded period ended on %(day)s.", day=_day(values)),
    "deadline_over": lambda values: gettext("The last deadline was on %(day)s.", day=_day(values)),
    "overdue": lambda values: (
        ngettext(
            "The check is one day late.", "The check is %(num)s days late.", _count(values, "days")
        )
        if _count(values, "days")
        else gettext("The check is due today.")
    ),
    "never_dated": lambda values: gettext("Nobody knows how old the facts are."),
    "never_checked": lambda values: gettext("No editor has checked the offer yet."),
    "reading": lambda values: ngettext(
        "One condition was read from text by a program and is not certain.",
        "%(num)s conditions were read from text by a program and are not certain.",
        _count(values),
    ),
}
DOUBTS: Mapping[str, object] = {
    "territory_unresolved": lazy_gettext("We do not know this place"),
    "fdb_kind": lazy_gettext("We have no kind for this kind of funding"),
    "fdb_territory": lazy_gettext("We have no area for this area of the source"),
    "fdb_provider": lazy_gettext("The source does not name the provider clearly"),
    "fdb_needs": lazy_gettext("We have no topic for this area of funding"),
    "fdb_size": lazy_gettext("The size classes of the source do not fit ours"),
    "fdb_assisted_area": lazy_gettext("It may only hold in assisted areas"),
}
FIELDS: Mapping[str, object] = {
    "text": lazy_gettext("Title or description"),
    "amount": lazy_gettext("Amount, rate or costs"),
    "deadline": lazy_gettext("Deadline or dates"),
    "conditions": lazy_gettext("Conditions: who may use it"),
    "territory": lazy_gettext("Area"),
    "contact": lazy_gettext("Contact or link"),
    "ended": lazy_gettext("The offer no longer exists"),
    "other": lazy_gettext("Something else"),
}
CHECKED, ENDED, CLOSED, SETTLED = "geprueft", "beendet", "hinweis-erledigt", "frage-geklaert"
ALREADY, CONFLICT = "schon-erledigt", "geaendert"
NOTICES: Mapping[str, tuple[object, str]] = {
    CHECKED: (lazy_gettext("Noted: the facts are right today."), "success"),
    ENDED: (lazy_gettext("The offer has ended. Readers see that it is over."), "success"),
    CLOSED: (lazy_gettext("The report is closed."), "success"),
    SETTLED: (lazy_gettext("The question is settled."), "success"),
    ALREADY: (lazy_gettext("That was done already."), "info"),
    CONFLICT: (
        lazy_gettext("Somebody has changed the offer meanwhile. Please look at it again."),
        "warning",
    ),
}


def cause_in_words(cause: Cause) -> str:
    """Why an offer needs a look, as a sentence."""
    return CAUSES[cause.code](cause.values)


def doubt_in_words(doubt: Doubt) -> str:
    """The question that an import left, with what the source says."""
    question = str(DOUBTS.get(doubt.code, doubt.code))
    given = "; ".join(filter(None, (str(case.get("given", "")) for case in doubt.cases)))
    return f"{question}: {given}" if given else question


def field_in_words(field: str) -> str:
    """What a report is about; '' where it does not say."""
    return str(FIELDS.get(field, FIELDS["conditions"] if is_of_advisors(field) else field))


def is_of_advisors(field: str) -> bool:
    """Whether advisors contradict a condition: '<opinion>:<condition>'."""
    return ":" in field


def contradiction_in_words(offer: Offer, field: str, count: int) -> str:
    """What advisors say against a condition of an offer, and how many times."""
    opinion, _, key = field.partition(":")
    condition = demand_text(offer, key)
    said = (
        gettext(
            "Advisors judged that the offer suits, although this condition speaks against it in"
            " the catalogue: %(condition)s.",
            condition=condition,
        )
        if opinion == Opinion.FITS
        else gettext(
            "Advisors judged that a firm is not eligible, which the catalogue does not say,"
            " because of: %(condition)s.",
            condition=condition,
        )
    )
    times = ngettext("One judgement says so.", "%(num)s judgements say so.", count)
    return f"{said} {times}"


def notice_of(code: str) -> tuple[str, str] | None:
    """What was just done, and the kind of the notice; None for nothing."""
    words, kind = NOTICES.get(code, ("", ""))
    return (str(words), kind) if words else None


def code_of(done: Done, code: str) -> str:
    """The notice for an outcome; `code` if it was done now."""
    return {Done.DONE: code, Done.ALREADY: ALREADY}.get(done, CONFLICT)


def _count(values: Mapping[str, object], name: str = "count") -> int:
    number = values[name]
    assert isinstance(number, int)
    return number


def _day(values: Mapping[str, object]) -> str:
    day = values["date"]
    assert isinstance(day, date)
    return partial_date(day)
