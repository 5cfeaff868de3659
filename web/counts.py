"""Numbers by name, and moments, as the pages on jobs and imports show them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from babel.dates import format_datetime
from flask_babel import LazyString, get_locale, gettext, lazy_gettext

from web.clock import BERLIN

COUNTS: Mapping[str, LazyString] = {
    "answers": lazy_gettext("answers"),
    "reports": lazy_gettext("reports"),
    "links": lazy_gettext("links"),
    "sessions": lazy_gettext("sessions"),
    "sign_ins": lazy_gettext("attempts to sign in"),
    "mail_counts": lazy_gettext("counts of mails"),
    "mails": lazy_gettext("mails"),
    "audit_entries": lazy_gettext("entries of the audit trail"),
    "drafts": lazy_gettext("closed drafts"),
    "job_runs": lazy_gettext("records of tasks"),
    "contacts": lazy_gettext("unconfirmed addresses"),
    "accounts": lazy_gettext("closed accounts"),
    "sent": lazy_gettext("mails sent"),
    "postponed": lazy_gettext("mails postponed"),
    "unanswered": lazy_gettext("mails without an answer"),
    "refused": lazy_gettext("mails refused"),
    "expired": lazy_gettext("mails that were too late"),
    "returned": lazy_gettext("mails that came back"),
    "delayed": lazy_gettext("reports of delays"),
    "unknown": lazy_gettext("reports about other mail"),
    "other": lazy_gettext("other messages"),
    "broken": lazy_gettext("reports that cannot be read"),
    "views": lazy_gettext("counts of openings of pages"),
    "links_ok": lazy_gettext("links work"),
    "links_refused": lazy_gettext("links whose hosts refuse programs"),
    "links_soft": lazy_gettext("links that did not work today"),
    "links_hard": lazy_gettext("links that have not worked for days"),
    "links_left": lazy_gettext("links left for the next time"),
    "links_without_network": lazy_gettext("links not checked because there was no network"),
    "new": lazy_gettext("new offers"),
    "changed": lazy_gettext("changed offers"),
    "unchanged": lazy_gettext("unchanged offers"),
    "gone": lazy_gettext("offers that are missing there"),
    "pairs": lazy_gettext("possible duplicates"),
    "proposed": lazy_gettext("proposals"),
    "foreign": lazy_gettext("offers of other sources"),
    "refused_rows": lazy_gettext("rows that cannot be read"),
    "doubts": lazy_gettext("doubts"),
    "unchanged_files": lazy_gettext("unchanged file"),
    "subscriptions": lazy_gettext("ended subscriptions to news"),
    "unconfirmed_news": lazy_gettext("unconfirmed subscriptions to news"),
    "runs_of_news": lazy_gettext("runs of news"),
    "messages": lazy_gettext("messages of old runs"),
    "digest_runs": lazy_gettext("new runs of news"),
    "digest_parts": lazy_gettext("messages due"),
    "digest_queued": lazy_gettext("messages written"),
    "digest_sent": lazy_gettext("messages sent"),
    "digest_nothing": lazy_gettext("subscribers without anything new"),
    "digest_undelivered": lazy_gettext("messages undelivered"),
    "digest_unreachable": lazy_gettext("addresses that take no mail"),
    "digest_holiday": lazy_gettext("reminders put off by a holiday"),
    "digest_tried": lazy_gettext("messages to be tried again"),
    "digest_failed": lazy_gettext("messages that could not be written"),
    "digest_ended": lazy_gettext("messages nobody wants any more"),
    "request_reminders": lazy_gettext("reminders of requests"),
    "request_reminders_failed": lazy_gettext("requests of which no reminder could be written"),
    "digest_reports": lazy_gettext("reports on runs of news"),
    "firm_lists": lazy_gettext("lists of firms"),
    "firms": lazy_gettext("new files of firms"),
    "firm_matches": lazy_gettext("firms matched"),
}


def moment_in_words(moment: datetime | None) -> str:
    """'22.11.26, 05:00' as clocks in Germany show it; '' for none."""
    if moment is None:
        return ""
    return format_datetime(moment.astimezone(BERLIN), format="short", locale=get_locale())


def counts_in_words(counts: Mapping[str, int]) -> str:
    """'3 Angaben, 12 E-Mails'; what was zero is left out."""
    words = (f"{count} {COUNTS.get(name, name)}" for name, count in counts.items() if count)
    return ", ".join(words) or gettext("nothing to do")
