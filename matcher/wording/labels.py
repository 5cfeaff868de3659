"""Labels: short words for the closed lists of the formats; an unknown word stays as it is."""

from __future__ import annotations

from matcher.wording.languages import language_of


def kind_label(kind: str, language: str) -> str:
    """What an offer gives: 'Zuschuss'."""
    return language_of(language).label("kind", kind)


def stage_label(stage: str, language: str) -> str:
    """A building block of a consultation: 'Informieren'."""
    return language_of(language).label("stage", stage)


def audience_label(audience: str, language: str) -> str:
    """Who may use an offer: 'Gründerinnen und Gründer'."""
    return language_of(language).label("audience", audience)


def size_label(size: str, language: str) -> str:
    """A size class: 'kleines Unternehmen'."""
    return language_of(language).label("size", size)


def state_label(state: str, language: str) -> str:
    """What the provider says of the offer: 'offen'."""
    return language_of(language).label("state", state)


def verdict_label(verdict: str, language: str) -> str:
    """Whether a company can use it: 'passt nach Ihren Angaben'."""
    return language_of(language).label("verdict", verdict)
