"""Import the lists of firms that advisors have confirmed, and match their firms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from web.author import Author
from web.jobs.firm_matches import standing_of
from web.services import Services
from web.use_cases.firm_lists import importing
from web.use_cases.firm_lists.matching import Standing


def run(held: Services, author: Author) -> Mapping[str, int]:
    """How many lists were done, and how many firms got a file."""
    found = importing.waiting(held.engine)
    if not found:
        return {}
    standing = standing_of(held, author)
    kept_for = timedelta(days=held.settings.file_days)
    firms = sum(_import(held, each, standing, kept_for) for each in found)
    return {"firm_lists": len(found), "firms": firms}


def _import(held: Services, list_id: int, standing: Standing, kept_for: timedelta) -> int:
    """A list from where it stands to its end; how many files were made."""
    total = 0
    while made := importing.import_chunk(
        held.engine, list_id, kept_for=kept_for, now=held.clock.now()
    ):
        total += made
    while importing.match_chunk(held.engine, list_id, standing):
        pass
    importing.finish(held.engine, list_id, now=held.clock.now())
    return total
