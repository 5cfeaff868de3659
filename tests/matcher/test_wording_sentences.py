"""Sentences of reasons, whatever they say."""

from __future__ import annotations

import pytest

from matcher.wording import Reason, negated, sentence


@pytest.mark.parametrize("language", ["fr", "", "xx-XX", "de-AT", "DE"])
def test_any_other_language_is_answered_in_german(language: str) -> None:
    assert sentence(Reason("closed.ended"), language) == "Das Angebot ist beendet."


@pytest.mark.parametrize("language", ["en", "en-GB", "en_US", "EN"])
def test_every_english_is_english(language: str) -> None:
    assert sentence(Reason("closed.ended"), language) == "The offer has ended."


@pytest.mark.parametrize("code", ["", "size", "size.maybe", "not.true", "not.closed.ended", "x.y"])
def test_a_code_without_words_is_an_error(code: str) -> None:
    with pytest.raises(KeyError):
        sentence(Reason(code), "de")


def test_the_reason_of_a_leaf_under_a_not_keeps_its_values() -> None:
    reason = Reason("chamber.true", {"words": ("HWK",), "given": "HWK"})
    assert negated(reason) == Reason("not.chamber.true", reason.values)


def test_markup_and_braces_of_users_stay_text() -> None:
    reason = Reason("municipality_unknown", {"given": "<b>{0}</b> {site}"})
    assert "„<b>{0}</b> {site}“" in sentence(reason, "de")
