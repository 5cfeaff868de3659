"""Mails of every kind for the tests: a metal works in Witten, a small catalogue, real matches."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from matcher.catalogue import Catalogue, compile_catalogue
from matcher.digest.values import Digest, Ended, Gap, Item, News, RegionNews, Reminder
from matcher.matches import Match
from matcher.profile import parse_profile
from matcher.questions import NextQuestion
from matcher.ranking import match_one
from matcher.reason import Reason
from matcher.scorers import ReadableScorer
from offers.differences import Change, differences
from offers.schema import Offer, parse_offer

if TYPE_CHECKING:
    from flask import Flask

    from web.letters import Letter
    from web.use_cases.digests.prepared import Content, Prepared, Recipient

TODAY = date(2026, 11, 22)
TOKEN = "Tok-en_" + "a" * 36
ADDRESS = "buero@dreherei-witten.example"
PUBLIC_URL = "https://angebote.example.org"
MAIL = {"public_url": PUBLIC_URL, "mail_from": "lotse@angebote.example.org"}
LICENSE = (
    "Digital Jetzt von BMWK, lizensiert unter CC BY-ND 4.0, "
    "Quelle: https://www.foerderdatenbank.de/digital-jetzt"
)
WITTEN: Mapping[str, Any] = {
    "id": "firm",
    "postal_code": "58452",
    "wz": "25.62",
    "employees": 38,
    "needs": ["green_production", "energy_efficiency"],
    "today": TODAY.isoformat(),
}
_PLAIN: Mapping[str, Any] = {
    "provider": "Effizienz-Agentur NRW",
    "kinds": ["advice"],
    "needs": ["energy_efficiency"],
    "territory": ["Nordrhein-Westfalen"],
    "verified_on": "2026-11-01",
}
OFFERS: tuple[Mapping[str, Any], ...] = (
    {
        **_PLAIN,
        "id": "check",
        "title": "Energie-Check für kleine Betriebe",
        "amount": {"free_of_charge": True},
        "deadlines": [{"date": "2026-12-06", "label": "Anmeldung"}],
    },
    {
        **_PLAIN,
        "id": "plan",
        "title": "Transformationsplan für die klimaneutrale Produktion",
        "provider": "Bundesamt für Wirtschaft und Ausfuhrkontrolle (BAFA)",
        "kinds": ["grant", "advice"],
        "needs": ["green_production", "energy_efficiency"],
        "sectors": ["C"],
        "territory": ["Deutschland"],
        "amount": {"max_eur": 90_000, "rate_percent": 40},
        "before_start": True,
        "conditions": {"fact": {"name": "project_started", "equals": False}},
        "deadlines": [{"date": "2027-03-31"}],
    },
    {
        **_PLAIN,
        "id": "digital",
        "title": "Digital Jetzt – Investitionsförderung für den Mittelstand",
        "provider": "Bundesministerium für Wirtschaft",
        "kinds": ["grant"],
        "needs": ["green_production"],
        "amount_text": "bis zu 50 Prozent",
        "license_info": LICENSE,
    },
    {
        **_PLAIN,
        "id": "network",
        "title": "Energy Network Ruhr",
        "language": "en",
        "kinds": ["network"],
        "territory": ["Witten"],
    },
)


@cache
def catalogue() -> Catalogue:
    """The small catalogue."""
    return compile_catalogue([parse_offer(raw) for raw in OFFERS], "test")


def offer(offer_id: str, **changes: Any) -> Offer:
    """An offer of the catalogue, with changes."""
    raw = next(each for each in OFFERS if each["id"] == offer_id)
    return parse_offer({**raw, **changes})


def matched(offer_id: str, **changes: Any) -> Match:
    """What the matcher says of it for the firm in Witten."""
    known = compile_catalogue([offer(offer_id, **changes)], "test") if changes else catalogue()
    profile, wanted = parse_profile(dict(WITTEN)), changes.get("id", offer_id)
    found = match_one(profile, known, ReadableScorer(), wanted, today=TODAY)
    assert found is not None
    return found


def item(offer_id: str, news: News = News.NEW, **values: Any) -> Item:
    """A piece of news about an offer of the catalogue."""
    found = matched(offer_id)
    return Item(**{"news": news, "offer": found.offer, "match": found, **values})


def strange(text: str, **changes: Any) -> Item:
    """A piece of news about an offer whose words are `text`, as if it had got into the store."""
    found = matched("plan", **changes)
    odd = found.offer.model_copy(update={"title": text, "provider": text, "amount_text": text})
    return Item(news=News.NEW, offer=odd, match=replace(found, offer=odd))


def moved_deadline() -> tuple[Change, ...]:
    """The deadline of the plan was in January before."""
    return differences(offer("plan", deadlines=[{"date": "2027-01-31"}]), offer("plan"))


def over() -> Item:
    """An offer that has left the catalogue."""
    gone = offer("network", id="gone", title="Gründungswettbewerb Ruhr", language="de")
    reason = Reason("closed.ended")
    return Item(news=News.OVER, offer=gone, match=None, over=reason)


def digest(*items: Item, more: int = 0) -> Digest:
    """These items and a question."""
    asked = NextQuestion("facts.project_started", ("plan", "digital", "check"))
    return Digest(items=items, more=more, question=asked)


def reminder(offer_id: str = "check", *, left: int = 14, **values: Any) -> Reminder:
    """A deadline on 6 December."""
    found = matched(offer_id)
    given: dict[str, Any] = {
        "offer": found.offer,
        "match": found,
        "day": date(2026, 12, 6),
        "label": "Anmeldung",
        "days_before": left,
        "left": left,
        "is_remembered": True,
    }
    return Reminder(**{**given, **values})


def recipient(language: str = "de", **values: Any) -> Recipient:
    """The firm in Witten."""
    from web.use_cases.digests.kinds import Audience, Rhythm
    from web.use_cases.digests.prepared import Recipient

    given: dict[str, Any] = {
        "subscription_id": 1,
        "audience": Audience.FIRM,
        "email": ADDRESS,
        "language": language,
        "token": TOKEN,
        "rhythm": Rhythm.WEEKLY,
        "weekday": 0,
        "has_reminders": True,
        "company_id": 7,
    }
    return Recipient(**{**given, **values})


def prepared(content: Content, language: str = "de", **values: Any) -> Prepared:
    """A mail that is to be written; `values` are of its recipient."""
    from web.use_cases.digests.prepared import Prepared

    return Prepared(
        recipient=recipient(language, **values), content=content, cause="digest:3:1", today=TODAY
    )


def person(audience: str) -> dict[str, Any]:
    """What is different for people."""
    from web.use_cases.digests.kinds import Audience

    return {
        "audience": Audience(audience),
        "name": "Jana Weiß",
        "email": "jana@stadt-witten.example",
        "company_id": None,
        "person_id": 3,
        "has_reminders": False,
    }


def first() -> Prepared:
    from web.use_cases.digests.prepared import FirstList

    shown = digest(*(item(each, News.BEST) for each in ("plan", "check", "digital", "network")))
    return prepared(FirstList(digest=shown, next_day=date(2026, 11, 30)))


def news() -> Prepared:
    from web.use_cases.digests.prepared import FirmNews

    shown = digest(
        item("check"),
        item("digital"),
        item("plan", News.CHANGED, changes=moved_deadline(), is_remembered=True),
        over(),
        more=2,
    )
    return prepared(FirmNews(digest=shown, since=date(2026, 11, 16)))


def quiet() -> Prepared:
    from web.use_cases.digests.prepared import QuietNews

    topics = ("green_production", "energy_efficiency")
    return prepared(QuietNews(since=date(2026, 8, 24), topics=topics))


def reminders() -> Prepared:
    from web.use_cases.digests.prepared import DueReminders

    later = reminder("plan", left=30, day=date(2026, 12, 22), label="", is_remembered=False)
    return prepared(DueReminders(reminders=(later, reminder())))


def region() -> Prepared:
    from web.use_cases.digests.prepared import TerritoryNews

    found = RegionNews(
        new=(offer("network"), offer("digital")),
        more_new=3,
        ended=(Ended(offer=over().offer, over=Reason("closed.ended")),),
        more_ended=1,
        gaps=(Gap(need="export", companies=12), Gap(need="succession", companies=1)),
    )
    content = TerritoryNews(news=found, territories=("Witten",), since=date(2026, 11, 16))
    return prepared(content, **person("advisor"))


def report() -> Prepared:
    from web.use_cases.digests.prepared import RunFigures, RunReport

    opened = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
    weekly = RunFigures(
        kind="weekly",
        day=date(2026, 11, 23),
        opened_utc=opened,
        finished_utc=opened.replace(minute=4),
        parts={"sent": 980, "nothing": 1218, "failed": 2},
        errors={"KeyError": 2},
    )
    first_lists = replace(weekly, kind="first", finished_utc=None, parts={"queued": 1}, errors={})
    content = RunReport(day=date(2026, 11, 23), runs=(weekly, first_lists))
    return prepared(content, **person("operator"))


KINDS: Mapping[str, Callable[[], Prepared]] = {
    "news_first": first,
    "news": news,
    "news_quiet": quiet,
    "news_reminder": reminders,
    "news_region": region,
    "news_report": report,
}
"""A mail of every purpose, for a German reader."""


def in_language(mail: Prepared, language: str) -> Prepared:
    """The same mail for a reader of another language."""
    return replace(mail, recipient=replace(mail.recipient, language=language))


def written(app: Flask, mail: Prepared) -> Letter:
    """The letter as a job writes it."""
    from web.mail.digests import write

    with app.test_request_context():
        return write(mail)
