"""The privacy notice, the consent texts and the record of processing say what the program does."""

from __future__ import annotations

import ast
import hashlib
import re
from pathlib import Path

import pytest
from flask import Flask

from models.base import metadata
from tests.fixtures.apps import running_app
from tests.fixtures.pages import PageClient
from web.config import Settings
from web.consents import MAILS, TEXTS, Purpose, current_text, text_of
from web.language import LANGUAGES
from web.mail.digests import writing
from web.pages.own_data import words
from web.use_cases.digests.subscribing import CONFIRM_WITHIN
from web.use_cases.firms.contacts import UNCONFIRMED_FOR
from web.use_cases.operation.retention import (
    DONE_LISTS_KEPT,
    ENDED_NEWS_KEPT,
    LINKS_KEPT,
    NEWS_REMEMBERED,
    PREVIEWS_KEPT,
)

WEB = Path(__file__).resolve().parents[2] / "web"
RECORD = WEB / "operation/processing-record.md"
KEPT = sorted(name for name in Settings.model_fields if re.search("_(days|hours|minutes)$", name))
NUMBERS = {
    "unfinished_days": 31,
    "finished_days": 187,
    "log_days": 13,
    "session_hours": 11,
    "session_idle_minutes": 117,
    "invitation_days": 17,
    "link_minutes": 59,
    "sign_in_log_days": 83,
    "audit_days": 733,
    "job_run_days": 179,
    "closed_account_days": 173,
    "mail_kept_days": 29,
    "file_days": 727,
}
COOKIES = {
    "COOKIE": "sprache",
    "session_cookie()": "__Host-anmeldung",
    "_device_cookie()": "__Host-geraet",
}
"""The first argument of each call that sets a cookie, and the name it stands for."""
FINGERPRINTS = {
    (
        "sign_in_link",
        "2026-11-22",
    ): "31c64c5bd1f14e4fc27e391fe3ebdf52f5fcbe7dbabd5e6b1a84d3a67d44ba7a",
    ("advice", "2026-11-22"): "3d4e57c3b7fe363b6f9e69d864760f377acc3c352cfcb6c31d8eacd5195305f9",
    ("news", "2026-11-22"): "bcc4bdb9e183ede620e843075b30a0c6a8577427f9ec7a4bbb20a5444879a74b",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_names_every_period_of_the_settings(
    sqlite_template: Path, tmp_path: Path, language: str
) -> None:
    assert sorted(NUMBERS) == KEPT, "name the new period in privacy.html, and here"
    with running_app(sqlite_template, tmp_path / "x.sqlite3", **NUMBERS) as app:
        text = PageClient(app.test_client()).get(f"/datenschutz?lang={language}").text

    numbers = set(re.findall(r"\d+", text))
    fixed = (
        UNCONFIRMED_FOR,
        LINKS_KEPT,
        CONFIRM_WITHIN,
        ENDED_NEWS_KEPT,
        NEWS_REMEMBERED,
        PREVIEWS_KEPT,
        DONE_LISTS_KEPT,
    )
    wanted = {*NUMBERS.values(), *(period.days for period in fixed)}
    assert sorted(number for number in wanted if str(number) not in numbers) == []


def cookie_calls() -> set[str]:
    """What is given as the name of a cookie, wherever one is set."""
    return {
        ast.unparse(node.args[0])
        for path in WEB.rglob("*.py")
        if "node_modules" not in path.parts
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "set_cookie"
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_names_every_cookie(
    sqlite_template: Path, tmp_path: Path, language: str
) -> None:
    with running_app(sqlite_template, tmp_path / "x.sqlite3", https=True) as app:
        text = PageClient(app.test_client()).get(f"/datenschutz?lang={language}").text
        names = {*COOKIES.values(), app.config["SESSION_COOKIE_NAME"]}

    assert cookie_calls() == set(COOKIES), "name the new cookie in privacy.html, and here"
    assert [name for name in names if name not in text] == []


def test_the_notice_leads_to_the_way_back(page: PageClient) -> None:
    assert "/firma/anmelden" in page.get("/datenschutz").links().values()


def test_a_consent_text_that_was_ever_shown_never_changes() -> None:
    found = {
        (text.purpose.value, text.version): hashlib.sha256(
            f"{text.words.de}|{text.words.en}".encode()
        ).hexdigest()
        for text in TEXTS
    }

    assert found == FINGERPRINTS, "a new wording is a new version; add its fingerprint"


def is_written(app: Flask, name: str) -> bool:
    """Whether there is a mail of this name: a template of its own, or news."""
    news = {stream.purpose for stream in writing._STREAMS.values()}
    return name in news or f"mail/{name}.txt" in app.jinja_env.list_templates()


@pytest.mark.parametrize("purpose", Purpose)
def test_every_purpose_has_a_text_mails_and_words(app: Flask, purpose: Purpose) -> None:
    text = current_text(purpose)

    assert text_of(purpose.value, text.version) == text
    assert text.words.de != text.words.en
    assert purpose in words.PURPOSES
    for name in MAILS[purpose]:
        assert name in words.MAILS
        assert is_written(app, name)


def test_an_unknown_version_has_no_text() -> None:
    assert text_of("sign_in_link", "1999-01-01") is None
    assert text_of("advertising", "2026-11-22") is None


def test_the_record_of_processing_names_every_table() -> None:
    text = RECORD.read_text("utf-8")

    assert sorted(t.name for t in metadata.sorted_tables if f"`{t.name}`" not in text) == []


def test_the_record_of_processing_names_every_period() -> None:
    text = RECORD.read_text("utf-8")

    names = [f"ANGEBOTSLOTSE_{name.upper()}" for name in KEPT]
    assert [name for name in names if name not in text] == []
