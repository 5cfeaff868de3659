"""Every type of page, in both languages, on small and large screens, light and dark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Page

from tests.browser import axe
from tests.browser.conftest import Speaker
from tests.browser.page_types import PAGE_TYPES

pytestmark = [pytest.mark.browser, pytest.mark.long]

WIDTHS = (360, 768, 1280)
NARROW = (320, 360)
"""320 px are what is left of 1280 px at 400 % zoom."""
HEIGHT = 900
_SIDEWAYS = """() => {
    const root = document.documentElement;
    return root.scrollWidth > root.clientWidth
        ? [...document.querySelectorAll('body *')]
            .filter(element => element.getBoundingClientRect().right > root.clientWidth + 1)
            .slice(0, 5).map(element => element.outerHTML.slice(0, 150))
            .concat(`${root.scrollWidth} px`)
        : [];
}"""
_SPOIL = """() => {
    const picture = document.createElement('img');
    picture.src = '/static/logo.svg';
    const text = document.createElement('p');
    text.textContent = 'Man liest mich kaum.';
    text.style.color = '#ccc';
    text.style.width = '2000px';
    document.querySelector('h1').parentElement.append(picture, text);
}"""


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_axe_finds_nothing_in_german_light_or_dark_on_three_screens(
    name: str, speaker: Speaker, tokens: Mapping[str, str]
) -> None:
    visitor = speaker("de")
    PAGE_TYPES[name].open(visitor, tokens)
    found = [line for width in WIDTHS for line in _light_and_dark(visitor.tab, width)]
    assert not [*found, *_what_sticks_out(visitor.tab)]


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_axe_finds_nothing_in_english(
    name: str, speaker: Speaker, tokens: Mapping[str, str]
) -> None:
    visitor = speaker("en")
    visitor.tab.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
    PAGE_TYPES[name].open(visitor, tokens)
    assert not [*axe.violations(visitor.tab), *_what_sticks_out(visitor.tab)]


def test_the_check_sees_a_picture_without_words_and_pale_text(speaker: Speaker) -> None:
    tab = speaker("de").tab
    tab.goto("/impressum")
    tab.evaluate(_SPOIL)
    rules = {line.partition(":")[0] for line in axe.violations(tab)}
    assert rules == {"image-alt", "color-contrast"}
    assert {line.partition(":")[0] for line in axe.colour_violations(tab)} == {"color-contrast"}
    assert [*_what_sticks_out(tab)]


def _light_and_dark(tab: Page, width: int) -> Iterator[str]:
    tab.set_viewport_size({"width": width, "height": HEIGHT})
    tab.emulate_media(color_scheme="dark")
    yield from (f"{width} px, dark: {line}" for line in axe.colour_violations(tab))
    tab.emulate_media(color_scheme="light")
    yield from (f"{width} px: {line}" for line in axe.violations(tab))


def _what_sticks_out(tab: Page) -> Iterator[str]:
    for width in NARROW:
        tab.set_viewport_size({"width": width, "height": HEIGHT})
        yield from (f"{width} px, sticks out: {line}" for line in tab.evaluate(_SIDEWAYS))
