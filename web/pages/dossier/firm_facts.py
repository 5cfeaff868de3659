"""Who the firm is and how it is reached, as facts of a document."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext, ngettext

from matcher.profile import Profile
from matcher.wording import kind_label
from offers.taxonomy.needs import need
from offers.taxonomy.regions import district_of, municipality_of, resolve_site
from offers.taxonomy.sectors import label as sector_label
from web.documents.document import Fact, Line, line
from web.formats import listing, moment, money, phone_href
from web.language import current_language
from web.request_words import way_label
from web.use_cases.files.company import KnownFirm


def contact_facts(firm: KnownFirm) -> tuple[Fact, ...]:
    """Whom to speak with, how and when."""
    contact = firm.frame.contact
    found = (
        Fact(gettext("Contact person"), line(contact.contact_name)),
        Fact(gettext("Phone"), phone_line(contact.phone)),
        Fact(gettext("E-mail"), mail_line(contact.email)),
        Fact(gettext("Wishes to be advised"), line(way_label(contact.preferred_way))),
        Fact(gettext("Good times"), line(" ".join(contact.times.split()))),
        Fact(gettext("Appointment"), line(moment(firm.frame.appointment_utc))),
    )
    return tuple(fact for fact in found if fact.line)


def profile_facts(profile: Profile) -> tuple[Fact, ...]:
    """What is known of the firm, in the order of the questionnaire."""
    found = (
        Fact(gettext("Place"), line(_place(profile))),
        Fact(gettext("Sector"), line("; ".join(_trade(profile)))),
        Fact(gettext("Size"), line(", ".join(_size(profile)))),
        Fact(gettext("Founded"), line(str(profile.founded or ""))),
        Fact(gettext("Legal form"), line(profile.legal_form or "")),
        Fact(gettext("Needs"), line(needs_text(profile))),
        Fact(gettext("In its own words"), line(" ".join((profile.need_text or "").split()))),
        Fact(gettext("Looks for"), line(_wish(profile))),
    )
    return tuple(fact for fact in found if fact.line)


def needs_text(profile: Profile) -> str:
    """What the firm needs help with, by name."""
    return "; ".join(need(key).label.get(current_language()) for key in profile.needs)


def phone_line(number: str) -> Line:
    """A number that can be dialled."""
    digits = phone_href(number)
    return line(number, href=f"tel:{digits}" if digits else "")


def mail_line(address: str) -> Line:
    """An address that can be written to."""
    return line(address, href=f"mailto:{address}")


def _place(profile: Profile) -> str:
    site = resolve_site(profile.postal_code, profile.municipality, profile.region)
    found = municipality_of(site) or district_of(site)
    name = found.name if found else profile.municipality or ""
    return " ".join(filter(None, (profile.postal_code, name)))


def _trade(profile: Profile) -> Iterator[str]:
    if profile.wz:
        yield f"{sector_label(profile.wz, current_language())} (WZ {profile.wz})"
    if profile.sector_text:
        yield " ".join(profile.sector_text.split())


def _size(profile: Profile) -> Iterator[str]:
    if profile.employees is not None:
        yield ngettext("one person", "%(num)s people", profile.employees)
    if profile.turnover_eur is not None:
        yield gettext("%(amount)s turnover", amount=money(profile.turnover_eur))


def _wish(profile: Profile) -> str:
    return listing(kind_label(kind, current_language()) for kind in profile.preferred_kinds)
