"""The page of the audit trail, made from a `Trail`, and the filters in its address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from babel.dates import format_datetime
from flask import url_for
from flask_babel import get_locale

from web.clock import BERLIN
from web.pages.audit import words
from web.use_cases.audit_trail import Entry, Trail, Wanted

ACTOR, ACTION, SUBJECT, DAY, BEFORE = "wer", "was", "wen", "tag", "vor"
LONGEST = 250
LARGEST_ID = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for; nonsense in it counts as nothing."""

    actor: str = ""
    action: str = ""
    subject: str = ""
    day: str = ""
    before: int | None = None

    def pairs(self, **changes: str) -> dict[str, str]:
        """The parameters of an address with these filters, some of them changed, from the start."""
        own = {ACTOR: self.actor, ACTION: self.action, SUBJECT: self.subject, DAY: self.day}
        return {name: value for name, value in {**own, **changes}.items() if value}

    def names(self) -> tuple[str, ...]:
        """Which filters are in force."""
        return tuple(sorted(self.pairs()))

    def wanted(self) -> Wanted:
        """The same for the use case; a day is one of Europe/Berlin."""
        since, until = _bounds(self.day)
        return Wanted(
            actor=self.actor,
            action=self.action,
            subject=self.subject,
            since_utc=since,
            until_utc=until,
            before=self.before,
        )


@dataclass(frozen=True, slots=True)
class Named:
    """An actor or subject, and the address of its entries; '' for what is out of reach."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Row:
    """One deed in words."""

    moment: str
    actor: Named
    action: str
    subject: Named
    details: str
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailPage:
    """Everything on the page; `older` is '' on the last one."""

    rows: Sequence[Row]
    actions: Sequence[tuple[str, str]]
    filters: Filters
    chips: Sequence[tuple[str, str]]
    older: str
    newest: str


def read_filters(values: Mapping[str, str]) -> Filters:
    """The filters of an address."""
    text = {name: values.get(name, "").strip()[:LONGEST] for name in (ACTOR, ACTION, SUBJECT)}
    before = values.get(BEFORE, "")
    number = int(before) if before.isascii() and before.isdigit() and len(before) < 11 else 0
    return Filters(
        actor=_clean(text[ACTOR]),
        action=text[ACTION] if text[ACTION] in words.ACTIONS else "",
        subject=_clean(text[SUBJECT]),
        day=_day(values.get(DAY, "")),
        before=min(number, LARGEST_ID) or None,
    )


def trail_page(found: Trail, filters: Filters) -> TrailPage:
    """The page of these entries."""
    older = "" if found.before is None else _href({**filters.pairs(), BEFORE: str(found.before)})
    actions = sorted(((code, words.said(code)) for code in words.ACTIONS), key=lambda each: each[1])
    return TrailPage(
        rows=[_row(entry, found, filters) for entry in found.entries],
        actions=actions,
        filters=filters,
        chips=_chips(filters, found.names),
        older=older,
        newest=_href(filters.pairs()) if filters.before else "",
    )


def _row(entry: Entry, found: Trail, filters: Filters) -> Row:
    return Row(
        moment=_moment(entry.done_utc),
        actor=_named(entry.actor, found, filters, ACTOR),
        action=words.said(entry.action),
        subject=_named(entry.subject, found, filters, SUBJECT),
        details=", ".join(map(words.detail, entry.details)),
        request_id=entry.request_id,
    )


def _named(who: str, found: Trail, filters: Filters, parameter: str) -> Named:
    can_be_asked_for = found.sees_all or who in found.names
    href = _href(filters.pairs(**{parameter: who})) if can_be_asked_for else ""
    return Named(words.called(who, found.names), href)


def _chips(filters: Filters, names: Mapping[str, str]) -> list[tuple[str, str]]:
    shown = (
        (ACTOR, words.called(filters.actor, names)),
        (ACTION, words.said(filters.action)),
        (SUBJECT, words.called(filters.subject, names)),
        (DAY, filters.day),
    )
    return [(text, _href(filters.pairs(**{name: ""}))) for name, text in shown if text]


def _href(pairs: Mapping[str, str]) -> str:
    return url_for("audit.show", **pairs)  # type: ignore[arg-type]


def _moment(moment: datetime) -> str:
    return format_datetime(moment.astimezone(BERLIN), "short", locale=get_locale())


def _clean(text: str) -> str:
    return text if text.isprintable() else ""


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if len(text) == 10 else ""
    except ValueError:
        return ""


def _bounds(day: str) -> tuple[datetime | None, datetime | None]:
    """The first moment of the day and that of the next one; nothing for the last day there is."""
    if not day or day >= date.max.isoformat():
        return None, None
    first = date.fromisoformat(day)
    start, end = (datetime.combine(each, time(), BERLIN) for each in (first, first + timedelta(1)))
    return start, end
