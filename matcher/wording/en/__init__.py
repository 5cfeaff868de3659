"""English: plain, British spelling and dates."""

from babel import Locale

from matcher.wording.en.changes import CHANGES
from matcher.wording.en.conditions import CONDITIONS
from matcher.wording.en.demands import DEMANDS, FACTS, REFUSALS
from matcher.wording.en.figures import FIGURES
from matcher.wording.en.labels import (
    LABELS,
    LOCATIVES,
    PHRASES,
    PLACES,
    SIZES,
    SIZES_IN_FULL,
    UNITS,
)
from matcher.wording.en.problems import EXPECTATIONS, PROBLEMS
from matcher.wording.en.questions import QUESTIONS
from matcher.wording.en.remarks import REMARKS
from matcher.wording.language import Language

ENGLISH = Language(
    code="en",
    locale=Locale.parse("en_GB"),
    sentences={**CONDITIONS, **FIGURES, **REMARKS},
    facts=FACTS,
    demands=DEMANDS,
    refusals=REFUSALS,
    questions=QUESTIONS,
    labels=LABELS,
    phrases=PHRASES,
    units=UNITS,
    places=PLACES,
    locatives=LOCATIVES,
    sizes=SIZES,
    sizes_in_full=SIZES_IN_FULL,
    problems=PROBLEMS,
    changes=CHANGES,
    expectations=EXPECTATIONS,
    labels_conditions=False,
)

__all__ = ["ENGLISH"]
