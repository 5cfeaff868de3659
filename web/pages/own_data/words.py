"""Codes of stored things in words: opinions, mails and their states, purposes."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext

from web.consents import Purpose
from web.use_cases.firms.opinions import Opinion

OPINIONS: Mapping[str, object] = {
    Opinion.FITS: lazy_gettext("It fits"),
    Opinion.NOT_RELEVANT: lazy_gettext("It is not what we need"),
    Opinion.NOT_ELIGIBLE: lazy_gettext("We cannot get it"),
    Opinion.TOO_LATE: lazy_gettext("It is too late for us"),
    Opinion.BETTER_ALTERNATIVE: lazy_gettext("Another offer suits us better"),
    Opinion.ALREADY_USED: lazy_gettext("We use it already"),
    Opinion.NO_REASON: lazy_gettext("It does not fit"),
    Opinion.GRADED: lazy_gettext("Graded by somebody else"),
}
MAILS: Mapping[str, object] = {
    "firm_confirm": lazy_gettext("Request to confirm the address"),
    "firm_sign_in": lazy_gettext("Link to your answers"),
    "news_confirm": lazy_gettext("Request to confirm the news by e-mail"),
    "news_first": lazy_gettext("First message with your list"),
    "news": lazy_gettext("News"),
    "news_quiet": lazy_gettext("Message that there is nothing new"),
    "news_reminder": lazy_gettext("Deadline reminder"),
}
STATES: Mapping[str, object] = {
    "waiting": lazy_gettext("waits to be sent"),
    "sent": lazy_gettext("sent"),
    "refused": lazy_gettext("could not be delivered"),
    "suppressed": lazy_gettext("not sent, since the address takes no mail"),
    "expired": lazy_gettext("not sent, since the link in it was too old"),
}
PURPOSES: Mapping[str, object] = {
    Purpose.SIGN_IN_LINK: lazy_gettext("Link to your answers by e-mail"),
    Purpose.NEWS: lazy_gettext("News by e-mail"),
}


def said(table: Mapping[str, object], code: str) -> str:
    """The words for a code; the code itself where it is newer than the table."""
    return str(table.get(code, code))
