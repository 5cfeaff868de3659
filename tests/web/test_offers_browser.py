"""The catalogue in a real browser: nothing complains, nothing needs JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
PATHS = ("/angebote", "/angebote/bafa-eew", "/angebote/bafa-eew/angabe-falsch", "/schnittstelle")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_pages_fit_their_window_and_break_no_rule_of_the_policy(
    browser_page: Page, path: str, width: int
) -> None:
    browser_page.set_viewport_size({"width": width, "height": 800})
    browser_page.goto(path)
    overflow = browser_page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert overflow <= 0


def test_search_and_filters_work_without_javascript(browser: Browser, live_server: str) -> None:
    context = browser.new_context(base_url=live_server, java_script_enabled=False)
    page = context.new_page()
    page.goto("/angebote")
    page.fill("#q", "Energieberatng")
    page.fill("#ort", "Wittn")
    page.get_by_role("button", name="Suchen").click()
    assert page.url.endswith("/angebote?q=Energieberatng&ort=Wittn")
    assert page.locator("article").count() >= 1
    page.get_by_role("link", name="Filter entfernen: Witten").click()
    assert page.url.endswith("/angebote?q=Energieberatng")
    context.close()
