"""Figures as pages and files show them: bars that are a table, and the same as records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from flask_babel import gettext
from markupsafe import Markup

from web.formats import rate, whole_number
from web.use_cases.insight import disclosure
from web.use_cases.insight.disclosure import LEAST, Table

MOST_BARS = 20
Record = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: what was counted, the figure, its share in words, and the bar in percent."""

    label: str
    count: str
    share: str
    width: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One plot: `headers` are those of its three columns, `records` go into the file.

    `about` says what is counted, `note` what else is to know, `empty` why there are no bars.
    """

    anchor: str
    title: str
    about: str
    headers: tuple[str, str, str]
    bars: tuple[Bar, ...]
    hidden: tuple[Bar, ...] = ()
    record_headers: Record
    records: tuple[Record, ...]
    note: str = ""
    empty: str = ""
    download: str = ""

    @property
    def shown(self) -> tuple[Bar, ...]:
        """The bars of the page: the largest, and the one of what is not shown."""
        return (*self.bars[:MOST_BARS], *self.hidden) if self.bars else ()

    @property
    def more(self) -> int:
        """How many only the file has."""
        return max(len(self.bars) - MOST_BARS, 0)

    def at(self, address: str) -> Figure:
        """The same with the address of its file."""
        return replace(self, download=address)


def between(firms: int) -> str:
    """'15–19': the numbers that a figure may stand for."""
    return f"{whole_number(firms)}–{whole_number(firms + LEAST - 1)}"


def figure(
    anchor: str,
    title: str,
    about: str,
    table: Table,
    label: Callable[[str], str],
    *,
    group: str,
    unit: str = "",
    linked: Callable[[str], str] | None = None,
    note: str = "",
) -> Figure:
    """The plot of a table of firms. `group` names the column of what was counted."""
    unit = unit or gettext("Firms")
    told = [(label(row.key), row.firms) for row in table.rows]
    rest = [(gettext("Groups not shown, together"), table.rest)] if table.rest else []
    words = map(linked, (row.key for row in table.rows)) if linked else (each for each, _ in told)
    return Figure(
        anchor=anchor,
        title=title,
        about=about,
        headers=(group, gettext("How many"), gettext("Share, about")),
        bars=tuple(
            bar(each, row.firms, table.base) for each, row in zip(words, table.rows, strict=True)
        ),
        hidden=tuple(bar(each, count, table.base) for each, count in rest),
        record_headers=(group, *record_range(unit), gettext("Share in percent")),
        records=tuple(
            (each, count, count + LEAST - 1, disclosure.share(count, table.base))
            for each, count in (*told, *rest)
        ),
        note=note,
        empty=_empty(table),
    )


def record_range(unit: str) -> tuple[str, str]:
    """The headers of the two columns of a count."""
    return (
        gettext("%(unit)s, at least", unit=unit),
        gettext("%(unit)s, at most", unit=unit),
    )


def link(address: str, label: str) -> str:
    """A label that leads somewhere."""
    return Markup('<a href="{}">{}</a>').format(address, label)


def bar(label: str, count: int, base: int) -> Bar:
    """One row: a figure and its share."""
    percent = disclosure.share(count, base)
    return Bar(label, between(count), rate(percent), str(percent))


def _empty(table: Table) -> str:
    if table.rows:
        return ""
    if table.base:
        return gettext("No group can be shown here without telling of fewer than five firms.")
    return gettext("There are fewer than five firms, or none.")
