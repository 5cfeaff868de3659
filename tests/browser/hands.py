"""How somebody works a page: with a pointer, or with the keyboard alone."""

from __future__ import annotations

from typing import Protocol

from playwright.sync_api import ElementHandle, Locator, Page, expect

MOST_STEPS = 120
_IS_FOCUSED = "element => element === document.activeElement"
_SHARES_GROUP = """element => {
    const focused = document.activeElement;
    return focused.type === 'radio' && focused.name === element.name
        && focused.form === element.form;
}"""
_FOCUS = """element => {
    const seen = style => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0)
        || style.boxShadow !== 'none';
    const parts = [element, ...(element.labels || []), element.parentElement];
    const styles = parts.flatMap(part => [null, '::before', '::after'].map(
        pseudo => getComputedStyle(part, pseudo)));
    return styles.some(seen);
}"""


class Hands(Protocol):
    """What one can do to an element of a page."""

    def press(self, target: Locator) -> None:
        """Work a button or a link."""

    def choose(self, target: Locator) -> None:
        """Tick a box or pick one of several."""

    def write(self, target: Locator, text: str) -> None:
        """Replace what stands in a field."""


class Pointer:
    """Mouse or finger."""

    def press(self, target: Locator) -> None:
        """Click."""
        target.click()

    def choose(self, target: Locator) -> None:
        """Click the label until the box is ticked."""
        target.check()

    def write(self, target: Locator, text: str) -> None:
        """Fill the field."""
        target.fill(text)


class Keyboard:
    """Tab, arrows, Space and Enter; where the focus cannot be seen the test fails."""

    def __init__(self, tab: Page) -> None:
        self.tab = tab

    def press(self, target: Locator) -> None:
        """Enter on the focused element."""
        self._reach(target)
        self.tab.keyboard.press("Enter")

    def choose(self, target: Locator) -> None:
        """Space on the focused box; arrows within a group."""
        self._reach(target)
        if not target.is_checked():
            self.tab.keyboard.press("Space")

    def write(self, target: Locator, text: str) -> None:
        """Select all, then type."""
        self._reach(target)
        self.tab.keyboard.press("Control+a")
        self.tab.keyboard.insert_text(text)

    def _reach(self, target: Locator) -> None:
        """Walk forward from wherever the focus is, around the page if need be."""
        target.wait_for(state="attached")
        element = target.element_handle()
        for _ in range(MOST_STEPS):
            if element.evaluate(_IS_FOCUSED):
                return self._check_focus(target, element)
            in_group = element.evaluate(_SHARES_GROUP)
            self.tab.keyboard.press("ArrowDown" if in_group else "Tab")
        raise AssertionError(f"{target} cannot be reached by keyboard")

    def _check_focus(self, target: Locator, element: ElementHandle) -> None:
        assert element.evaluate(_FOCUS), f"nobody sees that the focus is on {target}"
        expect(target).to_be_in_viewport()
