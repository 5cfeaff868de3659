"""The desk of the advisor who is signed in, for pages that nobody else opens."""

from __future__ import annotations

from datetime import timedelta

from web.current import person, services
from web.use_cases.files.desk import Desk
from web.use_cases.files.judging import judge_key
from web.use_cases.roles import Role

ROLES = (Role.ADVISOR, Role.LEAD)
"""Who works at a desk."""


def desk() -> Desk:
    """Whose desk it is in this request."""
    known = person()
    assert known is not None
    settings = services().settings
    return Desk(
        person_id=known.id,
        public_id=known.public_id,
        judge=judge_key(settings.secret_key.get_secret_value(), known.public_id),
        name=known.name,
        organisation_id=known.organisation_id,
        organisation_name=known.organisation_name,
        is_lead=Role.LEAD in known.roles,
        kept_for=timedelta(days=settings.file_days),
    )
