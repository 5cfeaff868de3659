"""What the pages of the list and of one offer show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext
from markupsafe import Markup

from matcher.wording import change_sentence
from offers.differences import differences
from offers.licences import forbids_changes
from offers.schema import Offer, dump_offer
from offers.store import Version
from web.actor_names import actors
from web.formats import moment
from web.language import current_language
from web.offer_page.labels import availability_label
from web.pages.editor.fields import label_of
from web.pages.editor.values import Lines, said
from web.source_names import source_name
from web.use_cases.catalogue.care_list import ListedOffer, Stand
from web.use_cases.catalogue.editing import CaredFor
from web.use_cases.catalogue.standing import standing

MOST_VERSIONS = 50
Row = tuple[Markup, Lines]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """One version: when, by whom, why, and what changed, in sentences."""

    number: int
    when: str
    who: str
    source: str
    note: str
    changes: tuple[str, ...]
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnField:
    """A field in which the editors' word stands against the source's."""

    label: str
    ours: Lines
    theirs: Lines


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferView:
    """One offer for editors; `replaced_by` is '' for none."""

    offer: Offer
    version: int
    source: str
    missing_since: str
    archived: str
    replaced_by: str
    is_fixed: bool
    own_fields: tuple[OwnField, ...]
    versions: tuple[VersionView, ...]
    more_versions: int


def stand_options() -> tuple[tuple[str, str], ...]:
    """Which offers can be listed."""
    return (
        (Stand.PUBLISHED.value, gettext("in the catalogue")),
        (Stand.ENDED.value, gettext("in the catalogue, but ended")),
        (Stand.ARCHIVED.value, gettext("archived")),
    )


def list_rows(items: Iterable[ListedOffer], today: date) -> tuple[Row, ...]:
    """Offers of the list: a link, and the lines beside it."""
    return tuple((_link(each.offer.id, each.offer.title), _lines(each, today)) for each in items)


def offer_view(found: CaredFor) -> OfferView:
    """The page of one offer."""
    stored, shown = found.stored, found.versions[: MOST_VERSIONS + 1]
    return OfferView(
        offer=stored.offer,
        version=stored.version,
        source=source_name(stored.source_id),
        missing_since=moment(stored.missing_since_utc),
        archived=moment(stored.archived_utc),
        replaced_by=stored.merged_into or "",
        is_fixed=forbids_changes(stored.source_offer),
        own_fields=_own_fields(found),
        versions=_versions(shown, stored.version),
        more_versions=max(0, len(found.versions) - MOST_VERSIONS),
    )


def _link(offer_id: str, title: str) -> Markup:
    href = url_for("editor.show_offer", offer_id=offer_id)
    return Markup('<a href="{}">{}</a>').format(href, title)


def _lines(each: ListedOffer, today: date) -> Lines:
    state = (
        gettext("merged into %(offer)s", offer=each.replaced_by)
        if each.replaced_by
        else availability_label(standing(each.offer, today).availability)
    )
    return (each.offer.provider, f"{source_name(each.source_id)}, {state}")


def _own_fields(found: CaredFor) -> tuple[OwnField, ...]:
    stored = found.stored
    ours, theirs = dump_offer(found.versions[0].offer), dump_offer(stored.source_offer)
    return tuple(
        OwnField(
            label=label_of(field),
            ours=said(field, ours.get(field)),
            theirs=said(field, theirs.get(field)),
        )
        for field in stored.own_fields
    )


def _versions(found: tuple[Version, ...], current: int) -> tuple[VersionView, ...]:
    """Newest first, each beside the one before it; the first one of all is new."""
    names = actors(each.created_by for each in found)
    earlier = (*found[1:], None)
    return tuple(
        VersionView(
            number=each.number,
            when=moment(each.created_utc),
            who=names[each.created_by],
            source=source_name(each.source_name),
            note=each.note,
            changes=_changes(before, each),
            is_current=each.number == current,
        )
        for each, before in list(zip(found, earlier, strict=True))[:MOST_VERSIONS]
    )


def changes_between(before: Offer | None, after: Offer) -> tuple[str, ...]:
    """What changes, a sentence each; nothing for two that say the same."""
    if before is not None and dump_offer(before) == dump_offer(after):
        return ()
    found = differences(before, after)
    return tuple(change_sentence(change, current_language()) for change in found)


def _changes(before: Version | None, after: Version) -> tuple[str, ...]:
    if before is None and after.number > 1:
        return ()
    return changes_between(before.offer if before else None, after.offer)
