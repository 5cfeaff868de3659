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
