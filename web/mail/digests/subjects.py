"""Subjects that say what is inside a mail, in at most 80 characters."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext, ngettext

from matcher.digest.values import Item, News, Reminder
from offers.schema import Offer
from web.mail.digests.texts import LONGEST_SUBJECT, line, short_title

_SEVERAL = 2


def news_subject(items: Sequence[Item]) -> str:
    """One piece of news by its title, several by their numbers."""
    if len(items) == 1:
        named = _named(items[0])
        if named:
            return named
    counted = _counted(items)
    addressed = gettext("%(news)s for your company", news=counted)
    return addressed if len(addressed) <= LONGEST_SUBJECT else counted


def _named(item: Item) -> str:
    lead = {
        News.BEST: gettext("Your best offer"),
        News.NEW: gettext("New for your company"),
        News.CHANGED: gettext("Deadline changed")
        if _is_about_deadline(item)
        else gettext("Changed"),
        News.OVER: gettext("Over"),
    }[item.news]
    return with_title(f"{lead}: ", item.offer)


def with_title(lead: str, offer: Offer) -> str:
    """The words and the title, as much of it as may be; '' if there is no room for it."""
    title = short_title(offer, LONGEST_SUBJECT - len(lead))
    return f"{lead}{title}" if title else ""


def _counted(items: Sequence[Item]) -> str:
    changed = [item for item in items if item.news is News.CHANGED]
    moved = sum(map(_is_about_deadline, changed))
    new = sum(item.news in (News.NEW, News.BEST) for item in items)
    over = sum(item.news is News.OVER for item in items)
    counted = (
        (new, ngettext("%(num)s new offer", "%(num)s new offers", new)),
        (moved, ngettext("%(num)s changed deadline", "%(num)s changed deadlines", moved)),
        (
            len(changed) - moved,
            ngettext("%(num)s changed offer", "%(num)s changed offers", len(changed) - moved),
        ),
        (over, ngettext("%(num)s ended offer", "%(num)s ended offers", over)),
    )
    return ", ".join(words for count, words in counted if count)


def _is_about_deadline(item: Item) -> bool:
    return bool(item.changes) and all(each.code.startswith("deadline.") for each in item.changes)


def capital(text: str) -> str:
    """The text with a capital at its beginning."""
    return f"{text[:1].upper()}{text[1:]}"


def reminder_subject(reminders: Sequence[Reminder]) -> str:
    """The deadline by its offer; of several their number and the next one."""
    next_one = min(reminders, key=lambda each: each.day)
    left = time_left(next_one.left)
    if len(reminders) >= _SEVERAL:
        return ngettext(
            "%(num)s deadline, the next one: %(left)s",
            "%(num)s deadlines, the next one: %(left)s",
            len(reminders),
            left=left,
        )
    lead = gettext("%(left)s: deadline of", left=capital(left))
    named = with_title(f"{lead} ", next_one.offer)
    return named or gettext(
        "%(left)s: a deadline of %(provider)s",
        left=capital(left),
        provider=_provider(next_one.offer),
    )


def time_left(days: int) -> str:
    """'noch 14 Tage', 'heute'."""
    if days <= 0:
        return gettext("today")
    return ngettext("one more day", "%(num)s more days", days)


def _provider(offer: Offer) -> str:
    name = line(offer.provider)
    return name if len(name) <= LONGEST_SUBJECT // 2 else gettext("a provider")
