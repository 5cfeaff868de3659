"""What the page of mail shows: numbers, domains and codes, no address and no text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_datetime
from flask_babel import LazyString, get_locale, gettext, lazy_gettext

from web.clock import BERLIN
from web.use_cases.outbox.overview import Overview, RefusedMail
from web.use_cases.outbox.pausing import SwitchState

STATES: Mapping[str, LazyString] = {
    "waiting": lazy_gettext("waiting"),
    "sent": lazy_gettext("sent"),
    "refused": lazy_gettext("refused"),
    "suppressed": lazy_gettext("not sent: the address is blocked"),
    "expired": lazy_gettext("not sent: it was too late"),
}
PURPOSES: Mapping[str, LazyString] = {
    "advice_assigned": lazy_gettext("Message to a company who takes care of its request"),
    "advice_notice": lazy_gettext("Notice of a request for advice"),
    "advice_receipt": lazy_gettext("Receipt of a request for advice"),
    "request_reminder": lazy_gettext("Reminder of a request that nobody has looked at"),
    "firm_confirm": lazy_gettext("Request to confirm the address"),
    "firm_sign_in": lazy_gettext("Link to the answers of a company"),
    "folder_ready": lazy_gettext("Link to the digital folder of a company"),
    "invitation": lazy_gettext("Invitation"),
    "new_password": lazy_gettext("Link for a new password"),
    "news_confirm": lazy_gettext("Request to confirm the news by e-mail"),
    "news_first": lazy_gettext("First message with the list of a company"),
    "news": lazy_gettext("News"),
    "news_quiet": lazy_gettext("Message that there is nothing new"),
    "news_reminder": lazy_gettext("Deadline reminder"),
    "news_region": lazy_gettext("News of a territory"),
    "news_report": lazy_gettext("Report on the messages"),
}
NOTICES: Mapping[str, tuple[LazyString, str]] = {
    "frei": (lazy_gettext("Mail goes to this address again."), "success"),
    "nicht-gesperrt": (lazy_gettext("This address was not blocked."), "info"),
    "wieder": (lazy_gettext("The mail is tried again within seconds."), "success"),
    "angehalten": (lazy_gettext("Sending is paused."), "success"),
    "weiter": (lazy_gettext("Sending goes on."), "success"),
}


@dataclass(frozen=True, slots=True)
class SwitchView:
    """How sending stands: a title, its kind, what follows from it; `is_stopped`: can go on."""

    title: str
    kind: str
    text: str
    is_stopped: bool


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """One mail that was not taken."""

    id: int
    when: str
    purpose: str
    domain: str
    state: str
    reply: str
    can_be_retried: bool


@dataclass(frozen=True, slots=True)
class MailPage:
    """Everything that the page shows; `notice` answers what was just done: words and kind."""

    switch: SwitchView
    counts: tuple[tuple[str, str], ...]
    refused: tuple[RefusedRow, ...]
    notice: tuple[str, str] | None


def mail_page(found: Overview, *, done: str) -> MailPage:
    """The page in words."""
    words, kind = NOTICES.get(done, ("", ""))
    return MailPage(
        switch=_switch(found.switch),
        counts=_counts(found),
        refused=tuple(_refused(mail) for mail in found.refused),
        notice=(str(words), kind) if words else None,
    )


def _counts(found: Overview) -> tuple[tuple[str, str], ...]:
    oldest = _moment(found.oldest_waiting_utc) or gettext("none")
    return (
        *((str(STATES[state]), str(count)) for state, count in found.counts.items()),
        (gettext("oldest mail that waits"), oldest),
        (gettext("handed over more than once"), str(found.repeats)),
        (gettext("blocked addresses"), str(found.suppressed)),
    )


def _switch(switch: SwitchState) -> SwitchView:
    if switch.is_paused:
        text = gettext("Mail waits until somebody lets it go on.")
        return SwitchView(gettext("Sending is paused"), "warning", text, True)
    if switch.resting_until_utc is not None:
        text = gettext(
            "The mail server failed %(number)s times in a row, last with: %(failure)s. "
            "Next try: %(moment)s. No mail is lost.",
            number=switch.failures,
            failure=switch.failure,
            moment=_moment(switch.resting_until_utc),
        )
        return SwitchView(gettext("The mail server does not work"), "danger", text, True)
    if switch.failures:
        text = gettext("The last try failed with: %(failure)s.", failure=switch.failure)
        return SwitchView(gettext("The mail server has just failed"), "warning", text, False)
    return SwitchView(
        gettext("Sending works"),
        "success",
        gettext("Mail that waits is sent within seconds."),
        False,
    )


def _refused(mail: RefusedMail) -> RefusedRow:
    return RefusedRow(
        id=mail.id,
        when=_moment(mail.settled_utc),
        purpose=str(PURPOSES.get(mail.purpose, mail.purpose)),
        domain=mail.domain,
        state=str(STATES[mail.state]),
        reply=mail.reply,
        can_be_retried=mail.can_be_retried,
    )


def _moment(moment: datetime | None) -> str:
    """As clocks in Germany show it; '' for none."""
    if moment is None:
        return ""
    return format_datetime(moment.astimezone(BERLIN), format="short", locale=get_locale())
