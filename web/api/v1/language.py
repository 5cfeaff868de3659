"""The language that a caller of the API asks for."""

from __future__ import annotations

from flask import Request

from web.language import DEFAULT_LANGUAGE, LANGUAGES


def asked_language(request: Request) -> str:
    """`lang` of the query, else the best of Accept-Language, else German. Cookies do not count."""
    named = request.args.get("lang", "")
    if named in LANGUAGES:
        return named
    best = request.accept_languages.best_match(tuple(LANGUAGES))
    return best if best is not None else DEFAULT_LANGUAGE
