"""Typed texts: nothing that cannot be seen, nothing that disorders what stands beside them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.typed_texts import many_lines, one_line

INVISIBLE = (
    "",
    " ",
    "\t\n",
    "\u200b",
    "\u200b\u200f",
    "\u00ad",
    "\ufeff",
    "\u3164",
    "\u2800",
    "\ue000",
)
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  a\r\nb\rc \n", "a\nb\nc"),
        ("null\x00 und\x1b Steuer\x7fzeichen", "null und Steuerzeichen"),
        ("halbes Zeichen \ud800", "halbes Zeichen"),
        ("Tab\tbleibt", "Tab\tbleibt"),
        (" \n\t ", ""),
        ("Bu\u0308ro", "Büro"),
    ],
)
def test_a_text_is_kept_without_what_no_database_can_keep(typed: str, stored: str) -> None:
    assert many_lines(typed) == stored


@pytest.mark.parametrize("clean", [one_line, many_lines])
@pytest.mark.parametrize("typed", INVISIBLE)
def test_a_text_in_which_nothing_can_be_seen_is_none(clean: type[str], typed: str) -> None:
    assert clean(typed) == ""


@pytest.mark.parametrize("clean", [one_line, many_lines])
@pytest.mark.parametrize(
    "typed",
    [
        "شركة الأمل",
        "می\u200cخواهم",
        "👩\u200d👩\u200d👧 GmbH",
        "א\u200f(ב)",
        "日本",
        "-",
        "§ 5",
        "+49",
    ],
)
def test_what_other_scripts_need_is_kept(clean: type[str], typed: str) -> None:
    assert clean(typed) == typed


@pytest.mark.parametrize("clean", [one_line, many_lines])
def test_no_name_turns_what_stands_beside_it(clean: type[str]) -> None:
    assert clean("\u202eexe.gnp\u202c GmbH") == "exe.gnp GmbH"


@given(st.text())
def test_cleaning_twice_is_cleaning_once_and_leaves_nothing_that_harms(typed: str) -> None:
    for clean in (one_line, many_lines):
        kept = clean(typed)
        assert clean(kept) == kept == kept.strip()
        assert not set(TURNING).intersection(kept)
        assert {unicodedata.category(c) for c in kept if c not in "\n\t"}.isdisjoint({"Cc", "Cs"})
    assert len(one_line(typed).splitlines()) <= 1
