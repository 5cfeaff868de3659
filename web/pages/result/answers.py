"""The company's answers in one line, each part with the page that changes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from matcher.profile import Profile
from web.answer_forms.in_short import in_short
from web.pages.result.addresses import topic_href


@dataclass(frozen=True)
class AnswerGroup:
    """What was answered on one topic, and where to change it."""

    topic: str
    text: str
    href: str


def answer_groups(profile: Profile, token: str, *, today: date) -> tuple[AnswerGroup, ...]:
    """One group a topic, in the questionnaire's order; an empty text where nothing was answered."""
    return tuple(
        AnswerGroup(each.topic, each.text, topic_href(token, each.slug))
        for each in in_short(profile, today=today)
    )
