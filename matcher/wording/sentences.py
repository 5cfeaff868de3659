"""Sentences: a reason in words."""

from __future__ import annotations

from matcher.reason import Reason
from matcher.wording.language import Language
from matcher.wording.languages import LANGUAGES, language_of
from matcher.wording.requirements import demand, own_words
from matcher.wording.slots import Values, fill

TRUTHS = ("true", "false", "unknown", "doubtful")
UNDER_NOT = "not"
LEAF_KINDS = (
    "territory",
    "sector",
    "audience",
    "employees",
    "turnover_eur",
    "balance_sheet_eur",
    "age_years",
    "size",
    "size_in_group",
    "legal_form",
    "chamber",
    "need",
    "fact",
)
_NEGATED = {f"{UNDER_NOT}.{kind}.{truth}" for kind in LEAF_KINDS for truth in TRUTHS}
_SHARED = {f"{UNDER_NOT}.{truth}" for truth in TRUTHS}

_MIRRORED = {"true": "false", "false": "true"}

CODES: frozenset[str] = frozenset(LANGUAGES["de"].sentences.keys() - _SHARED | _NEGATED)
"""Every code that has a sentence."""


def negated(reason: Reason) -> Reason:
    """The reason of a leaf that stands under a 'not': its truth is the leaf's own."""
    return Reason(f"{UNDER_NOT}.{reason.code}", reason.values)


def sentence(reason: Reason, language: str) -> str:
    """A reason as a plain sentence with its full stop, in German where the language is unknown.

    KeyError for a code without words. The text is plain: who puts it into a page escapes it.
    """
    if reason.code not in CODES:
        raise KeyError(reason.code)
    tongue = language_of(language)
    start, _, rest = reason.code.partition(".")
    if start == UNDER_NOT:
        kind, _, truth = rest.rpartition(".")
        return _under_not(kind, truth, reason.values, tongue)
    own = own_words(start, reason.values, tongue, negated=False)
    return own.get(rest) or fill(tongue.sentences[reason.code], reason.values, tongue)


def _under_not(kind: str, truth: str, given: Values, language: Language) -> str:
    own = own_words(kind, given, language, negated=True)
    what = demand(kind, given, language, negated=True)
    shared = language.sentences[f"{UNDER_NOT}.{truth}"]
    return own.get(_MIRRORED.get(truth, truth)) or fill(shared, {"demand": what}, language)
