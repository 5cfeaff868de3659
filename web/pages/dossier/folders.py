"""The Digitale Mappe before it is given out: its language, whose words, how it will look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import render_template, request, url_for
from flask_babel import force_locale
from werkzeug.wrappers import Response

from web.documents import unprintable
from web.documents.document import fingerprint
from web.language import LANGUAGES, current_language
from web.pages.dossier.blueprint import blueprint
from web.pages.dossier.folder_document import folder_draft, no_words, own_words
from web.pages.dossier.giving_out import given_out
from web.pages.dossier.matter import Matter, matter_of
from web.pages.dossier.words import NOTICE, OUTDATED, notice_of
from web.use_cases.dossiers.issuing import Draft

LANGUAGE, WORDS, YES = "sprache", "worte", "ja"


@dataclass(frozen=True, slots=True)
class Wish:
    """How the folder is to be."""

    language: str
    has_words: bool


@blueprint.get("/mappe")
def prepare_folder(public_id: str) -> str:
    """What the firm will read, before anybody can."""
    matter, wish = matter_of(public_id), _wish(request.args)
    document = _draft(matter, wish).document
    return render_template(
        "pages/dossier/folder.html",
        frame=matter.listed.frame,
        wish=wish,
        document=document,
        seen=fingerprint(document),
        unprintable=unprintable(document),
        choices=tuple(LANGUAGES.items()),
        notice=notice_of(request.args.get(NOTICE, "")),
    )


@blueprint.post("/mappe")
def give_out_folder(public_id: str) -> Response:
    """Freeze it and make its address."""
    wish = _wish(request.form)
    again = url_for(
        ".prepare_folder",
        public_id=public_id,
        sprache=wish.language,
        worte=YES if wish.has_words else None,
        hinweis=OUTDATED,
    )
    return given_out(public_id, _draft(matter_of(public_id), wish), "mappe", again=again)


def _draft(matter: Matter, wish: Wish) -> Draft:
    with force_locale(wish.language):
        return folder_draft(matter, own_words(matter) if wish.has_words else no_words())


def _wish(given: Mapping[str, str]) -> Wish:
    language = given.get(LANGUAGE, "")
    return Wish(
        language=language if language in LANGUAGES else current_language(),
        has_words=given.get(WORDS) == YES,
    )
