"""The mail that says that there is nothing to say, and how the mails are set."""

from __future__ import annotations

from flask_babel import gettext

from web.formats import partial_date
from web.mail.digests import addresses
from web.mail.digests.parts import Body, Fact, Link, Section
from web.news_words import timing_in_words
from web.organisation_facts import topic_labels
from web.use_cases.digests.kinds import Audience
from web.use_cases.digests.prepared import QuietNews, Recipient


def quiet_news(content: QuietNews, recipient: Recipient) -> Body:
    """Nothing new for a quarter: whether it is set rightly, and where to change it."""
    since = partial_date(content.since)
    heading = gettext("Nothing new since %(day)s", day=since)
    return Body(
        subject=gettext("%(heading)s: this is how your news is set", heading=heading),
        heading=heading,
        paragraphs=(
            _nothing(recipient, since),
            gettext("We keep looking. You need not do anything."),
        ),
        sections=(_standing(content, recipient),),
    )


def _nothing(recipient: Recipient, since: str) -> str:
    if recipient.audience is Audience.ADVISOR:
        return gettext("Since %(day)s no offer was added or ended in your territory.", day=since)
    return gettext("Since %(day)s nothing has changed in the offers for your company.", day=since)


def _standing(content: QuietNews, recipient: Recipient) -> Section:
    is_firm = recipient.audience is Audience.FIRM
    facts = [Fact(gettext("How often"), _timing(recipient))]
    if content.topics:
        facts.append(Fact(gettext("Topics"), "; ".join(topic_labels(content.topics))))
    if is_firm:
        state = gettext("on") if recipient.has_reminders else gettext("off")
        facts.append(Fact(gettext("Deadline reminders"), state))
    to_list = Link(gettext("To my list"), addresses.result_list(recipient.token))
    return Section(
        heading=gettext("This is how your news is set"),
        facts=tuple(facts),
        button=Link(gettext("Change settings"), addresses.settings_of(recipient)),
        links=(to_list,) if is_firm else (),
    )


def _timing(recipient: Recipient) -> str:
    return timing_in_words(recipient.audience, recipient.rhythm, recipient.weekday)
