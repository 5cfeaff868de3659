"""Sentences of the questionnaire that promise something."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.test_questionnaire_flow import begin

if TYPE_CHECKING:
    from tests.fixtures.pages import PageClient


@pytest.mark.parametrize("slug", ["ort", "groesse", "taetigkeit", "anliegen", "suche"])
@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "Ein leeres Feld heißt „Weiß ich nicht“."),
        ("en", "an empty field means “I don't know”."),
    ],
)
def test_a_page_whose_fields_can_stay_empty_says_what_that_means(
    page: PageClient, slug: str, language: str, sentence: str
) -> None:
    _, token = begin(page)
    assert sentence in page.get(f"/fragebogen/{token}/{slug}?lang={language}").text
