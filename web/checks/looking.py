"""All checks together."""

from __future__ import annotations

import os
from collections.abc import Iterator

from web.assets import missing_packages
from web.checks import addresses, database, files, mail
from web.checks.findings import Finding, Severity, note, serious
from web.config import Settings
from web.documents.fonts import is_installed
from web.jobs.registry import jobs_of
from web.services import Services
from web.site import missing_variables
from web.use_cases.jobs import standing
from web.use_cases.operation import condition

WORKERS = 2
"""How many gunicorn starts where WEB_CONCURRENCY does not say."""


def look(held: Services) -> tuple[Finding, ...]:
    """Everything that is found, what is serious first; asks database, mail servers and disks."""
    found = [*_of_settings(held.settings), *_of_surroundings(held)]
    return tuple(sorted(found, key=lambda finding: finding.severity is not Severity.SERIOUS))


def _of_settings(settings: Settings) -> Iterator[Finding]:
    yield from addresses.of_secrets(settings)
    yield from addresses.of_addresses(settings, workers=_workers())
    yield from mail.of_settings(settings)
    yield from database.of_second_factor(is_required=settings.second_factor_required)
    for variable in missing_variables(settings):
        yield note("legal_page_incomplete", f"Missing on the legal pages: {variable}")


def _of_surroundings(held: Services) -> Iterator[Finding]:
    now = held.clock.now()
    state = condition.examine(held.engine)
    yield from database.of_condition(state, now=now)
    if state.is_at_head:
        for name in standing.overdue(held.engine, jobs_of(held.settings), now=now):
            yield note("job_overdue", f"The job {name} is overdue: does the scheduler run?")
    yield from mail.of_servers(held.settings)
    yield from files.of_files(held.settings)
    if missing_packages() or not is_installed():
        yield serious("no_style_sheets", "Style sheets or fonts are missing: run npm ci in web/.")


def _workers() -> int:
    given = os.environ.get("WEB_CONCURRENCY", "")
    return int(given) if given.isdigit() else WORKERS
