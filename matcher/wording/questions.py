"""Questions: what a company is asked for a field of its profile."""

from __future__ import annotations

from matcher.wording.languages import language_of
from offers.taxonomy.facts import FACTS

FACT = "facts."


def question(field: str, language: str) -> str:
    """The question for a profile field; KeyError for a field that nobody is asked.

    A fact is asked for with its registered question, one that is not registered by its name.
    """
    tongue = language_of(language)
    if not field.startswith(FACT):
        return tongue.questions[field]
    name = field.removeprefix(FACT)
    fact = FACTS.get(name)
    if fact:
        return fact.question.get(tongue.code)
    return tongue.phrases["ask_by_name"].format(name.replace("_", " ").strip())
