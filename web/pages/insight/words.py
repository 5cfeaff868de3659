"""What groups of firms are called."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from babel.dates import format_skeleton
from flask_babel import get_locale, gettext, lazy_gettext

from matcher.wording import size_label
from offers.schema import SizeClass
from offers.taxonomy.needs import need as need_of
from offers.taxonomy.regions import region
from offers.taxonomy.sectors import SECTIONS
from web.answer_forms.shown import label_of
from web.current import catalogue
from web.file_frame import STATE_LABELS
from web.language import current_language
from web.opinion_words import OPINIONS
from web.use_cases.files.contradictions import OTHER
from web.use_cases.files.framing import FileState
from web.use_cases.firms.opinions import Opinion
from web.use_cases.firms.profiles import FACT
from web.use_cases.insight import advice

_PEOPLE: Mapping[SizeClass, object] = {
    SizeClass.MICRO: lazy_gettext("up to 9 people"),
    SizeClass.SMALL: lazy_gettext("10 to 49 people"),
    SizeClass.MEDIUM: lazy_gettext("50 to 249 people"),
    SizeClass.LARGE: lazy_gettext("250 people and more"),
}
_WAITS: Mapping[str, object] = {
    advice.TWO_DAYS: lazy_gettext("up to two working days"),
    advice.FIVE_DAYS: lazy_gettext("three to five working days"),
    advice.LATER: lazy_gettext("more than five working days"),
    advice.WAITING: lazy_gettext("still waiting"),
}
_CONDITIONS: Mapping[str, object] = {
    "territory": lazy_gettext("Place"),
    "sector": lazy_gettext("Sector"),
    "audience": lazy_gettext("Who the offer is for"),
    "size": lazy_gettext("Size"),
    "need": lazy_gettext("Topic"),
    "age_years": lazy_gettext("Age of the company"),
    OTHER: lazy_gettext("A condition that is not in the catalogue"),
}


def period(text: str) -> str:
    """'2026-Q3' as '3. Quartal 2026', '2026' as it is."""
    year, _, quarter = text.partition("-Q")
    if not quarter:
        return gettext("Year %(year)s", year=year)
    return gettext("Quarter %(quarter)s of %(year)s", quarter=quarter, year=year)


def month(key: str) -> str:
    """'2026-11' as 'November 2026'."""
    return str(format_skeleton("yMMMM", date.fromisoformat(f"{key}-01"), locale=get_locale()))


def place(code: str) -> str:
    """A municipality, Kreis or Land by name."""
    return region(code).name if code else gettext("not known, or several possible")


def section(code: str) -> str:
    """The sector of a letter."""
    return SECTIONS[code].label.get(current_language()) if code else gettext("not known")


def size(key: str) -> str:
    """The class with its limits."""
    if not key:
        return gettext("not known")
    found = SizeClass(key)
    label = size_label(found, current_language())
    return gettext("%(size)s (%(people)s)", size=label, people=str(_PEOPLE[found]))


def need(key: str) -> str:
    """The topic of a key."""
    return need_of(key).label.get(current_language())


def offer(offer_id: str) -> str:
    """The title of an offer; its id where it is no longer in the catalogue."""
    found = catalogue().offer(offer_id)
    return found.title if found is not None else offer_id


def opinion(key: str) -> str:
    """What was said of an offer."""
    return str(OPINIONS[Opinion(key)])


def condition(key: str) -> str:
    """What a condition asks for: a thing of all firms, or the question of a fact."""
    if key in _CONDITIONS:
        return str(_CONDITIONS[key])
    kind, _, fact = key.partition(".")
    return label_of(FACT + fact) if kind == "fact" else label_of(key)


def state(key: str) -> str:
    """How far the advice has come; firms of lists did not ask for anything, so they are not new."""
    return gettext("Not begun") if key == FileState.NEW else str(STATE_LABELS[FileState(key)])


def wait(key: str) -> str:
    """How long a request waited."""
    return str(_WAITS[key])


def application(key: str) -> str:
    """How far an application has come."""
    return str(OPINIONS[Opinion(key)])
