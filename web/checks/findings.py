"""One thing that is wrong or worth knowing, in a sentence for the operator."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """SERIOUS: something does not work or is not safe. NOTE: may be meant so."""

    SERIOUS = "serious"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` stays the same for ever; the sentence names the variable or the command that helps."""

    severity: Severity
    code: str
    sentence: str


def serious(code: str, sentence: str) -> Finding:
    """Something that has to be mended."""
    return Finding(Severity.SERIOUS, code, sentence)


def note(code: str, sentence: str) -> Finding:
    """Something that an operator should have decided."""
    return Finding(Severity.NOTE, code, sentence)
