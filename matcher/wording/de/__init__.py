"""German: plain, polite, short."""

from babel import Locale

from matcher.wording.de.changes import CHANGES
from matcher.wording.de.conditions import CONDITIONS
from matcher.wording.de.demands import DEMANDS, FACTS, REFUSALS
from matcher.wording.de.figures import FIGURES
from matcher.wording.de.labels import LABELS, LOCATIVES, PHRASES, SIZES, SIZES_IN_FULL, UNITS
from matcher.wording.de.problems import EXPECTATIONS, PROBLEMS
from matcher.wording.de.questions import QUESTIONS
from matcher.wording.de.remarks import REMARKS
from matcher.wording.language import Language

GERMAN = Language(
    code="de",
    locale=Locale.parse("de"),
    sentences={**CONDITIONS, **FIGURES, **REMARKS},
    facts=FACTS,
    demands=DEMANDS,
    refusals=REFUSALS,
    questions=QUESTIONS,
    labels=LABELS,
    phrases=PHRASES,
    units=UNITS,
    places={},
    locatives=LOCATIVES,
    sizes=SIZES,
    sizes_in_full=SIZES_IN_FULL,
    problems=PROBLEMS,
    changes=CHANGES,
    expectations=EXPECTATIONS,
    labels_conditions=True,
)

__all__ = ["GERMAN"]
