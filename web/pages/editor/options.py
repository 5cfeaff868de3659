"""The choices of fields, in the page's language."""

from __future__ import annotations

from matcher.wording import audience_label, kind_label, stage_label, state_label
from offers.schema import AudienceWord, Kind, Stage, State
from offers.taxonomy.needs import NEEDS
from web.language import LANGUAGES, current_language
from web.pages.editor.field import Options


def kinds() -> Options:
    return tuple((str(kind), kind_label(kind, current_language())) for kind in Kind)


def stages() -> Options:
    return tuple((str(stage), stage_label(stage, current_language())) for stage in Stage)


def states() -> Options:
    return tuple((str(state), state_label(state, current_language())) for state in State)


def audiences() -> Options:
    return tuple((str(word), audience_label(word, current_language())) for word in AudienceWord)


def needs() -> Options:
    """All topics as choices."""
    return tuple((each.key, each.label.get(current_language())) for each in NEEDS)


def languages() -> Options:
    return tuple(LANGUAGES.items())
