"""The letter that invites a person."""

from __future__ import annotations

from datetime import timedelta

from flask import has_request_context

from web.clock import day_in_berlin
from web.current import now, person, services
from web.letters import Letter
from web.links import absolute
from web.mail.writing import write
from web.tokens import token_hash
from web.use_cases.people.invitations import Invitee, Sending

ENDPOINT = "invitation.show"


def sending() -> Sending:
    """How invitations go out: by mail if the service knows its own address, else not at all."""
    settings = services().settings
    return Sending(
        valid_for=timedelta(days=settings.invitation_days),
        compose=invitation_letter if settings.public_url else None,
    )


def invitation_letter(token: str, invitee: Invitee) -> Letter:
    """The letter with the link of this secret; NoPublicAddressError if no link can be made."""
    expires = now() + timedelta(days=services().settings.invitation_days)
    host = person() if has_request_context() else None
    return write(
        "invitation",
        cause=f"invitation:{token_hash(token)[:40]}",
        recipient=invitee.email,
        language=invitee.language,
        person_id=invitee.person_id,
        expires_utc=expires,
        person=invitee.name,
        host=host.name if host else "",
        organisation=invitee.organisation_name,
        link=absolute(ENDPOINT, token=token),
        last_day=day_in_berlin(expires),
    )
