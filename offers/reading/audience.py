"""Who may apply: a text that names applicants, as a condition.

Applicants in a list are alternatives. What stands before a noun ('junge', 'landwirtschaftliche') or
after it ('bis 5 Jahre', 'der Ernährungswirtschaft') narrows it; what follows a preposition ('aus
Hochschulen', 'mit Unternehmenspartnern') is no applicant.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from offers.reading.brackets import applicants
from offers.reading.evidence import DOUBTFUL, capped, read, some
from offers.reading.folding import Folded, folded
from offers.reading.narrowing import narrowed
from offers.reading.roles import Applicant
from offers.schema import AudienceWord, Condition, Evidence
from offers.schema.conditions import InAudience, NotOf

_ANY_COMPANY = 0.75


LONGEST = 2_000
"""Applicants are named in fewer letters; what follows is not read."""


def read_audience(text: str) -> Condition | None:
    """The condition of a text that names applicants; None where it names none, or anybody."""
    return _read(text[:LONGEST])


@lru_cache(maxsize=4096)
def _read(text: str) -> Condition | None:
    source = folded(text)
    found = applicants(source)
    admitted = [one for one in found.known if not one.denied]
    parts = [narrowed(source, one, admitted[place + 1 :]) for place, one in enumerate(admitted)]
    if admitted and all(one.actor.anybody for one in admitted):
        return None
    whole = _anybody(parts, admitted) or some(parts, quote=source.quote(0, len(source.text)))
    if whole is None:
        return _denied(source, found.known)
    return capped(whole, DOUBTFUL) if found.open else whole


def _anybody(parts: Sequence[Condition], admitted: Sequence[Applicant]) -> Condition | None:
    """Where companies of every kind are among the applicants, one short test for all."""
    company = next((part for part in parts if _words(part) == (AudienceWord.COMPANY,)), None)
    if company is None:
        return None
    words = dict.fromkeys(word for part in parts for word in _words(part))
    if any(one.actor.founder for one in admitted):
        words[AudienceWord.FOUNDER] = None
    ordered = (AudienceWord.COMPANY, *(w for w in words if w is not AudienceWord.COMPANY))
    return read(InAudience(ordered), quote=company.evidence.quote, confidence=_ANY_COMPANY)


def _words(part: Condition) -> tuple[AudienceWord, ...]:
    return part.test.words if isinstance(part.test, InAudience) else ()


def _denied(text: Folded, known: Sequence[Applicant]) -> Condition | None:
    """'keine Freiberufler' where nobody else is named."""
    parts = [narrowed(text, one, ()) for one in known if one.denied]
    refused = some(parts, quote=text.quote(0, len(text.text)))
    if refused is None:
        return None
    evidence = refused.evidence
    return Condition(NotOf(refused), Evidence(evidence.label, evidence.quote, "text", DOUBTFUL))
