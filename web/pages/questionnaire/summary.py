"""The answers as one reads them again before the list is shown."""

from __future__ import annotations

from dataclasses import dataclass

from web.answer_forms.shown import Shown, label_of, shown
from web.pages.questionnaire.steps import STEPS, TOPICS
from web.use_cases.firms.profiles import StoredProfile


@dataclass(frozen=True, slots=True)
class Row:
    """One answer: what was asked, what was answered ('' for nothing), the page that asks."""

    label: str
    value: Shown
    slug: str


@dataclass(frozen=True, slots=True)
class Section:
    """The answers of one topic."""

    title: str
    rows: tuple[Row, ...]


def sections(stored: StoredProfile) -> tuple[Section, ...]:
    """All answers, topic by topic, in the order of the pages."""
    return tuple(
        Section(
            str(title),
            tuple(
                Row(label_of(field), shown(stored, field), step.slug)
                for step in STEPS
                if step.topic == topic
                for field in step.fields
            ),
        )
        for topic, title in enumerate(TOPICS[:-1], 1)
    )
