"""Rows of the tables that the pages show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from flask import url_for
from flask_babel import gettext, lazy_gettext, ngettext
from markupsafe import Markup

from matcher.catalogue import Catalogue
from offers.taxonomy.needs import need
from web.firm_tables import Problem
from web.formats import listing, moment, whole_number
from web.language import current_language
from web.pages.firm_lists.words import field_label, row_sentence
from web.use_cases.firm_lists.preview import SampleRow
from web.use_cases.firm_lists.results import MatchedFirm
from web.use_cases.firm_lists.rows import ListEntry, ListState
from web.use_cases.firm_lists.storing import MOST_PROBLEMS

MOST_PROBLEMS_SHOWN = 100
OFFERS_SHOWN = 3
STATES: Mapping[ListState, object] = {
    ListState.PREVIEW: lazy_gettext("to be checked"),
    ListState.WAITING: lazy_gettext("is being imported"),
    ListState.DONE: lazy_gettext("imported"),
    ListState.DROPPED: lazy_gettext("not imported"),
}
Cells = tuple[object, ...]
_LINK = Markup('<a href="{}">{}</a>')
_FIRM = Markup('<a href="{}">{}</a><br><span class="al-muted">{}</span>')


def list_rows(entries: Iterable[ListEntry]) -> Sequence[Cells]:
    """The lists of an organisation."""
    return [
        (
            _LINK.format(url_for(".show_list", public_id=each.public_id), each.name),
            STATES[each.state],
            whole_number(each.total),
            moment(each.created_utc),
            each.by,
        )
        for each in entries
    ]


def column_rows(columns: Iterable[tuple[str, str]]) -> Sequence[Cells]:
    """Headings with what they were taken for."""
    return [
        (heading, field_label(field) if field else gettext("is not imported"))
        for heading, field in columns
    ]


def problem_rows(problems: Sequence[Problem]) -> Sequence[Cells]:
    """The first problems: line and field, then what stands there and what to do."""
    return [
        (_place_of(each), tuple(filter(None, (_quoted(each.given), row_sentence(each)))))
        for each in problems[:MOST_PROBLEMS_SHOWN]
    ]


def more_problems(stored: int) -> str:
    """How many problems beyond those are not shown, as a sentence; '' for none."""
    more = stored - MOST_PROBLEMS_SHOWN
    if more <= 0:
        return ""
    if stored == MOST_PROBLEMS:
        return ngettext("And at least one more.", "And at least %(num)s more.", more)
    return ngettext("And one more.", "And %(num)s more.", more)


def _place_of(problem: Problem) -> str:
    line = gettext("Line %(number)s", number=problem.line)
    return f"{line}, {field_label(problem.field)}" if problem.field else line


def _quoted(given: str) -> str:
    return gettext("“%(given)s”", given=given) if given else ""


def sample_rows(sample: Iterable[SampleRow]) -> Sequence[Cells]:
    """Some firms as they were read."""
    return [(each.name, *_told(each.answers)) for each in sample]


def _told(answers: Mapping[str, object]) -> Cells:
    place = " ".join(str(answers[key]) for key in ("postal_code", "municipality") if key in answers)
    sector = " ".join(str(answers[key]) for key in ("wz", "sector_text") if key in answers)
    employees = answers.get("employees")
    count = whole_number(employees) if isinstance(employees, int) else ""
    keys = answers.get("needs")
    needs = need_labels(map(str, keys)) if isinstance(keys, list) else []
    words = [gettext("“%(text)s”", text=answers["need_text"])] if "need_text" in answers else []
    return (place, sector, count, "; ".join((*needs, *words)))


def firm_rows(firms: Iterable[MatchedFirm], catalogue: Catalogue) -> Sequence[Cells]:
    """Firms with links to their files and to their best offers there."""
    return [
        (
            _FIRM.format(
                url_for("company_file.show", public_id=each.public_id), each.name, each.town
            ),
            tuple(_told_of(each, catalogue)),
        )
        for each in firms
    ]


def _told_of(firm: MatchedFirm, catalogue: Catalogue) -> Iterator[object]:
    if firm.fitting is None:
        yield gettext("Offers are not looked for yet")
        return
    count = firm.fitting
    if count and firm.lacks_concern:
        yield ngettext(
            "One offer may suit it; its needs are not known yet",
            "%(num)s offers may suit it; its needs are not known yet",
            count,
        )
        return
    yield (
        ngettext("One offer fits", "%(num)s offers fit", count)
        if count
        else gettext("No offer fits")
    )
    for offer_id, title in titles_of(firm.best, catalogue)[:OFFERS_SHOWN]:
        href = url_for("company_file.offer", public_id=firm.public_id, offer_id=offer_id)
        yield _LINK.format(href, title)
    if firm.unserved:
        needs = listing(need_labels(firm.unserved))
        yield gettext("No offer there for: %(needs)s", needs=needs)


def titles_of(ids: Iterable[str], catalogue: Catalogue) -> Sequence[tuple[str, str]]:
    """Ids and titles of these offers; those that have left the catalogue are left out."""
    found = (catalogue.offer(each) for each in ids)
    return [(offer.id, offer.title) for offer in found if offer is not None]


def need_labels(keys: Iterable[str]) -> list[str]:
    """What needs are called."""
    return [need(key).label.get(current_language()) for key in keys]
