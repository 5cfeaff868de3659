"""Proposals: what a source says against a person's word, taken or left."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from matcher.wording import change_sentence
from offers.differences import differences
from offers.store import Proposal
from web.clock import day_in_berlin
from web.current import author, services
from web.language import current_language
from web.pages.intake.blueprint import PAGE, blueprint, notice
from web.source_names import source_name
from web.use_cases.catalogue import proposals
from web.use_cases.paging import paged

BASE = "stand"
"""The field with the version of the offer that the person saw."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalShown:
    """A proposal in words: what would change, one sentence each."""

    id: int
    version: int
    offer_id: str
    title: str
    source: str
    since: str
    changes: tuple[str, ...]


@blueprint.get("/vorschlaege")
def show_proposals() -> str:
    """All that waits, by offer."""
    return _page()


def _page(*, is_changed: bool = False) -> str:
    page = request.args.get(PAGE, default=1, type=int)
    found = paged(proposals.open_proposals(services().engine), page)
    return render_template(
        "pages/intake/proposals.html",
        found=found,
        shown=tuple(map(_shown, found.items)),
        page_base=url_for(".show_proposals") + f"?{PAGE}=",
        base_name=BASE,
        is_changed=is_changed,
        notice=notice(),
    )


@blueprint.post("/vorschlaege/<int:proposal_id>/uebernehmen")
def accept_proposal(proposal_id: int) -> Response | tuple[str, int]:
    """Let it stand; 404 where it is not open any more, 409 where the offer changed meanwhile."""
    base, engine = request.form.get(BASE, type=int), services().engine
    if not proposals.accept(engine, proposal_id, by=author(), base_version=base):
        if proposals.is_open(engine, proposal_id):
            return _page(is_changed=True), 409
        abort(404)
    return redirect(url_for(".show_proposals", hinweis="uebernommen"), code=303)


@blueprint.post("/vorschlaege/<int:proposal_id>/ablehnen")
def reject_proposal(proposal_id: int) -> Response:
    """Keep what stands; 404 where it is not open any more."""
    if not proposals.reject(services().engine, proposal_id, by=author()):
        abort(404)
    return redirect(url_for(".show_proposals", hinweis="behalten"), code=303)


def _shown(proposal: Proposal) -> ProposalShown:
    found = differences(proposal.current, proposal.offer)
    return ProposalShown(
        id=proposal.id,
        version=proposal.version,
        offer_id=proposal.offer.id,
        title=proposal.current.title,
        source=source_name(proposal.source_id),
        since=day_in_berlin(proposal.created_utc).isoformat(),
        changes=tuple(change_sentence(change, current_language()) for change in found),
    )
