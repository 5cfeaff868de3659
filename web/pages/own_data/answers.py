"""A firm's answers in words: every field of the profile, each with the page that corrects it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from babel.numbers import format_decimal
from flask import url_for
from flask_babel import get_locale, gettext, lazy_gettext

from matcher.profile import Profile
from matcher.questions import askable
from matcher.wording import kind_label
from offers.taxonomy.facts import FACTS
from offers.taxonomy.needs import need
from offers.taxonomy.regions import find_region
from offers.taxonomy.sectors import label as sector_label
from web.formats import money, partial_date
from web.language import current_language
from web.use_cases.firms.profiles import FACT, StoredProfile

RETURN = "daten"
"""What the questionnaire calls this page as the place to go back to."""

Shown = str | list[str]


@dataclass(frozen=True, slots=True)
class Row:
    """One answer: what it is about, what was answered, the address of the page that asks for it."""

    label: str
    value: Shown
    href: str


@dataclass(frozen=True, slots=True)
class _Field:
    label: object
    page: str
    say: Callable[[Profile], Shown]


def rows(stored: StoredProfile, token: str) -> tuple[Row, ...]:
    """Every field of the profile and every fact that is known; '' for what was not answered."""
    return (*_field_rows(stored, token), *_fact_rows(stored.profile, token))


def skipped(stored: StoredProfile) -> tuple[str, ...]:
    """What is not asked again because the firm does not know it."""
    return tuple(_label(name) for name in sorted(stored.skipped))


def _field_rows(stored: StoredProfile, token: str) -> Iterator[Row]:
    for name, field in FIELDS.items():
        unknown = gettext("I don't know") if name in stored.skipped else ""
        value = field.say(stored.profile) or unknown
        if value or field.page:
            yield Row(_label(name), value, _step(token, field.page))


def _fact_rows(profile: Profile, token: str) -> Iterator[Row]:
    for name, value in sorted(profile.facts.items()):
        field = f"{FACT}{name}"
        href = url_for("questionnaire.ask", token=token, field=field) if askable(field) else ""
        yield Row(_label(field), _fact(name, value), href)


def _step(token: str, slug: str) -> str:
    if not slug:
        return ""
    return url_for("questionnaire.show_step", token=token, slug=slug, danach=RETURN)


def _label(name: str) -> str:
    if name in FIELDS:
        return str(FIELDS[name].label)
    fact = FACTS.get(name.removeprefix(FACT))
    return fact.question.get(current_language()) if fact else name.removeprefix(FACT)


def _fact(name: str, value: object) -> str:
    if isinstance(value, bool):
        return _truth(value)
    fact = FACTS.get(name)
    if isinstance(value, int | float):
        return money(int(value)) if fact and fact.unit == "EUR" else _number(value)
    labels = {choice.value: choice.label for choice in fact.choices} if fact else {}
    known = labels.get(str(value))
    return known.get(current_language()) if known else str(value)


def _truth(value: bool | None) -> str:
    if value is None:
        return ""
    return gettext("Yes") if value else gettext("No")


def _number(value: int | float | None) -> str:
    return "" if value is None else format_decimal(value, locale=get_locale())


def _region(profile: Profile) -> str:
    found = find_region(profile.region) if profile.region else None
    return found.name if found else profile.region or ""


def _chamber(profile: Profile) -> str:
    if profile.chamber == "other":
        return gettext("Another chamber or none")
    return profile.chamber or ""


def _sector(profile: Profile) -> str:
    return f"{sector_label(profile.wz, current_language())} ({profile.wz})" if profile.wz else ""


def _needs(profile: Profile) -> Shown:
    return [need(key).label.get(current_language()) for key in profile.needs]


def _kinds(profile: Profile) -> Shown:
    labels = (kind_label(kind, current_language()) for kind in profile.preferred_kinds)
    return [label[:1].upper() + label[1:] for label in labels]


FIELDS: Mapping[str, _Field] = {
    "postal_code": _Field(lazy_gettext("Postal code"), "ort", lambda p: p.postal_code or ""),
    "municipality": _Field(
        lazy_gettext("Town or municipality"), "ort", lambda p: p.municipality or ""
    ),
    "region": _Field(lazy_gettext("Region"), "", _region),
    "founded": _Field(
        lazy_gettext("Founded"), "ort", lambda p: str(p.founded) if p.founded else ""
    ),
    "legal_form": _Field(lazy_gettext("Legal form"), "ort", lambda p: p.legal_form or ""),
    "chamber": _Field(lazy_gettext("Chamber"), "ort", _chamber),
    "employees": _Field(
        lazy_gettext("Employees, counted as full-time"),
        "groesse",
        lambda p: _number(p.employees),
    ),
    "turnover_eur": _Field(
        lazy_gettext("Annual turnover"), "groesse", lambda p: money(p.turnover_eur)
    ),
    "balance_sheet_eur": _Field(
        lazy_gettext("Balance sheet total"), "groesse", lambda p: money(p.balance_sheet_eur)
    ),
    "part_of_group": _Field(
        lazy_gettext("Part of a larger company"), "groesse", lambda p: _truth(p.part_of_group)
    ),
    "sector_text": _Field(
        lazy_gettext("What the company does"), "taetigkeit", lambda p: p.sector_text or ""
    ),
    "wz": _Field(lazy_gettext("Sector"), "branche", _sector),
    "needs": _Field(lazy_gettext("Topics"), "anliegen", _needs),
    "need_text": _Field(lazy_gettext("In your own words"), "anliegen", lambda p: p.need_text or ""),
    "preferred_kinds": _Field(lazy_gettext("Kind of support"), "suche", _kinds),
    "today": _Field(lazy_gettext("Asked as of"), "", lambda p: partial_date(p.today)),
}
