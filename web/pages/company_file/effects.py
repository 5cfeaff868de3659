"""What an answer did to the list: how many offers surely fit since, how many fell out of it."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.eligibility import Verdict
from web.current import catalogue, now, scorer, services, today
from web.desk import desk
from web.file_frame import no_such_file
from web.use_cases.files import company
from web.use_cases.files.company import CompanyFileList


@dataclass(frozen=True, slots=True)
class Look:
    """The ids of the offers in the list, and of those of them that surely fit."""

    listed: frozenset[str]
    sure: frozenset[str]


def list_of(public_id: str) -> CompanyFileList:
    """The firm's list; 404 where there is no such file, or its answers are gone."""
    found = company.of_file(
        services().engine,
        desk(),
        public_id,
        catalogue(),
        scorer=scorer(),
        today=today(),
        now=now(),
    )
    if found is None:
        no_such_file()
    return found


def look(public_id: str) -> Look:
    """The list as it is now."""
    fitting = list_of(public_id).offers.fitting
    return Look(
        frozenset(each.offer.id for each in fitting),
        frozenset(each.offer.id for each in fitting if each.verdict is Verdict.ELIGIBLE),
    )
