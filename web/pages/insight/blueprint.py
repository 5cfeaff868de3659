"""The blueprint of insight, whose view it shows, and what is held between requests."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, current_app
from flask.blueprints import BlueprintSetupState

from matcher.working_days import land_code_of_territory
from offers.taxonomy.regions import resolve_territory
from web.access import Access, declare
from web.current import looks_after_service, now, person, services
from web.held import Held
from web.use_cases.insight import files, firms
from web.use_cases.insight.asked import View
from web.use_cases.insight.files import Files
from web.use_cases.insight.firms import Firms
from web.use_cases.roles import Role
from web.use_cases.signing_in.sessions import SignedIn

blueprint = Blueprint("insight", __name__, url_prefix="/auswertung")
declare(blueprint, Access.SIGNED_IN, Role.ADVISOR, Role.LEAD, Role.EDITOR, Role.ADMINISTRATOR)
_KEY = "insight"


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is dear to read, by what it is good for."""

    firms: Held[firms.Version, Firms]
    files: Held[files.Version, Files]


@blueprint.record_once
def _prepare(state: BlueprintSetupState) -> None:
    state.app.extensions[_KEY] = _Kept(Held(), Held())


def all_firms() -> Firms:
    """All firms as they stand; read anew only after something changed."""
    engine, moment = services().engine, now()
    return _kept().firms.of(firms.version(engine, moment), lambda: firms.load(engine, moment))


def all_files() -> Files:
    """All files as they stand; read anew only after something changed."""
    engine = services().engine
    return _kept().files.of(files.version(engine), lambda: files.load(engine))


def _kept() -> _Kept:
    kept = current_app.extensions[_KEY]
    assert isinstance(kept, _Kept)
    return kept


def known_person() -> SignedIn:
    """Who is signed in."""
    found = person()
    assert found is not None
    return found


def sees_everything() -> bool:
    """Whether it is an administrator who looks after the whole service."""
    return Role.ADMINISTRATOR in known_person().roles and looks_after_service()


def view() -> View:
    """The firms and files that the figures of this person are about."""
    known = known_person()
    if sees_everything():
        return View(None, None)
    return View(resolve_territory(known.territories), known.organisation_id)


def land() -> str:
    """The Land whose working days count."""
    return land_code_of_territory(known_person().territories)
