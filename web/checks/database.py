"""What the condition of the database means for the service."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from web.checks.findings import Finding, note, serious
from web.config import variable_of
from web.use_cases.operation.condition import Condition

MOST_SECONDS_APART = 30
_WRITES_AHEAD = "wal"


def of_condition(found: Condition, *, now: datetime) -> Iterator[Finding]:
    """What is wrong, the deepest trouble only: a database that is away has no other faults."""
    if not found.is_reached:
        yield serious("no_database", "The database cannot be reached.")
        return
    yield from _server(found, now)
    if not found.is_at_head:
        yield _migration(found)
        return
    if not found.is_writable:
        yield serious("not_writable", "The database cannot be written.")
    if not found.offers:
        yield serious("no_catalogue", "The catalogue is empty: flask load-catalogue.")
    yield from _people(found)


def _migration(found: Condition) -> Finding:
    if not found.is_known:
        return serious(
            "newer_database",
            f"The database belongs to a newer version (migration {found.migration}).",
        )
    return serious("not_migrated", "The database is not migrated: flask migrate.")


def _server(found: Condition, now: datetime) -> Iterator[Finding]:
    if found.clock_utc is not None:
        apart = round(abs((found.clock_utc - now).total_seconds()))
        if apart > MOST_SECONDS_APART:
            yield serious(
                "clocks_apart",
                f"The clocks of this machine and of the database are {apart} seconds apart.",
            )
    if found.journal is not None and found.journal != _WRITES_AHEAD:
        yield serious(
            "no_wal",
            "The file system of the database cannot share memory between processes, as network"
            " folders cannot: put it on a local disk, or take PostgreSQL.",
        )


def _people(found: Condition) -> Iterator[Finding]:
    if not found.administrators:
        yield note(
            "no_administrator", "Nobody is administrator yet: flask people invite-administrator."
        )
    if not found.has_scheduler:
        yield note("no_scheduler", "The scheduler has never run here: flask --app wsgi scheduler.")


def of_second_factor(*, is_required: bool) -> Iterator[Finding]:
    """Whether a password alone opens an account."""
    if not is_required:
        yield note(
            "no_second_factor",
            f"{variable_of('second_factor_required')} is false: a password alone opens an account.",
        )
