"""What the matcher says, in words: reasons, questions, conditions and labels in every language."""

from matcher.reason import Reason
from matcher.wording.changes import change_sentence
from matcher.wording.input_errors import problem
from matcher.wording.labels import (
    audience_label,
    kind_label,
    size_label,
    stage_label,
    state_label,
    verdict_label,
)
from matcher.wording.languages import LANGUAGES
from matcher.wording.questions import question
from matcher.wording.requirements import requirement
from matcher.wording.sentences import CODES, negated, sentence

__all__ = [
    "CODES",
    "LANGUAGES",
    "Reason",
    "audience_label",
    "change_sentence",
    "kind_label",
    "negated",
    "problem",
    "question",
    "requirement",
    "sentence",
    "size_label",
    "stage_label",
    "state_label",
    "verdict_label",
]
