"""From a prepared mail to a letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from flask import render_template
from flask_babel import force_locale, gettext
from mjml import mjml2html

from web.clock import BERLIN
from web.letters import Letter
from web.mail.digests import addresses
from web.mail.digests.firms import firm_news, first_list
from web.mail.digests.footers import footer
from web.mail.digests.parts import Body, Footer
from web.mail.digests.plain import plain_text
from web.mail.digests.quiet import quiet_news
from web.mail.digests.regions import territory_news
from web.mail.digests.reminders import due_reminders
from web.mail.digests.reports import run_report
from web.mail.digests.texts import line, without_controls
from web.use_cases.digests.prepared import (
    Content,
    DueReminders,
    FirmNews,
    FirstList,
    Prepared,
    QuietNews,
    RunReport,
    TerritoryNews,
)


@dataclass(frozen=True, slots=True)
class _Stream:
    """What a kind of mail is for, and the list of the mails of its kind."""

    purpose: str
    list_name: str


_STREAMS: Mapping[type[Content], _Stream] = {
    FirstList: _Stream("news_first", "neuigkeiten"),
    FirmNews: _Stream("news", "neuigkeiten"),
    QuietNews: _Stream("news_quiet", "neuigkeiten"),
    DueReminders: _Stream("news_reminder", "fristen"),
    TerritoryNews: _Stream("news_region", "gebiet"),
    RunReport: _Stream("news_report", "bericht"),
}


PURPOSES = frozenset(stream.purpose for stream in _STREAMS.values())
"""What the mails of this package are for, as the outbox knows it."""


def write(prepared: Prepared) -> Letter:
    """The letter in its recipient's language, as text and as HTML; the same values, the same bytes.

    It needs a request context for addresses. NoPublicAddressError if the operator set none.
    """
    recipient, stream = prepared.recipient, _STREAMS[type(prepared.content)]
    with force_locale(recipient.language):
        body, end = _body(prepared), footer(recipient)
        greeting = _greeting(recipient.name)
        text = without_controls(plain_text(body, end, greeting))
        html = _html(body, end, greeting)
    return Letter(
        cause=prepared.cause,
        purpose=stream.purpose,
        recipient=recipient.email,
        language=recipient.language,
        subject=line(body.subject),
        text=text,
        html=html,
        list_name=stream.list_name,
        unsubscribe=addresses.unsubscribing(recipient.token),
        person_id=recipient.person_id,
        company_id=recipient.company_id,
        expires_utc=_expiry(prepared.content),
    )


def _body(prepared: Prepared) -> Body:
    recipient, today = prepared.recipient, prepared.today
    match prepared.content:
        case FirstList() as content:
            return first_list(content, recipient, today)
        case FirmNews() as content:
            return firm_news(content, recipient, today)
        case QuietNews() as content:
            return quiet_news(content, recipient)
        case DueReminders() as content:
            return due_reminders(content, recipient)
        case TerritoryNews() as content:
            return territory_news(content, today)
        case RunReport() as content:
            return run_report(content)


def _greeting(name: str) -> str:
    named = line(name)
    return gettext("Hello %(name)s,", name=named) if named else gettext("Hello,")


def _html(body: Body, end: Footer, greeting: str) -> str:
    markup = render_template("mail/digest.mjml.xml", body=body, footer=end, greeting=greeting)
    # Without `fonts` it would load one from elsewhere.
    return str(mjml2html(without_controls(markup), fonts={}))


def _expiry(content: Content) -> datetime | None:
    """A reminder is of no use after the last of its deadlines; all other mails keep."""
    if not isinstance(content, DueReminders):
        return None
    return _end_of(max(each.day for each in content.reminders))


def _end_of(day: date) -> datetime:
    midnight = datetime.combine(day + timedelta(days=1), time.min, tzinfo=BERLIN)
    return midnight.astimezone(UTC)
