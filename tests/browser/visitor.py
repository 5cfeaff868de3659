"""A person at a page: finds things by the words that stand there, in one of the languages."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from offers.taxonomy.needs import need
from tests.browser.hands import Hands, Pointer
from web.language import catalogue


class Visitor:
    """One tab, one language, one pair of hands."""

    def __init__(self, tab: Page, language: str = "de", hands: Hands | None = None) -> None:
        self.tab = tab
        self.language = language
        self.hands = hands or Pointer()

    def words(self, message: str, **values: object) -> str:
        """What the pages say for an English message."""
        text = str(catalogue(self.language).gettext(message))
        return text % values if values else text

    def need_label(self, key: str) -> str:
        """What the pages call a need."""
        return need(key).label.get(self.language)

    def open(self, path: str) -> None:
        """Type an address."""
        self.tab.goto(path)

    def sign_in_as(self, secret: str) -> None:
        """Be signed in with the secret of a session; with '' as nobody."""
        self.tab.context.clear_cookies(name="anmeldung")
        if secret:
            self.open("/")
            cookie = {"name": "anmeldung", "value": secret, "url": self.tab.url}
            self.tab.context.add_cookies([cookie])

    def press(self, label: str) -> None:
        """Work the only button with this label."""
        self.hands.press(self.button(label))

    def follow(self, label: str | re.Pattern[str]) -> None:
        """Work the only link with these words."""
        exact = isinstance(label, str)
        self.hands.press(self.main.get_by_role("link", name=label, exact=exact))

    def button(self, label: str) -> Locator:
        """The button with this label."""
        return self.main.get_by_role("button", name=label, exact=True)

    def field(self, label: str) -> Locator:
        """The field with this label."""
        return self.main.get_by_label(label, exact=True)

    def write(self, label: str, text: str) -> None:
        """Fill the field with this label."""
        self.hands.write(self.field(label), text)

    def choose(self, label: str, *, group: str = "") -> None:
        """Tick the box with this label, in the group with this legend."""
        place = self.main.get_by_role("group", name=group, exact=True) if group else self.main
        self.hands.choose(place.get_by_label(label, exact=True))

    @property
    def main(self) -> Locator:
        """The content of the page."""
        return self.tab.get_by_role("main")

    @property
    def heading(self) -> Locator:
        """The main heading."""
        return self.tab.get_by_role("heading", level=1)

    def sees_heading(self, text: str | re.Pattern[str]) -> None:
        """The page with this heading is there, to its end."""
        expect(self.heading).to_have_text(text)
        self.tab.wait_for_load_state("domcontentloaded")

    def sees_address(self, pattern: re.Pattern[str]) -> None:
        """A page with such an address is there, to its end."""
        expect(self.tab).to_have_url(pattern)
        self.tab.wait_for_load_state("domcontentloaded")
