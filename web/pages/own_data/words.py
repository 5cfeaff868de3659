"""Codes of stored things in words: opinions, mails and their states, purposes."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext

from web.consents import Purpose
from web.opinion_words import OPINIONS as OPINIONS_OF_ADVICE
from web.use_cases.firms.opinions import OUTCOMES, Opinion

OPINIONS: Mapping[str, object] = {
    Opinion.FITS: lazy_gettext("It fits"),
    Opinion.NOT_RELEVANT: lazy_gettext("It is not what we need"),
    Opinion.NOT_ELIGIBLE: lazy_gettext("We cannot get it"),
    Opinion.TOO_LATE: lazy_gettext("It is too late for us"),
    Opinion.BETTER_ALTERNATIVE: lazy_gettext("Another offer suits us better"),
    Opinion.ALREADY_USED: lazy_gettext("We use it already"),
    Opinion.NO_REASON: lazy_gettext("It does not fit"),
    **{each: OPINIONS_OF_ADVICE[each] for each in (Opinion.MISSING, *OUTCOMES)},
    Opinion.GRADED: lazy_gettext("Graded by somebody else"),
}
MAILS: Mapping[str, object] = {
    "advice_assigned": lazy_gettext("Message who takes care of your request"),
    "advice_receipt": lazy_gettext("Receipt of your request for advice"),
    "firm_confirm": lazy_gettext("Request to confirm the address"),
    "firm_sign_in": lazy_gettext("Link to your answers"),
    "folder_ready": lazy_gettext("Link to your digital folder"),
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
    Purpose.ADVICE: lazy_gettext("Request for advice"),
}

FILE_STATES: Mapping[str, object] = {
    "new": lazy_gettext("new"),
    "taken": lazy_gettext("somebody looks after it"),
    "appointment": lazy_gettext("appointment made"),
    "advised": lazy_gettext("advised"),
    "helped": lazy_gettext("closed: it helped"),
    "unfit": lazy_gettext("closed: nothing suitable"),
    "unreachable": lazy_gettext("closed: not reached"),
}
EVENTS: Mapping[str, object] = {
    "asked": lazy_gettext("You asked for advice"),
    "informed": lazy_gettext("The body was told of your request"),
    "entered": lazy_gettext("File begun by an advisor"),
    "imported": lazy_gettext("Taken over from a list"),
    "assigned": lazy_gettext("Assigned to a body"),
    "taken": lazy_gettext("An advisor took it on"),
    "handed_over": lazy_gettext("Another advisor took it over"),
    "given_back": lazy_gettext("Nobody looked after it any more"),
    "state": lazy_gettext("State changed"),
    "contact": lazy_gettext("Contact data changed"),
    "answered": lazy_gettext("An advisor entered answers of yours"),
    "note": lazy_gettext("An advisor wrote a note"),
    "step": lazy_gettext("Step agreed on"),
    "step_done": lazy_gettext("Step done"),
    "judged": lazy_gettext("An advisor judged an offer"),
    "application": lazy_gettext("Application noted"),
    "aid": lazy_gettext("Aid noted"),
    "dossier": lazy_gettext("Papers for the talk made"),
    "folder": lazy_gettext("Folder made for you"),
    "news": lazy_gettext("News by e-mail set up"),
    "reminded": lazy_gettext("The body was reminded"),
}
"""What happened to a file, as its firm reads it. A test fails on a kind without words."""


def said(table: Mapping[str, object], code: str) -> str:
    """The words for a code; the code itself where it is newer than the table."""
    return str(table.get(code, code))
