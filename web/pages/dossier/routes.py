"""The dossier as a page on which it is arranged, and what was given out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import render_template, request

from offers.schema import Offer
from web.current import catalogue, now, services, shelf, today
from web.documents import unprintable
from web.documents.document import fingerprint
from web.pages.dossier.blueprint import blueprint
from web.pages.dossier.composing import dossier
from web.pages.dossier.matter import Matter, matter_of
from web.pages.dossier.words import FOLDER_STATES, KEPT, LOST, NOTICE, Notice, notice_of
from web.typed_texts import one_line
from web.use_cases.catalogue.searching import Search, search
from web.use_cases.dossiers import issues
from web.use_cases.dossiers.issues import FolderState

WORDS = "suche"
LONGEST_WORDS = 200
MOST_FOUND = 8
MOST_PROPOSED = 6
ANCHOR = "angebot-"
COMMENT, PREFACE = "kommentar", "vorwort"


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed and is not saved, by field, with what is wrong with it if anything."""

    texts: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


@blueprint.get("")
def show(public_id: str) -> str:
    """The essentials, then each offer with what can be done about it."""
    return dossier_page(matter_of(public_id), notice_of(request.args.get(NOTICE, "")))


def dossier_page(matter: Matter, notice: Notice | None, typed: Typed | None = None) -> str:
    """The page; with `typed` the fields hold that instead of what is stored."""
    document, typed = dossier(matter), typed or Typed()
    lost = _lost(matter, typed)
    parts = {part.key: part for part in document.parts}
    words = one_line(request.args.get(WORDS, ""))[:LONGEST_WORDS]
    frame = matter.listed.frame
    return render_template(
        "pages/dossier/show.html",
        frame=frame,
        matter=matter,
        essentials=document.parts[0],
        offers=[(each, parts[each.offer_id]) for each in matter.offers],
        dropped=_known(matter.plan.dropped),
        proposed=_proposed(matter),
        words=words,
        found=_found(words),
        issues=issues.of_file(services().engine, matter.desk, frame.public_id, now()),
        notice=LOST if lost else notice,
        seen=fingerprint(document),
        unprintable=unprintable(document),
        typed=typed,
        lost=lost,
    )


def kept_page(matter: Matter, typed: Typed) -> tuple[str, int]:
    """The page after somebody else was faster: what was typed is still there."""
    return dossier_page(matter, KEPT, typed), 409


def comment_field(offer_id: str) -> str:
    """The field of the comment on an offer."""
    return f"{COMMENT}-{offer_id}"


def _lost(matter: Matter, typed: Typed) -> tuple[str, ...]:
    """What was typed on offers that the page does not show any more."""
    fields = {PREFACE, *(comment_field(each.offer_id) for each in matter.offers)}
    return tuple(text for name, text in typed.texts.items() if name not in fields)


@blueprint.app_template_global()
def folder_state(state: FolderState) -> tuple[str, str]:
    """What a state of a folder is called, and the kind of its badge."""
    label, kind = FOLDER_STATES[state]
    return str(label), kind


@blueprint.app_template_global()
def anchor_of_offer(offer_id: str) -> str:
    """The id of an offer in the arrangement."""
    return f"{ANCHOR}{offer_id}"


def _found(words: str) -> tuple[Offer, ...] | None:
    """The best offers for the words; None where nobody searched."""
    if not words:
        return None
    return search(shelf(), Search(words=words, per_page=MOST_FOUND), today=today()).offers


def _proposed(matter: Matter) -> tuple[Offer, ...]:
    """The best offers that are neither in nor left out."""
    known = {*matter.plan.offer_ids, *matter.plan.dropped}
    return _known(tuple(key for key in matter.best if key not in known)[:MOST_PROPOSED])


def _known(offer_ids: tuple[str, ...]) -> tuple[Offer, ...]:
    found = (catalogue().offer(key) for key in offer_ids)
    return tuple(offer for offer in found if offer is not None)
