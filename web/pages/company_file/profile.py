"""The profile of a firm as one reads it: each answer, who gave it and when, where to change it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext

from web.answer_forms.concerns import STARTED
from web.answer_forms.shown import Shown, label_of, shown
from web.answer_forms.sources import source_words
from web.pages.company_file.addresses import question_href, topic_href
from web.pages.company_file.blueprint import PROFILE
from web.pages.company_file.topics import TOPICS
from web.use_cases.files.company import KnownFirm
from web.use_cases.firms.profiles import FACT


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One fact: what was asked, what was answered ('' for nothing), whose word it is."""

    label: str
    value: Shown
    source: str
    href: str


@dataclass(frozen=True, slots=True)
class ProfileSection:
    """The facts of one topic, and the form that changes them ('': each has its own)."""

    title: str
    rows: tuple[ProfileRow, ...]
    href: str

    @property
    def answered(self) -> tuple[ProfileRow, ...]:
        """What is known."""
        return tuple(row for row in self.rows if row.value)

    @property
    def missing(self) -> tuple[ProfileRow, ...]:
        """What nobody answered."""
        return tuple(row for row in self.rows if not row.value)


def profile_sections(firm: KnownFirm) -> tuple[ProfileSection, ...]:
    """All topics, then the facts that single offers ask for, as far as they were answered."""
    public_id = firm.frame.public_id
    topics = tuple(
        ProfileSection(
            str(topic.title),
            tuple(_row(firm, field, "") for field in topic.shown),
            topic_href(public_id, topic.slug),
        )
        for topic in TOPICS
    )
    details = tuple(_row(firm, field, question_href(public_id, field)) for field in _details(firm))
    if not details:
        return topics
    return (*topics, ProfileSection(gettext("Details on single offers"), details, ""))


def _details(firm: KnownFirm) -> Iterator[str]:
    """Facts that were answered, or are not known, but those that stand in a topic."""
    answered = [f"{FACT}{name}" for name in firm.answers.profile.facts]
    skipped = sorted(field for field in firm.answers.skipped if field.startswith(FACT))
    yield from (field for field in dict.fromkeys((*answered, *skipped)) if field != STARTED)


def _row(firm: KnownFirm, field: str, href: str) -> ProfileRow:
    value = shown(firm.answers, field)
    source = source_words(firm.provenance.get(field)) if value else ""
    way = f"{href}?zurueck={PROFILE}" if href else ""
    label = gettext("In its own words") if field == "need_text" else label_of(field)
    return ProfileRow(label, value, source, way)
