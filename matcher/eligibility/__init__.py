"""Who may use what: three-valued, with a reason for every condition."""

from matcher.eligibility.compiled import VERDICTS, CompiledConditions
from matcher.eligibility.outcomes import Judged, LeafOutcome
from matcher.eligibility.subject import Subject, subject_of
from matcher.eligibility.truth import Truth
from matcher.eligibility.verdicts import Verdict, status_on, verdict

__all__ = [
    "VERDICTS",
    "CompiledConditions",
    "Judged",
    "LeafOutcome",
    "Subject",
    "Truth",
    "Verdict",
    "status_on",
    "subject_of",
    "verdict",
]
