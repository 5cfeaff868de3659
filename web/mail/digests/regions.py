"""What is new in an advisor's territory, in words."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext, ngettext

from matcher.digest.values import Ended, Gap, RegionNews
from offers.schema import Offer
from web.formats import listing, partial_date, whole_number
from web.links import absolute
from web.mail.digests import addresses, entries
from web.mail.digests.parts import Body, Entry, Link, Section
from web.organisation_facts import territory_names, topic_labels
from web.use_cases.digests.prepared import TerritoryNews
from web.use_cases.waiting_requests import Waiting


def territory_news(content: TerritoryNews, today: date) -> Body:
    """Requests that wait, offers that came and ended, and needs that nothing serves."""
    news = content.news
    return Body(
        subject=_subject(news, content.waiting),
        heading=gettext("News from your territory"),
        paragraphs=(_introduction(content),),
        sections=(
            *_requests(content.waiting),
            *_new(news, today),
            *_ended(news),
            *_gaps(news.gaps),
            _all_offers(),
        ),
    )


def _subject(news: RegionNews, waiting: Waiting) -> str:
    new, ended = len(news.new) + news.more_new, len(news.ended) + news.more_ended
    requests = waiting.requests
    counted = (
        (requests, ngettext("%(num)s new request", "%(num)s new requests", requests)),
        (new, ngettext("%(num)s new offer", "%(num)s new offers", new)),
        (ended, ngettext("%(num)s ended offer", "%(num)s ended offers", ended)),
    )
    words = ", ".join(text for count, text in counted if count)
    return gettext("%(news)s in your territory", news=words or gettext("Nothing new"))


def _requests(waiting: Waiting) -> tuple[Section, ...]:
    """Numbers only: who asked stands on the pages of the desk."""
    if not waiting.requests:
        return ()
    count = whole_number(waiting.requests)
    text = gettext("New requests: %(count)s", count=count)
    if waiting.overdue:
        overdue = whole_number(waiting.overdue)
        text = gettext("%(requests)s, %(count)s of them overdue", requests=text, count=overdue)
    section = Section(
        heading=gettext("Requests for advice"),
        paragraphs=(text,),
        links=(Link(gettext("To the requests"), absolute("inbox.show")),),
    )
    return (section,)


def _introduction(content: TerritoryNews) -> str:
    names = territory_names(content.territories)
    day = partial_date(content.since)
    if not names:
        return gettext("This is what has happened since %(day)s.", day=day)
    return gettext(
        "This is what has happened in your territory (%(places)s) since %(day)s.",
        places=listing(names),
        day=day,
    )


def _new(news: RegionNews, today: date) -> tuple[Section, ...]:
    if not news.new:
        return ()
    more = ngettext(
        "One more new offer stands on our pages.",
        "%(num)s more new offers stand on our pages.",
        news.more_new,
    )
    section = Section(
        heading=gettext("New offers"),
        entries=tuple(_entry(offer, today) for offer in news.new),
        after=(more,) if news.more_new else (),
    )
    return (section,)


def _entry(offer: Offer, today: date) -> Entry:
    return Entry(
        title=entries.offer_link(offer, addresses.offer_for_all(offer.id)),
        language=offer.language,
        byline=entries.byline(offer),
        summary=entries.summary_of(offer),
        facts=entries.key_facts(offer, today),
        license_info=entries.license_of(offer),
    )


def _ended(news: RegionNews) -> tuple[Section, ...]:
    if not news.ended:
        return ()
    more = ngettext("One more offer has ended.", "%(num)s more offers have ended.", news.more_ended)
    section = Section(
        heading=gettext("Ended offers"),
        entries=tuple(map(_ended_entry, news.ended)),
        after=(more,) if news.more_ended else (),
    )
    return (section,)


def _ended_entry(ended: Ended) -> Entry:
    offer = ended.offer
    return Entry(
        title=entries.offer_link(offer, addresses.offer_for_all(offer.id)),
        language=offer.language,
        byline=entries.byline(offer),
        news=entries.sentences((ended.over,)),
        license_info=entries.license_of(offer),
    )


def _gaps(gaps: tuple[Gap, ...]) -> tuple[Section, ...]:
    if not gaps:
        return ()
    section = Section(
        heading=gettext("Needs without an offer"),
        paragraphs=(
            gettext("Companies in your territory have these needs, and no open offer serves them:"),
        ),
        items=tuple(map(_gap, gaps)),
    )
    return (section,)


def _gap(gap: Gap) -> str:
    (topic,) = topic_labels((gap.need,))
    return ngettext(
        "%(topic)s: one company",
        "%(topic)s: %(count)s companies",
        gap.companies,
        topic=topic,
        count=whole_number(gap.companies),
    )


def _all_offers() -> Section:
    return Section(
        heading=gettext("How to go on"),
        paragraphs=(
            gettext("Do you know an offer that is missing here? Please tell the editors."),
        ),
        button=Link(gettext("To all offers"), absolute("offers.show_list")),
    )
