"""The pages of the questionnaire, one class each: what one can do there."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from offers.taxonomy.facts import FACTS
from tests.browser.visitor import Visitor


class Step:
    """Any page of the questionnaire; `title` is the English message of its heading."""

    title = ""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        visitor.sees_heading(visitor.words(self.title))

    def go_on(self) -> None:
        """Save the page."""
        self.visitor.press(self.visitor.words("Continue"))

    def go_back(self) -> None:
        """The link above the content."""
        name = self.visitor.words("Back")
        self.visitor.hands.press(self.visitor.tab.get_by_role("link", name=name, exact=True))

    def does_not_know(self, question: str) -> None:
        """Pick 'I don't know' under a question."""
        self._choose("I don't know", question)

    def has(self, field: str, value: str) -> None:
        """The field holds the value."""
        expect(self.visitor.field(self.visitor.words(field))).to_have_value(value)

    def _write(self, field: str, text: str) -> None:
        if text:
            self.visitor.write(self.visitor.words(field), text)

    def _choose(self, answer: str, question: str) -> None:
        words = self.visitor.words
        self.visitor.choose(words(answer), group=words(question))


class Beginning(Step):
    """What will be asked, and the button that starts."""

    title = "Find the offers that fit your company"

    def begin(self) -> None:
        """Make new answers."""
        self.visitor.press(self.visitor.words("Start now"))


class PlaceStep(Step):
    """Where the company is, and what kind it is."""

    title = "Where is your company, and what kind is it?"
    exists = "Does your company exist already?"
    chamber = "Which chamber do you belong to?"

    def fill(self, *, postal_code: str = "", municipality: str = "", founded: str = "") -> None:
        """Enter what is known."""
        self._write("Postal code", postal_code)
        self._write("Town or municipality", municipality)
        self._write("Year founded", founded)

    def is_founded(self) -> None:
        """The company exists."""
        self._choose("Yes", self.exists)

    def is_not_founded_yet(self) -> None:
        """The company is still a plan."""
        self._choose("Not yet: I am planning to found it", self.exists)

    def knows_nothing(self) -> None:
        """'I don't know' wherever it can be said."""
        self.does_not_know(self.exists)
        self.does_not_know(self.chamber)
        form = self.visitor.field(self.visitor.words("Legal form"))
        form.select_option(label=self.visitor.words("I don't know"))


class MunicipalityStep(Step):
    """Which of several places it is."""

    title = "Which municipality is it?"

    def does_not_say(self) -> None:
        """Leave it open."""
        self.does_not_know(self.title)


class SizeStep(Step):
    """People, turnover, balance sheet, owners."""

    title = "How large is your company?"
    group = "Does another company hold 25 percent or more of yours?"

    def fill(self, *, employees: str = "", turnover: str = "", balance_sheet: str = "") -> None:
        """Enter the figures."""
        self._write("Employees, counted as full-time", employees)
        self._write("Annual turnover", turnover)
        self._write("Balance sheet total", balance_sheet)

    def is_independent(self) -> None:
        """No other company holds a part."""
        self._choose("No", self.group)


class ActivityStep(Step):
    """What the company does, in its own words."""

    title = "What does your company do?"

    def say(self, text: str) -> None:
        """Describe the company."""
        self._write(self.title, text)


class SectorStep(Step):
    """Which of the sectors proposed it is."""

    title = "Which sector fits best?"

    def choose(self, label: str) -> None:
        """One of the proposals."""
        self.visitor.choose(label, group=self.visitor.words(self.title))

    def proposals(self) -> list[str]:
        """The sectors that fit the words given, the best first."""
        group = self.visitor.main.get_by_role("group", name=self.visitor.words(self.title))
        return [label.strip() for label in group.locator("label").all_inner_texts()]


class ConcernStep(Step):
    """What moves the company."""

    title = "What do you need help with?"

    def tick(self, *needs: str) -> None:
        """The needs with these keys."""
        for key in needs:
            self.visitor.choose(self.visitor.need_label(key))

    def say(self, text: str) -> None:
        """Own words."""
        self._write("In your own words", text)


class ProjectStep(Step):
    """What matters most, and whether the project has begun."""

    title = "About your project"

    def puts_first(self, need: str) -> None:
        """What matters most."""
        visitor = self.visitor
        question = visitor.words("What matters most?")
        visitor.choose(visitor.need_label(need), group=question)

    def has_not_begun(self) -> None:
        """Nothing is ordered or signed yet."""
        self.visitor.choose(self.visitor.words("No"), group=self._has_it_begun)

    def does_not_know_whether_it_has_begun(self) -> None:
        """Leave it open."""
        self.visitor.choose(self.visitor.words("I don't know"), group=self._has_it_begun)

    @property
    def _has_it_begun(self) -> str:
        return FACTS["project_started"].question.get(self.visitor.language)


class KindsStep(Step):
    """What the company looks for."""

    title = "What are you looking for?"


class CheckStep(Step):
    """All answers on one page."""

    title = "Check your answers"

    def answer(self, label: str) -> Locator:
        """What stands beside a label."""
        term = self.visitor.main.locator("dt", has_text=re.compile(f"^{re.escape(label)}$"))
        return term.locator("xpath=following-sibling::dd[1]")

    def show_list(self) -> None:
        """Finish."""
        self.visitor.press(self.visitor.words("Show my list"))


class Question:
    """One of the questions that decide most."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        expect(self._save).to_be_visible()

    @property
    def text(self) -> str:
        """The question."""
        return self.visitor.heading.inner_text().strip()

    def reply(self, answer: str) -> None:
        """Pick an answer and save it."""
        self.visitor.choose(self.visitor.words(answer))
        self._leave_by(self._save)

    def does_not_know(self) -> None:
        """The second button."""
        self._leave_by(self.visitor.button(self.visitor.words("I don't know")))

    def _leave_by(self, button: Locator) -> None:
        """Another question or the list follows."""
        asked = self.text
        self.visitor.hands.press(button)
        expect(self.visitor.heading).not_to_have_text(asked)
        self.visitor.tab.wait_for_load_state("domcontentloaded")

    @property
    def _save(self) -> Locator:
        return self.visitor.button(self.visitor.words("Save the answer"))
