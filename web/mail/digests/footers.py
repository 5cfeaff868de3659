"""The end of a mail: why one gets it, how to change or end that, and who writes."""

from __future__ import annotations

from collections.abc import Mapping

from flask import current_app
from flask_babel import LazyString, gettext, lazy_gettext

from web.links import absolute
from web.mail.digests import addresses
from web.mail.digests.parts import Footer, Link
from web.mail.digests.texts import line
from web.news_words import timing_in_words
from web.site import Site
from web.use_cases.digests.kinds import Audience, Rhythm
from web.use_cases.digests.prepared import Recipient

_ORDERED: Mapping[Audience, LazyString] = {
    Audience.FIRM: lazy_gettext(
        "You get this e-mail because you ordered news by e-mail at Angebotslotse"
    ),
    Audience.ADVISOR: lazy_gettext(
        "You get this e-mail because you ordered news from your territory at Angebotslotse"
    ),
    Audience.OPERATOR: lazy_gettext(
        "You get this e-mail because you ordered the report on the messages at Angebotslotse"
    ),
}
_OF_OPERATOR = ("operator_name", "operator_street", "operator_place")


def footer(recipient: Recipient) -> Footer:
    """The footer of a mail to somebody."""
    return Footer(
        reasons=(_why(recipient), *_warning(recipient)),
        links=(
            Link(gettext("Change settings"), addresses.settings_of(recipient)),
            Link(gettext("Unsubscribe"), addresses.unsubscribing(recipient.token)),
        ),
        sender=("Angebotslotse", *_operator()),
        sender_links=(
            Link(gettext("Legal notice"), absolute("legal.imprint")),
            Link(gettext("Privacy"), absolute("legal.privacy")),
        ),
    )


def _why(recipient: Recipient) -> str:
    timing = timing_in_words(recipient.audience, recipient.rhythm, recipient.weekday)
    if recipient.has_reminders and recipient.rhythm is not Rhythm.NEVER:
        timing = gettext("%(timing)s, with deadline reminders", timing=timing)
    return f"{_ORDERED[recipient.audience]}: {timing}."


def _warning(recipient: Recipient) -> tuple[str, ...]:
    if recipient.audience is not Audience.FIRM:
        return ()
    return (
        gettext(
            "The links in this e-mail lead to your answers: whoever has them can see and change"
            " your answers. Pass them on only to people who may do so."
        ),
    )


def _operator() -> tuple[str, ...]:
    """Who runs the service and where, as far as the settings say."""
    site: Site = current_app.jinja_env.globals["site"]
    given = (name for name in _OF_OPERATOR if name not in site.missing)
    return tuple(line(str(getattr(site, name))) for name in given)
