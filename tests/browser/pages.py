"""The pages outside the questionnaire: start, result, offer, comparison, catalogue, report."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.browser.visitor import Visitor

RESULT_ADDRESS = re.compile(r"/ergebnis/([\w-]{43})")
QUESTION_ADDRESS = re.compile(r"/fragebogen/[\w-]{43}/frage/")


class StartPage:
    """Where everybody arrives."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    def open(self) -> StartPage:
        """Type the address."""
        self.visitor.open("/")
        return self

    def speak_english(self) -> None:
        """Use the switch in the header."""
        self.visitor.tab.get_by_role("link", name="English", exact=True).click()
        self.visitor.language = "en"

    def start_questionnaire(self) -> None:
        """The large button."""
        self.visitor.follow(self.visitor.words("Start the questionnaire"))


class OfferCard:
    """One offer in a list."""

    def __init__(self, visitor: Visitor, root: Locator) -> None:
        self.visitor = visitor
        self.root = root

    @property
    def id(self) -> str:
        """The offer's id."""
        return (self.root.get_attribute("id") or "").removeprefix("angebot-")

    @property
    def title(self) -> str:
        """The offer's title."""
        return self.root.get_by_role("heading", level=3).inner_text().strip()

    @property
    def reasons(self) -> list[str]:
        """The lines under 'why it fits'."""
        return self._lines("Why it fits")

    @property
    def open_points(self) -> list[str]:
        """The lines under 'still to be clarified'."""
        return self._lines("Still to be clarified")

    @property
    def text(self) -> str:
        """All that the card says."""
        return self.root.inner_text()

    def remember(self) -> None:
        """Keep it in mind."""
        self._press("Remember")

    def hide(self) -> None:
        """Take it out of the list."""
        self._press("Not interested")

    def is_remembered(self) -> None:
        """The card says so."""
        expect(self._button("Remembered: remove")).to_be_visible()

    def _lines(self, heading: str) -> list[str]:
        title = self.visitor.words(heading)
        block = self.root.locator(".al-offer__block", has=self.root.page.get_by_text(title))
        return [line.strip() for line in block.get_by_role("listitem").all_inner_texts()]

    def _press(self, label: str) -> None:
        self.visitor.hands.press(self._button(label))

    def _button(self, label: str) -> Locator:
        name = re.compile(f"^{re.escape(self.visitor.words(label))}")
        return self.root.get_by_role("button", name=name)


class ResultPage:
    """The list of one company."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        visitor.sees_address(RESULT_ADDRESS)
        expect(self._section("Your answers")).to_be_visible()
        found = RESULT_ADDRESS.search(visitor.tab.url)
        assert found is not None
        self.token = found[1]

    @property
    def best(self) -> list[OfferCard]:
        """The cards under 'the best first', in order."""
        cards = self._section("The best first").locator("article")
        return [OfferCard(self.visitor, card) for card in cards.all()]

    @property
    def ids(self) -> list[str]:
        """The ids of those cards."""
        return _ids(self._section("The best first"))

    @property
    def all_ids(self) -> list[str]:
        """The ids of all cards, those of 'open to you as well' too."""
        return _ids(self.visitor.main)

    def card(self, offer_id: str) -> OfferCard:
        """The card of one offer."""
        return OfferCard(self.visitor, self.visitor.main.locator(f"#angebot-{offer_id}"))

    def show_more(self) -> None:
        """Ten cards more."""
        more = self.visitor.main.get_by_role("link", name=re.compile(r"weitere|more offers"))
        self.visitor.hands.press(more.first)

    @property
    def next_question(self) -> Locator:
        """The box with the question that decides most."""
        return self._section(re.compile(r"klär|settle"))

    def answer_next_question(self) -> None:
        """Go to it."""
        self.visitor.follow(self.visitor.words("Answer this question"))
        self.visitor.sees_address(QUESTION_ADDRESS)

    def change(self, topic: str) -> None:
        """Change the answers of a topic (the English message)."""
        change, name = self.visitor.words("Change"), self.visitor.words(topic)
        self.visitor.follow(re.compile(f"^{change} ?: {name}$"))

    def show_what_does_not_fit(self) -> Locator:
        """Open the part 'does not fit'."""
        section = self._section("Does not fit")
        self.visitor.hands.press(section.locator("summary"))
        return section

    def compare(self) -> None:
        """The link that appears with remembered offers."""
        self.visitor.follow(re.compile(r"vergleichen|^Compare"))

    def whom_to_ask(self) -> Locator:
        """The part with advisers."""
        return self._section("Whom you can ask")

    def _section(self, heading: str | re.Pattern[str]) -> Locator:
        title = self.visitor.words(heading) if isinstance(heading, str) else heading
        return self.visitor.main.get_by_role("region", name=title)


def _ids(place: Locator) -> list[str]:
    ids = place.locator("article").evaluate_all("cards => cards.map(card => card.id)")
    return [str(name).removeprefix("angebot-") for name in ids]


class ComparisonPage:
    """Remembered offers side by side."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        visitor.sees_heading(visitor.words("Your remembered offers compared"))

    @property
    def columns(self) -> Locator:
        """The titles above the columns."""
        return self.visitor.main.get_by_role("columnheader")

    def remove(self, title: str) -> None:
        """Forget one of them."""
        self.visitor.press(f"{self.visitor.words('Remove')} {title}")


class CataloguePage:
    """Search in all offers."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    def open(self) -> CataloguePage:
        """Type the address."""
        self.visitor.open("/angebote")
        return self

    def search(self, words: str) -> None:
        """Enter words and look."""
        self.visitor.write(self.visitor.words("What are you looking for?"), words)
        self.visitor.press(self.visitor.words("Search"))

    @property
    def titles(self) -> list[str]:
        """The offers found, the best first."""
        return self.visitor.main.locator("article h3").all_inner_texts()

    @property
    def total(self) -> int:
        """How many offers there are, by the heading."""
        found = re.match(r"\d+", self.visitor.main.locator("#results").inner_text())
        return int(found[0]) if found else 0

    def open_offer(self, title: str) -> None:
        """Read one of them."""
        self.visitor.follow(title)


class ReportPage:
    """Say what is wrong with an offer."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        visitor.sees_heading(visitor.words("Is something wrong here?"))

    def send(self, *, about: str, message: str) -> None:
        """Pick what it is about, write, send."""
        self.visitor.choose(about)
        self.visitor.write(self.visitor.words("Your message"), message)
        self.visitor.press(self.visitor.words("Send the message"))
