"""Offers that look alike, side by side: merged into one, told apart, or parted again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from matcher.wording import audience_label, kind_label
from offers.schema import Offer
from web.current import author, services, today
from web.formats import listing, partial_date
from web.language import current_language
from web.offer_facts import amount_text, deadline_text
from web.organisation_facts import territory_names
from web.overlap_words import evidence_sentence, likeness
from web.pages.intake.blueprint import PAGE, blueprint, notice
from web.use_cases.catalogue import pairs
from web.use_cases.catalogue.pairs import PairSeen, PairState

KEPT, STATE = "bleibt", "stand"
STATES = {
    "offen": PairState.OPEN,
    "zusammengefuehrt": PairState.MERGED,
    "verschieden": PairState.DISTINCT,
}
"""The states of pairs that are listed, by their word in the address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairShown:
    """Two offers in words: rows of facts (label, first, second, whether they differ)."""

    id: int
    first: Offer
    second: Offer
    likeness: str
    for_it: tuple[str, ...]
    against_it: tuple[str, ...]
    rows: tuple[tuple[str, str, str, bool], ...]
    kept_id: str


@blueprint.get("/doppelt")
def show_pairs() -> str:
    """The pairs that wait, or those that were decided about; the likeliest first."""
    word = request.args.get(STATE, "offen")
    state = STATES.get(word, PairState.OPEN)
    page = request.args.get(PAGE, default=1, type=int)
    found = pairs.search(services().engine, state, page)
    shown_state = word if word in STATES else "offen"
    return render_template(
        "pages/intake/pairs.html",
        found=found,
        shown=tuple(map(_shown, found.items)),
        state=state.value,
        notice=notice(),
        page_base=f"{url_for('.show_pairs')}?{STATE}={shown_state}&{PAGE}=",
    )


@blueprint.get("/doppelt/<int:pair_id>")
def show_pair(pair_id: int) -> str:
    """Two offers side by side; 404 for a pair that is not known any more."""
    found = pairs.find(services().engine, pair_id)
    if found is None:
        abort(404)
    return render_template("pages/intake/pair.html", shown=_shown(found), state=found.state.value)


@blueprint.post("/doppelt/<int:pair_id>/zusammenfuehren")
def merge_pair(pair_id: int) -> Response:
    """Let the chosen one stand for both; 404 where the pair is not open any more."""
    if not pairs.merge(services().engine, pair_id, request.form.get(KEPT, ""), by=author()):
        abort(404)
    return redirect(url_for(".show_pair", pair_id=pair_id), code=303)


@blueprint.post("/doppelt/<int:pair_id>/verschieden")
def tell_apart(pair_id: int) -> Response:
    """They are two offers; 404 where the pair is not open any more."""
    if not pairs.tell_apart(services().engine, pair_id, by=author()):
        abort(404)
    return redirect(url_for(".show_pairs", hinweis="verschieden"), code=303)


@blueprint.post("/doppelt/<int:pair_id>/nochmal")
def reopen_pair(pair_id: int) -> Response:
    """Ask once more; 404 where the two were not told apart."""
    if not pairs.reopen(services().engine, pair_id, by=author()):
        abort(404)
    return redirect(url_for(".show_pair", pair_id=pair_id), code=303)


@blueprint.post("/doppelt/<int:pair_id>/trennen")
def split_pair(pair_id: int) -> Response:
    """Undo a merge; 404 where the two are not merged."""
    if not pairs.split(services().engine, pair_id, by=author()):
        abort(404)
    return redirect(url_for(".show_pair", pair_id=pair_id), code=303)


def _shown(pair: PairSeen) -> PairShown:
    facts = tuple((label, tell(pair.first), tell(pair.second)) for label, tell in _facts())
    return PairShown(
        id=pair.id,
        first=pair.first,
        second=pair.second,
        likeness=likeness(pair.score),
        for_it=tuple(evidence_sentence(each) for each in pair.evidence if each.speaks_for),
        against_it=tuple(evidence_sentence(each) for each in pair.evidence if not each.speaks_for),
        rows=tuple(
            (label, one, other, one != other) for label, one, other in facts if one or other
        ),
        kept_id=pair.kept_id or "",
    )


def _facts() -> tuple[tuple[str, Callable[[Offer], str]], ...]:
    """What is compared: label, and what an offer says of it."""
    language, day = current_language(), today()
    return (
        (gettext("Provider"), lambda offer: offer.provider),
        (gettext("Kind"), lambda offer: listing(kind_label(k, language) for k in offer.kinds)),
        (gettext("Place"), lambda offer: listing(territory_names(offer.territory))),
        (
            gettext("For whom"),
            lambda offer: listing(audience_label(a, language) for a in offer.audience),
        ),
        (gettext("Worth"), amount_text),
        (gettext("Deadline"), lambda offer: deadline_text(offer, day)),
        (gettext("Website"), lambda offer: offer.url),
        (gettext("Source"), lambda offer: offer.source.document if offer.source else ""),
        (gettext("As of"), lambda offer: partial_date(offer.as_of) if offer.as_of else ""),
        (
            gettext("Checked on"),
            lambda offer: partial_date(offer.verified_on) if offer.verified_on else "",
        ),
    )
