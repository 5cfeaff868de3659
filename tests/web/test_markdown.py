"""Markdown of advisors becomes harmless HTML, whatever stands in it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fixtures.pages import parse
from web.markdown import markdown

REL = 'rel="noopener noreferrer nofollow"'
_TAG = re.compile(r"<(/?[a-z]+[0-9]?)([^>]*)>")
_ALLOWED = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "a"}


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Ofen **von 1998**", "<p>Ofen <strong>von 1998</strong></p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("eine\nzweite Zeile", "<p>eine<br>\nzweite Zeile</p>\n"),
        ("# Besuch", "<p><strong>Besuch</strong></p>\n"),
        (
            "[Antrag](https://example.org/a?b=1&c=2)",
            f'<p><a href="https://example.org/a?b=1&amp;c=2" {REL}>Antrag</a></p>\n',
        ),
        (
            "<mailto:a@example.org>",
            f'<p><a href="mailto:a@example.org" {REL}>mailto:a@example.org</a></p>\n',
        ),
    ],
)
def test_what_advisors_write_reads_well(text: str, html: str) -> None:
    assert markdown(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<b onmouseover='alert(1)'>x</b>",
        "<style>body{display:none}</style>",
        "<iframe src='https://example.org'></iframe>",
        "<!-- --><svg/onload=alert(1)>",
        "![Bild](https://example.org/zaehler.png)",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x]( javascript:alert(1))",
        "<javascript:alert(1)>",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:msgbox)",
        "[x](file:///etc/passwd)",
        "[x](//example.org)",
        "[x](/abmelden)",
        "[x](#anker)",
        "[x](https://[)",
        "[x]: javascript:alert(1)\n\n[x]",
        '[a](https://example.org "x\\" onclick=\\"alert(1)")',
        "`<script>`",
        "```\n<script>alert(1)</script>\n```",
    ],
)
def test_no_markup_and_no_dangerous_link_survives(text: str) -> None:
    tags = _TAG.findall(markdown(text))

    assert {name.strip("/") for name, _ in tags} <= _ALLOWED
    for name, attributes in tags:
        if name == "a":
            assert re.fullmatch(r'( href="(https?://|mailto:)[^"]*")? rel="[a-z ]+"', attributes)
        else:
            assert attributes == ""
    assert "<script" not in markdown(text)


@given(st.text(alphabet=" \n\t#*_-+>`[]()<>!&;:/\\\"'=123abclinkjavascript", max_size=120))
def test_every_text_becomes_valid_html_without_scripts(text: str) -> None:
    html = markdown(text)

    parse(f"<!doctype html><html lang='de'><title>x</title><body><div>{html}</div></body></html>")
    for name, attributes in _TAG.findall(html):
        assert name.strip("/") in _ALLOWED
        assert "javascript:" not in attributes
