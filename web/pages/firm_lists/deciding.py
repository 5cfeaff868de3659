"""The forms of a preview: which known firms are imported all the same, that it begins, or ends."""

from __future__ import annotations

from collections.abc import Mapping

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from web.access import LARGEST_NUMBER
from web.current import author, services
from web.desk import desk
from web.pages.firm_lists.blueprint import blueprint, no_such_list, to_list
from web.use_cases.firm_lists import deciding
from web.use_cases.firm_lists.deciding import Decision

SHOWN, TICKED, DO, TO_PAGE = "gezeigt", "zeile", "tun", "seite-"
_MOST_DIGITS = 19
_CODES: Mapping[Decision, str] = {
    Decision.SAVED: "gespeichert",
    Decision.CONFIRMED: "",
    Decision.ALREADY: "schon",
    Decision.BUSY: "besetzt",
    Decision.KNOWN: "bekannt",
    Decision.NOTHING: "nichts",
}


@blueprint.post("/<string:public_id>")
def decide(public_id: str) -> Response:
    """Keep what is ticked, and go on to another page of it or to the import."""
    shown, ticked = _numbers(SHOWN), _numbers(TICKED)
    engine, pressed = services().engine, request.form.get(DO, "")
    if pressed == "anlegen":
        done = deciding.confirm(engine, desk(), public_id, shown=shown, ticked=ticked, by=author())
    else:
        done = deciding.choose(engine, desk(), public_id, shown=shown, ticked=ticked)
    if done is Decision.GONE:
        no_such_list()
    return to_list(public_id, _CODES[done], page=_page(pressed))


@blueprint.post("/<string:public_id>/loeschen")
def delete(public_id: str) -> Response:
    """Put the list away; files that were made of it stay."""
    if not deciding.put_away(services().engine, desk(), public_id):
        no_such_list()
    return redirect(url_for(".show", hinweis="weg"), code=303)


def _numbers(name: str) -> frozenset[int]:
    """The line numbers that a form sends; what is none is left out."""
    found = (int(each) for each in request.form.getlist(name) if _is_number(each))
    return frozenset(each for each in found if each <= LARGEST_NUMBER)


def _page(pressed: str) -> int:
    number = pressed.removeprefix(TO_PAGE)
    return int(number) if pressed.startswith(TO_PAGE) and _is_number(number) else 1


def _is_number(text: str) -> bool:
    """Whether it is a number that Python reads: of thousands of digits it does not."""
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
