"""Answers in one line a topic, as one reads them at a glance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext, ngettext

from matcher.profile import Profile
from matcher.wording import kind_label
from offers.taxonomy.needs import need
from offers.taxonomy.regions import district_of, municipality_of, region, resolve_site
from offers.taxonomy.sectors import label
from web.formats import listing, money
from web.language import current_language

LONGEST_QUOTE = 120
SEPARATORS = defaultdict(lambda: ", ", anliegen="; ")
"""Between the answers on a topic; names of needs hold commas of their own."""


@dataclass(frozen=True, slots=True)
class InShort:
    """What was answered on one topic: its slug in the questionnaire, its name, the answers."""

    slug: str
    topic: str
    text: str


def in_short(profile: Profile, *, today: date) -> tuple[InShort, ...]:
    """One a topic, in the questionnaire's order; an empty text where nothing was answered."""
    groups = (
        ("ort", gettext("Company"), _company(profile, today)),
        ("groesse", gettext("Size"), _size(profile)),
        ("taetigkeit", gettext("What you do"), _trade(profile)),
        ("anliegen", gettext("What you need help with"), _concern(profile)),
        ("suche", gettext("What you look for"), _wish(profile)),
    )
    return tuple(
        InShort(slug, topic, SEPARATORS[slug].join(parts)) for slug, topic, parts in groups
    )


def _company(profile: Profile, today: date) -> Iterator[str]:
    if place := _place(profile):
        yield place
    if profile.founded is not None:
        yield _foundation(profile.founded, today)
    if profile.legal_form:
        yield profile.legal_form


def _foundation(year: int, today: date) -> str:
    """Next year is what the questionnaire assumes for a plan without a year: it is not named."""
    if year <= today.year:
        return gettext("founded %(year)s", year=year)
    if year == today.year + 1:
        return gettext("not founded yet")
    return gettext("to be founded in %(year)s", year=year)


def _size(profile: Profile) -> Iterator[str]:
    if profile.employees is not None:
        yield ngettext("one person", "%(num)s people", profile.employees)
    if profile.turnover_eur is not None:
        yield gettext("%(amount)s turnover", amount=money(profile.turnover_eur))


def _place(profile: Profile) -> str:
    """'58452 Witten'; the Kreis or region where the town is not known, else as it was written."""
    site = resolve_site(profile.postal_code, profile.municipality, profile.region)
    found = municipality_of(site) or district_of(site)
    name = found.name if found else profile.municipality or ""
    if not name and profile.region and not profile.postal_code:
        name = region(profile.region).name
    return " ".join(filter(None, (profile.postal_code, name)))


def _trade(profile: Profile) -> Iterator[str]:
    if profile.sector_text:
        yield _quoted(profile.sector_text)
    if profile.wz:
        yield f"{label(profile.wz, current_language())} (WZ {profile.wz})"


def _concern(profile: Profile) -> Iterator[str]:
    if profile.needs:
        language = current_language()
        yield "; ".join(need(key).label.get(language) for key in profile.needs)
    if profile.need_text:
        yield _quoted(profile.need_text)


def _wish(profile: Profile) -> Iterator[str]:
    if profile.preferred_kinds:
        yield listing(kind_label(kind, current_language()) for kind in profile.preferred_kinds)


def _quoted(text: str) -> str:
    """The beginning of what was written, in the quotation marks of the language."""
    words = " ".join(text.split())
    return gettext("“%(text)s”", text=shorten(words))


def shorten(words: str) -> str:
    """The words up to 120 characters, cut between two of them where there is a gap to cut at."""
    if len(words) <= LONGEST_QUOTE:
        return words
    kept = words[:LONGEST_QUOTE]
    return f"{kept.rpartition(' ')[0] or kept} …"
