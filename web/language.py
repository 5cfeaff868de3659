"""Which language a page speaks, and where its words come from.

German is the default; `?lang=` decides first, then the cookie that `/sprache/<code>` sets.
Catalogues are read from the .po files when first needed: nothing to compile, nothing stale.
"""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, Response, current_app, request
from flask_babel import Babel, Domain, get_locale
from werkzeug.utils import cached_property

LANGUAGES = {"de": "Deutsch", "en": "English"}
DEFAULT_LANGUAGE = "de"
COOKIE = "sprache"
COOKIE_SECONDS = 180 * 24 * 3600
TRANSLATIONS = Path(__file__).parent / "translations"


def selected_language() -> str:
    """The code of the language for this request: parameter, else cookie, else German."""
    for candidate in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if candidate in LANGUAGES:
            return str(candidate)
    return DEFAULT_LANGUAGE


def asked_language() -> str:
    """What a program asks for: `?lang=`, else Accept-Language, else German. No cookies."""
    named = request.args.get("lang", "")
    if named in LANGUAGES:
        return named
    wanted = (
        code.partition("-")[0].lower() for code, quality in request.accept_languages if quality
    )
    return next((code for code in wanted if code in LANGUAGES), DEFAULT_LANGUAGE)


def current_language() -> str:
    """The code of the language in force, also where it was forced; German outside a request."""
    locale = get_locale()
    return locale.language if locale else DEFAULT_LANGUAGE


def remember_language(response: Response, code: str) -> Response:
    """The same response with the cookie that keeps the choice for 180 days."""
    response.set_cookie(
        COOKIE,
        code,
        max_age=COOKIE_SECONDS,
        secure=bool(current_app.config.get("SESSION_COOKIE_SECURE")),
        httponly=True,
        samesite="Lax",
    )
    return response


@cache
def catalogue(code: str) -> Translations | NullTranslations:
    """The translations of one language; English is the language of the msgids and has none."""
    path = TRANSLATIONS / code / "LC_MESSAGES" / "messages.po"
    if not path.is_file():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=code))
    compiled.seek(0)
    return Translations(compiled)


class PoDomain(Domain):
    """A message domain that reads .po files."""

    def get_translations(self) -> Translations | NullTranslations:
        """The translations for the language in force."""
        return catalogue(current_language())


class PoBabel(Babel):
    """Flask-Babel with `PoDomain` as its only domain."""

    @cached_property
    def domain_instance(self) -> PoDomain:
        """The domain that gettext uses."""
        return PoDomain()


def init_app(app: Flask) -> None:
    """Make `app` speak both languages: gettext, locale, response headers, template globals."""
    PoBabel().init_app(
        app,
        default_locale=DEFAULT_LANGUAGE,
        default_timezone="Europe/Berlin",
        locale_selector=selected_language,
    )
    app.jinja_env.globals.update(current_language=current_language, languages=LANGUAGES)
    app.after_request(_label_response)


def _label_response(response: Response) -> Response:
    """Pages name their language, vary by cookie, and keep a choice made by `?lang=`."""
    if response.mimetype != "text/html":
        return response
    response.headers.setdefault("Content-Language", current_language())
    response.vary.add("Cookie")
    wanted = request.args.get("lang")
    if wanted in LANGUAGES and wanted != request.cookies.get(COOKIE):
        remember_language(response, str(wanted))
    return response
