"""The parts of the form that ask what moves the company, and what it looks for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from matcher.profile import Profile
from offers.schema import Kind
from offers.taxonomy.needs import find_needs
from web.answer_forms.choices import KINDS, Option, need_keys, need_options
from web.answer_forms.fields import ChoiceField, ChoicesField, TextField
from web.answer_forms.forms import AnswerForm, chosen_truth, shown_choice
from web.use_cases.firms.profiles import FACT, Change, StoredProfile

LONGEST_TEXT = 2_000
STARTED = f"{FACT}project_started"
ORDER = "needs"
"""Among the fields not to be asked again once the company has said which need comes first."""
PLAIN_ENOUGH = 0.7
MOST_SUGGESTED = 4


class NeedsPart(AnswerForm):
    """Which needs the company has; those that stay keep their order, new ones follow."""

    needs = ChoicesField(need_keys)

    @classmethod
    def values(cls, stored: StoredProfile) -> dict[str, object]:
        """The needs ticked."""
        return super().values(stored) | {"needs": stored.profile.needs}

    def answers(self) -> dict[str, object]:
        """The needs ticked, in the order of importance as far as it is known."""
        return super().answers() | {"needs": in_order(self.stored.profile.needs, self.needs.data)}


class ConcernForm(NeedsPart):
    """What moves the company: own words and needs."""

    need_text = TextField(longest=LONGEST_TEXT)

    @classmethod
    def values(cls, stored: StoredProfile) -> dict[str, object]:
        """Words and needs."""
        return super().values(stored) | {"need_text": stored.profile.need_text}

    def answers(self) -> dict[str, object]:
        """Words and needs."""
        return super().answers() | {"need_text": self.need_text.data or None}


class StartedPart(AnswerForm):
    """Whether the project has begun."""

    project_started = ChoiceField(lambda: ("yes", "no"))

    @classmethod
    def values(cls, stored: StoredProfile) -> dict[str, object]:
        """Yes or no."""
        return super().values(stored) | {"project_started": shown_choice(stored, STARTED)}

    def answers(self) -> dict[str, object]:
        """Yes or no."""
        return super().answers() | {STARTED: chosen_truth(self.project_started.data)}


class ProjectForm(StartedPart):
    """What matters most, what the own words also say, and whether the project has begun."""

    suggested = ChoicesField(need_keys)
    most_important = ChoiceField(lambda: ())
    order = ("suggested", "most_important", "project_started")

    def __init__(self, stored: StoredProfile, **binding: Any) -> None:
        super().__init__(stored, **binding)
        self.suggested.values = lambda: suggested_needs(stored.profile)
        self.most_important.values = lambda: [value for value, *_ in self.importance_options]

    @classmethod
    def values(cls, stored: StoredProfile) -> dict[str, object]:
        """The first need where the company has put it first."""
        needs = stored.profile.needs
        was_chosen = ORDER in stored.skipped and needs
        return super().values(stored) | {"most_important": needs[0] if was_chosen else ""}

    @property
    def importance_options(self) -> list[Option]:
        """The needs ticked, in the order of the page; () if there is nothing to choose."""
        needs = self.stored.profile.needs
        return need_options(in_order((), needs)) if len(needs) > 1 else []

    @property
    def suggested_options(self) -> list[Option]:
        """The needs that the own words speak of and that are not ticked."""
        return need_options(suggested_needs(self.stored.profile))

    def change(self) -> Change:
        """The answers, and whether the order of the needs was said."""
        change = super().change()
        said = self.most_important.data in self.stored.profile.needs
        return Change(change.values, change.not_again | ({ORDER} if said else frozenset()))

    def answers(self) -> dict[str, object]:
        """The needs, the most important first, and whether the project has begun."""
        needs = self.stored.profile.needs
        first = self.most_important.data
        if first in needs:
            needs = (first, *in_order((), (need for need in needs if need != first)))
        return super().answers() | {"needs": (*needs, *(self.suggested.data or ()))}


class KindsForm(AnswerForm):
    """What the company looks for."""

    preferred_kinds = ChoicesField(lambda: tuple(kind.value for kind in KINDS))

    @classmethod
    def values(cls, stored: StoredProfile) -> dict[str, object]:
        """The kinds ticked."""
        kinds: tuple[Kind, ...] = stored.profile.preferred_kinds
        return super().values(stored) | {"preferred_kinds": tuple(kind.value for kind in kinds)}

    def answers(self) -> dict[str, object]:
        """The kinds ticked."""
        return super().answers() | {"preferred_kinds": self.preferred_kinds.data}


def in_order(standing: Iterable[str], ticked: Iterable[str] | None) -> tuple[str, ...]:
    """The needs ticked: first those that stood already, in their order, then in page order."""
    wanted = set(ticked or ())
    kept = [need for need in standing if need in wanted]
    return (*kept, *(need for need in need_keys() if need in wanted and need not in kept))


def suggested_needs(profile: Profile) -> tuple[str, ...]:
    """Needs that the own words speak of plainly and that are not ticked."""
    hits = find_needs(profile.need_text or "")
    plain = (hit.key for hit in hits if hit.score >= PLAIN_ENOUGH)
    return tuple(key for key in plain if key not in profile.needs)[:MOST_SUGGESTED]
