"""Answers that a firm gives its advisor: stored with their source, if nobody else did meanwhile."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlmodel import Session

from models.company import CompanyProfile
from models.company_file import CompanyFile, EventKind
from web.author import Author
from web.use_cases.files import parts
from web.use_cases.files.desk import Desk
from web.use_cases.files.parts import Refused
from web.use_cases.files.rows import Edited, Happened
from web.use_cases.firms import profiles, provenance
from web.use_cases.firms.profiles import Change, StoredProfile, stored_profile, value_of
from web.use_cases.firms.provenance import Source

_DIGEST_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Seen:
    """What an advisor had before their eyes: fields of the profile, and a digest of their answers.

    Firm and advisors of several organisations change the same answers; what counts is whether
    somebody answered these very fields, not whether anything happened to the file.
    """

    fields: tuple[str, ...]
    digest: str


def seen(stored: StoredProfile, fields: Sequence[str]) -> Seen:
    """These fields as they stand."""
    profile = stored.profile
    standing = [(field, value_of(profile, field), field in stored.skipped) for field in fields]
    text = json.dumps(standing, default=str)
    return Seen(tuple(fields), hashlib.sha256(text.encode()).hexdigest()[:_DIGEST_LENGTH])


def answer(
    engine: Engine, desk: Desk, public_id: str, change: Change, before: Seen, *, by: Author
) -> Edited:
    """Store what the firm said; CONFLICT if one of the fields was answered meanwhile.

    The firm sees these answers as its own list does. InputErrors stores nothing.
    """

    def store(session: Session, file: CompanyFile, company: CompanyProfile) -> Happened | None:
        if seen(stored_profile(company), before.fields) != before:
            raise Refused(Edited.CONFLICT)
        fields = profiles.take(company, change)
        if not fields:
            return None
        provenance.note(company, fields, Source.ADVISOR, by.now)
        company.updated_utc = by.now
        return Happened(EventKind.ANSWERED, fields)

    return parts.edit(engine, desk, public_id, store, by=by)
