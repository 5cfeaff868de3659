"""Offers in mails: what they are called, why they stand there, and what one has to know first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flask_babel import gettext, ngettext

from matcher.eligibility import LeafOutcome, Truth, Verdict
from matcher.matches import Match
from matcher.reason import Reason
from matcher.wording import change_sentence, kind_label, negated, sentence, verdict_label
from offers.differences import Change
from offers.schema import Kind, Offer
from web.language import current_language
from web.mail.digests.parts import Fact, Link
from web.mail.digests.texts import (
    LONGEST_FACT,
    LONGEST_LICENSE,
    LONGEST_SENTENCE,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    line,
    whole,
)
from web.offer_facts import amount_text, deadline_text, said

MOST_REASONS = 2
MOST_DOUBTS = 2
MOST_CHANGES = 4
_STARTED = "facts.project_started"
_ABOUT_START = frozenset({"warning.before_start", "warning.before_start_missed"})


def title_of(offer: Offer) -> str:
    """The title, whole; where it is too long for a mail, whose offer it is."""
    return whole(offer.title, LONGEST_TITLE) or gettext(
        "Offer by %(provider)s", provider=provider_of(offer)
    )


def provider_of(offer: Offer) -> str:
    """The provider; what it is called there where the name is too long for a mail."""
    return whole(offer.provider, LONGEST_TITLE) or gettext("a provider")


def byline(offer: Offer) -> str:
    """Who gives what: 'NRW.BANK: Darlehen, Beratung'."""
    named = (kind for kind in offer.kinds if kind is not Kind.OTHER)
    kinds = ", ".join(kind_label(kind, current_language()) for kind in named)
    return ": ".join(filter(None, (whole(offer.provider, LONGEST_TITLE), kinds)))


def summary_of(offer: Offer) -> str:
    """What it is, whole; '' where that is too long for a mail."""
    return whole(offer.summary, LONGEST_SUMMARY)


def license_of(offer: Offer) -> str:
    """Who owns the words of its source and under which licence they stand."""
    return whole(offer.license_info, LONGEST_LICENSE)


def key_facts(offer: Offer, today: date) -> tuple[Fact, ...]:
    """The next deadline and what it gives, as far as they are known."""
    return (*_fact(gettext("Next deadline"), deadline_text(offer, today)), *amount_facts(offer))


def amount_facts(offer: Offer) -> tuple[Fact, ...]:
    """What it gives, if that is known."""
    return _fact(gettext("Support"), amount_text(offer))


def _fact(name: str, value: str) -> tuple[Fact, ...]:
    kept = whole(value, LONGEST_FACT)
    return (Fact(name, kept),) if kept else ()


def verdict_facts(match: Match) -> tuple[Fact, ...]:
    """Whether it fits; () where `doubts_of` says what is open."""
    if match.verdict is Verdict.UNCLEAR and doubts_of(match):
        return ()
    return (Fact(gettext("Assessment"), verdict_label(match.verdict, current_language())),)


def start_facts(match: Match) -> tuple[Fact, ...]:
    """That one may not have begun yet, or has too early; () where `doubts_of` asks about that."""
    if any(each.question == _STARTED and each.truth is Truth.UNKNOWN for each in match.deciding):
        return ()
    found = sentences(each for each in match.warnings if each.code in _ABOUT_START)
    return tuple(Fact(gettext("Important"), text) for text in found)


def reasons_of(match: Match) -> tuple[str, ...]:
    """Why it fits: the two strongest reasons; where it does not fit, the first two why not."""
    if match.verdict is Verdict.NOT_ELIGIBLE:
        found = dict.fromkeys(map(_spoken, match.deciding))
        return _readable(found)[:MOST_REASONS]
    return sentences(match.reasons[:MOST_REASONS])


def sentences(reasons: Iterable[Reason]) -> tuple[str, ...]:
    """The reasons as sentences; without those that are too long for a mail."""
    return _readable(said(reasons))


def changes_of(changes: tuple[Change, ...]) -> tuple[str, ...]:
    """What changed, the most important first; how much more there is to read."""
    found = [change_sentence(change, current_language()) for change in changes]
    shown = _readable(found[:MOST_CHANGES])
    rest = len(found) - len(shown)
    more = ngettext(
        "One more change stands on the page of the offer.",
        "%(num)s more changes stand on the page of the offer.",
        rest,
    )
    return (*shown, more) if rest else shown


def doubts_of(match: Match) -> tuple[str, ...]:
    """What is open about it: the first two points, and how many more there are."""
    if match.verdict is not Verdict.UNCLEAR:
        return ()
    open_points = [each for each in match.deciding if each.truth is Truth.UNKNOWN]
    found = tuple(dict.fromkeys(map(_spoken, open_points)))
    shown = _readable(found[:MOST_DOUBTS])
    rest = len(found) - len(shown)
    more = ngettext(
        "One more point stands on the page of the offer.",
        "%(num)s more points stand on the page of the offer.",
        rest,
    )
    return (*shown, more) if rest else shown


def offer_link(offer: Offer, href: str) -> Link:
    """Its title as a link."""
    return Link(title_of(offer), href)


def _readable(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(filter(None, (whole(each, LONGEST_SENTENCE) for each in found)))


def _spoken(outcome: LeafOutcome) -> str:
    """The reason of an open point, turned round where it stands under a 'not'."""
    reason = negated(outcome.reason) if outcome.negated else outcome.reason
    return line(sentence(reason, current_language()))
