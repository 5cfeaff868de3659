"""Every type of page, in both languages, on small and large screens, light and dark.

In short, German pages are read on the largest screen, and on the smallest one for dark colours;
English ones on the smallest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Page

from tests.browser import axe
from tests.browser.conftest import Speaker
from tests.browser.page_types import PAGE_TYPES
from tests.forms import IS_LONG

pytestmark = [pytest.mark.browser, pytest.mark.long]

SMALL, MIDDLE, LARGE = 360, 768, 1280
LIGHT = (SMALL, MIDDLE, LARGE) if IS_LONG else (LARGE,)
DARK = (SMALL, MIDDLE, LARGE) if IS_LONG else (SMALL,)
NARROW = (320, SMALL)
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
def test_axe_finds_nothing_in_german_light_or_dark(
    name: str, speaker: Speaker, tokens: Mapping[str, str]
) -> None:
    visitor = speaker("de")
    PAGE_TYPES[name].open(visitor, tokens)
    assert not [*_in_light(visitor.tab), *_in_dark(visitor.tab), *_what_sticks_out(visitor.tab)]


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_axe_finds_nothing_in_english(
    name: str, speaker: Speaker, tokens: Mapping[str, str]
) -> None:
    visitor = speaker("en")
    _resize(visitor.tab, SMALL)
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


def _in_light(tab: Page) -> Iterator[str]:
    for width in LIGHT:
        _resize(tab, width)
        yield from (f"{width} px: {line}" for line in axe.violations(tab))


def _in_dark(tab: Page) -> Iterator[str]:
    tab.emulate_media(color_scheme="dark")
    for width in DARK:
        _resize(tab, width)
        yield from (f"{width} px, dark: {line}" for line in axe.colour_violations(tab))
    tab.emulate_media(color_scheme="light")


def _what_sticks_out(tab: Page) -> Iterator[str]:
    for width in NARROW:
        _resize(tab, width)
        yield from (f"{width} px, sticks out: {line}" for line in tab.evaluate(_SIDEWAYS))


def _resize(tab: Page, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": HEIGHT})
