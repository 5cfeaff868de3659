"""Where an answer comes from, in words: 'vom Unternehmen, 12.11.2026'."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext

from web.clock import day_in_berlin
from web.formats import short_date
from web.use_cases.firms.provenance import Provenance, Source


def source_words(known: Provenance | None) -> str:
    """Who gave the answer, and when; without a note it is the firm's own, of an unknown day."""
    words: Mapping[Source, str] = {
        Source.FIRM: gettext("from the firm"),
        Source.ADVISOR: gettext("from the advice"),
        Source.LIST: gettext("from a list"),
    }
    if known is None:
        return words[Source.FIRM]
    day = short_date(day_in_berlin(known.noted_utc))
    return gettext("%(source)s, %(day)s", source=words[known.source], day=day)
