"""What firms are told: their list as it is, what is new since, or that nothing is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from flask_babel import LazyString, gettext, lazy_gettext, ngettext

from matcher.digest.values import Digest, Item, News
from matcher.matches import Match
from matcher.questions import NextQuestion
from matcher.wording import question as question_words
from offers.schema import Offer
from web.formats import partial_date
from web.language import current_language
from web.mail.digests import addresses, entries
from web.mail.digests.days import full_day
from web.mail.digests.parts import Body, Entry, Fact, Link, Section
from web.mail.digests.subjects import news_subject
from web.use_cases.digests.prepared import FirmNews, FirstList, Recipient

_HEADINGS: Mapping[News, LazyString] = {
    News.BEST: lazy_gettext("The best first"),
    News.NEW: lazy_gettext("New for you"),
    News.CHANGED: lazy_gettext("Changed"),
    News.OVER: lazy_gettext("Over"),
}
_UNKNOWN_SO_FAR = frozenset({News.BEST, News.NEW})


def first_list(content: FirstList, recipient: Recipient, today: date) -> Body:
    """The list of today, and from when on what will come."""
    digest, count = content.digest, len(content.digest.items)
    shown = ngettext("Your best offer today", "Your %(num)s best offers today", count)
    none = gettext("No offer fits today, we keep looking")
    return Body(
        subject=shown if count else none,
        heading=shown if count else none,
        paragraphs=(
            gettext("You have ordered news by e-mail. This is your list as it is today."),
            _what_comes(content.next_day, recipient),
            *(() if count else (_nothing_fits(),)),
        ),
        sections=_sections(digest, recipient.token, today),
    )


def _what_comes(next_day: date | None, recipient: Recipient) -> str:
    if next_day is None:
        return gettext("From now on we only write when a deadline comes close.")
    news = gettext(
        "From %(day)s on we write when something changes for you. No news, no e-mail: only after"
        " three months a short one says that all is still set.",
        day=full_day(next_day),
    )
    reminders = gettext("We remind you of deadlines 30, 14 and 3 days before.")
    return f"{news} {reminders}" if recipient.has_reminders else news


def _nothing_fits() -> str:
    return gettext("Among the offers that we know, none serves your request and is open to you.")


def firm_news(content: FirmNews, recipient: Recipient, today: date) -> Body:
    """What is new, changed and over since the last mail."""
    digest = content.digest
    return Body(
        subject=news_subject(digest.items),
        heading=gettext("News for your company"),
        paragraphs=(
            gettext(
                "This has changed for you since %(day)s.",
                day=partial_date(content.since),
            ),
        ),
        sections=_sections(digest, recipient.token, today),
    )


def _sections(digest: Digest, token: str, today: date) -> tuple[Section, ...]:
    news = tuple(_of_kind(digest.items, kind, token, today) for kind in _HEADINGS)
    return (
        *filter(None, news),
        *_question(digest.question, token),
        _next_steps(digest, token),
    )


def _of_kind(items: Iterable[Item], kind: News, token: str, today: date) -> Section | None:
    shown = tuple(_entry(item, token, today) for item in items if item.news is kind)
    return Section(heading=str(_HEADINGS[kind]), entries=shown) if shown else None


def _entry(item: Item, token: str, today: date) -> Entry:
    """An offer that left the catalogue has no page in the list, only one for everybody."""
    offer, match = item.offer, item.match
    is_usable = match is not None and item.news is not News.OVER
    own_page = addresses.offer_for_firm(token, offer.id)
    return Entry(
        title=entries.offer_link(offer, own_page if match else addresses.offer_for_all(offer.id)),
        language=offer.language,
        byline=entries.byline(offer),
        summary=entries.summary_of(offer) if item.news in _UNKNOWN_SO_FAR else "",
        news=_what_happened(item),
        reasons=(
            *((remembered_words(),) if item.is_remembered else ()),
            *(entries.reasons_of(match) if match and is_usable else ()),
        ),
        facts=(_facts(offer, match, today) if match and is_usable else ()),
        doubts=entries.doubts_of(match) if match and is_usable else (),
        license_info=entries.license_of(offer),
        links=(dismissing(token, offer.id),) if is_usable else (),
    )


def _facts(offer: Offer, match: Match, today: date) -> tuple[Fact, ...]:
    return (
        *entries.key_facts(offer, today),
        *entries.start_facts(match),
        *entries.verdict_facts(match),
    )


def _what_happened(item: Item) -> tuple[str, ...]:
    over = entries.sentences((item.over,)) if item.over else ()
    return (*entries.changes_of(item.changes), *over)


def remembered_words() -> str:
    """Why an offer stands in a mail that would not be there by its rank."""
    return gettext("You have remembered this offer.")


def dismissing(token: str, offer_id: str) -> Link:
    """The link that keeps an offer out of later mails, by way of a page with one button."""
    return Link(gettext("Not interesting for me"), addresses.dismissal(token, offer_id))


def _question(asked: NextQuestion | None, token: str) -> tuple[Section, ...]:
    href = addresses.question_page(token, asked.field) if asked else ""
    if asked is None or not href:
        return ()
    settles = ngettext(
        "Your answer settles whether one offer fits you.",
        "Your answer helps to settle whether %(num)s offers fit you.",
        len(asked.offers),
    )
    section = Section(
        heading=gettext("One question to you"),
        paragraphs=(question_words(asked.field, current_language()), settles),
        button=Link(gettext("Answer this question"), href),
    )
    return (section,)


def _next_steps(digest: Digest, token: str) -> Section:
    rest = gettext("All offers that fit you today, with contacts, stand in your list.")
    return Section(
        heading=gettext("How to go on"),
        paragraphs=(f"{_left_out(digest)} {rest}".strip(),),
        button=Link(gettext("To my list"), addresses.result_list(token)),
    )


def _left_out(digest: Digest) -> str:
    """How many there was no room for; '' if there was for all."""
    if not digest.more:
        return ""
    if digest.items[0].news is News.BEST:
        return ngettext(
            "One more offer may fit you.", "%(num)s more offers may fit you.", digest.more
        )
    return ngettext(
        "There was no room for one more piece of news.",
        "There was no room for %(num)s more pieces of news.",
        digest.more,
    )
