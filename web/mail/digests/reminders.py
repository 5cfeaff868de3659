"""Deadlines that come close, in words."""

from __future__ import annotations

from flask_babel import gettext, ngettext

from matcher.digest.values import Reminder
from web.mail.digests import addresses, entries
from web.mail.digests.days import full_day
from web.mail.digests.firms import dismissing, remembered_words
from web.mail.digests.parts import Body, Entry, Link, Section
from web.mail.digests.subjects import capital, reminder_subject, time_left
from web.mail.digests.texts import LONGEST_FACT, whole
from web.use_cases.digests.prepared import DueReminders, Recipient


def due_reminders(content: DueReminders, recipient: Recipient) -> Body:
    """The deadlines, the earliest first."""
    reminders = sorted(content.reminders, key=lambda each: (each.day, each.offer.id))
    section = Section(
        heading=ngettext("This deadline", "These deadlines", len(reminders)),
        entries=tuple(_entry(each, recipient.token) for each in reminders),
    )
    return Body(
        subject=reminder_subject(reminders),
        heading=ngettext("A deadline comes close", "%(num)s deadlines come close", len(reminders)),
        paragraphs=(_introduction(len(reminders)),),
        sections=(section, _to_list(recipient.token)),
    )


def _introduction(count: int) -> str:
    return ngettext(
        "A deadline ends soon for an offer that you remembered or that stands high in your list.",
        "Deadlines end soon for offers that you remembered or that stand high in your list.",
        count,
    )


def _entry(reminder: Reminder, token: str) -> Entry:
    offer, match = reminder.offer, reminder.match
    href = addresses.offer_for_firm(token, offer.id)
    return Entry(
        title=entries.offer_link(offer, href if match else addresses.offer_for_all(offer.id)),
        language=offer.language,
        byline=entries.byline(offer),
        summary=entries.summary_of(offer),
        news=(_deadline_words(reminder),),
        reasons=(_why_here(reminder), *(entries.reasons_of(match) if match else ())),
        facts=(
            *entries.amount_facts(offer),
            *(entries.start_facts(match) if match else ()),
            *(entries.verdict_facts(match) if match else ()),
        ),
        doubts=entries.doubts_of(match) if match else (),
        license_info=entries.license_of(offer),
        links=(dismissing(token, offer.id),),
    )


def _deadline_words(reminder: Reminder) -> str:
    """'Noch 14 Tage, bis Montag, 7. Dezember 2026: Skizze einreichen'."""
    day = gettext(
        "%(left)s, until %(day)s",
        left=capital(time_left(reminder.left)),
        day=full_day(reminder.day),
    )
    label = whole(reminder.label, LONGEST_FACT)
    return f"{day}: {label}" if label else day


def _why_here(reminder: Reminder) -> str:
    if reminder.is_remembered:
        return remembered_words()
    return gettext("It is among the first five in your list.")


def _to_list(token: str) -> Section:
    return Section(
        heading=gettext("How to go on"),
        paragraphs=(
            gettext(
                "Apply in good time, and ask the contact on the page of the offer if in doubt."
            ),
        ),
        button=Link(gettext("To my list"), addresses.result_list(token)),
    )
