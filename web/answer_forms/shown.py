"""Answers as one reads them: what each field is called, and what was answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from babel.numbers import format_decimal
from flask_babel import get_locale, gettext

from offers.taxonomy.facts import FACTS, Fact, FactType
from offers.taxonomy.needs import need
from offers.taxonomy.regions import municipality_of, resolve_site
from offers.taxonomy.sectors import label
from web.answer_forms.choices import CHAMBERS, LEGAL_FORMS, kind_name, spoken
from web.answer_forms.concerns import STARTED
from web.answer_forms.forms import is_skipped
from web.current import today
from web.formats import money
from web.language import current_language
from web.use_cases.firms.profiles import FACT, StoredProfile, value_of

Shown = str | list[str]


def label_of(field: str) -> str:
    """What a field of the profile is called; the question of a fact, its name if unknown."""
    known_labels = _labels()
    if field in known_labels:
        return known_labels[field]
    fact = FACTS.get(field.removeprefix(FACT)) if field.startswith(FACT) else None
    return field.removeprefix(FACT) if fact is None else spoken(fact.question)


def shown(stored: StoredProfile, field: str) -> Shown:
    """What was answered, '' for nothing."""
    if is_skipped(stored, field):
        return gettext("I don't know")
    if field in _VALUES:
        return _VALUES[field](stored)
    return _fact(FACTS.get(field.removeprefix(FACT)), value_of(stored.profile, field))


def _fact(fact: Fact | None, value: object) -> str:
    """An answer to a fact; in its own words where nobody registered it."""
    if value is None or isinstance(value, bool):
        return _truth(value)
    if fact is not None and fact.type is FactType.CHOICE:
        labels = {choice.value: spoken(choice.label) for choice in fact.choices}
        return labels.get(str(value), str(value))
    if fact is None or not isinstance(value, int | float):
        return str(value)
    return money(int(value)) if fact.unit == "EUR" else _number(int(value))


def _labels() -> Mapping[str, str]:
    return {
        "postal_code": gettext("Postal code"),
        "municipality": gettext("Town or municipality"),
        "region": gettext("Region"),
        "founded": gettext("Founded"),
        "legal_form": gettext("Legal form"),
        "chamber": gettext("Chamber"),
        "employees": gettext("Employees, counted as full-time"),
        "turnover_eur": gettext("Annual turnover"),
        "balance_sheet_eur": gettext("Balance sheet total"),
        "part_of_group": gettext("Part of a larger company"),
        "sector_text": gettext("What the company does"),
        "wz": gettext("Sector"),
        "needs": gettext("Topics"),
        "need_text": gettext("In your own words"),
        STARTED: gettext("Project begun"),
        "preferred_kinds": gettext("Kind of support"),
    }


def _founded(stored: StoredProfile) -> str:
    year = stored.profile.founded
    if year is None:
        return ""
    return gettext("Not yet") if year > today().year else str(year)


def _municipality(stored: StoredProfile) -> str:
    """The name given, else the one that the postal code stands for."""
    profile = stored.profile
    site = resolve_site(profile.postal_code, profile.municipality, profile.region)
    found = municipality_of(site)
    return profile.municipality or (found.name if found else "")


def _number(value: int | None) -> str:
    return "" if value is None else format_decimal(value, locale=get_locale())


def _truth(value: object) -> str:
    if not isinstance(value, bool):
        return ""
    return gettext("Yes") if value else gettext("No")


def _legal_form(stored: StoredProfile) -> str:
    form = stored.profile.legal_form or ""
    return str(LEGAL_FORMS.get(form, form))


def _chamber(stored: StoredProfile) -> str:
    words = CHAMBERS.get(stored.profile.chamber or "")
    return str(words[0]) if words else ""


def _sector(stored: StoredProfile) -> str:
    wz = stored.profile.wz
    return f"{label(wz, current_language())} ({wz})" if wz else ""


def _needs(stored: StoredProfile) -> Shown:
    return [spoken(need(key).label) for key in stored.profile.needs]


def _kinds(stored: StoredProfile) -> Shown:
    return [kind_name(kind) for kind in stored.profile.preferred_kinds]


_VALUES: Mapping[str, Callable[[StoredProfile], Shown]] = {
    "postal_code": lambda stored: stored.profile.postal_code or "",
    "municipality": _municipality,
    "region": lambda stored: stored.profile.region or "",
    "founded": _founded,
    "legal_form": _legal_form,
    "chamber": _chamber,
    "employees": lambda stored: _number(stored.profile.employees),
    "turnover_eur": lambda stored: money(stored.profile.turnover_eur),
    "balance_sheet_eur": lambda stored: money(stored.profile.balance_sheet_eur),
    "part_of_group": lambda stored: _truth(stored.profile.part_of_group),
    "sector_text": lambda stored: stored.profile.sector_text or "",
    "wz": _sector,
    "needs": _needs,
    "need_text": lambda stored: stored.profile.need_text or "",
    STARTED: lambda stored: _truth(stored.profile.facts.get("project_started")),
    "preferred_kinds": _kinds,
}
