"""The blueprint of these pages: for everybody with an account."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint
from werkzeug.wrappers import Response

from web.access import Access, declare
from web.current import looks_after_service, person
from web.use_cases.digests.kinds import Audience
from web.use_cases.digests.people_subscribing import ROLES
from web.use_cases.signing_in.sessions import SignedIn

blueprint = Blueprint("account", __name__)
declare(blueprint, Access.SIGNED_IN)
Answer = str | Response | tuple[str, int] | tuple[str, int, Mapping[str, str]]


def who() -> SignedIn:
    """Who is signed in: the access rule lets nobody else come here."""
    known = person()
    assert known is not None
    return known


def audiences() -> frozenset[Audience]:
    """The news by e-mail that this person may have."""
    held = {audience for audience, roles in ROLES.items() if not who().roles.isdisjoint(roles)}
    return frozenset(held if looks_after_service() else held - {Audience.OPERATOR})
