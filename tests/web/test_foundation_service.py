"""The service as an operator starts it: real processes, a real browser."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
SECRET = "a secret that only tests use, 42 characters"


def environment(database: Path, **changes: str) -> dict[str, str]:
    """What an operator sets, and nothing of the machine's own settings."""
    kept = {name: value for name, value in os.environ.items() if "ANGEBOTSLOTSE" not in name}
    return {
        **kept,
        "ANGEBOTSLOTSE_SECRET_KEY": SECRET,
        "ANGEBOTSLOTSE_HTTPS": "false",
        "DATABASE_URL": f"sqlite:///{database}",
        **changes,
    }


@pytest.fixture
def service(filled_template: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The first line that gunicorn prints, and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    with subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", "python:web.gunicorn_conf", "wsgi:app"],
        cwd=ROOT,
        env=environment(filled_template, PORT=port),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline(), process
        process.terminate()
        process.wait(timeout=30)


def test_gunicorn_says_where_it_is_and_answers_there(
    service: tuple[str, subprocess.Popen[str]],
) -> None:
    line, process = service
    assert line.startswith("Angebotslotse runs on http://127.0.0.1:"), line
    address = line.split()[-1]

    with urllib.request.urlopen(f"{address}/health", timeout=30) as answer:
        health = json.load(answer)
    with urllib.request.urlopen(f"{address}/?geheim=wort", timeout=30) as answer:
        assert answer.status == 200
    process.terminate()
    _, logged = process.communicate(timeout=30)

    assert health["status"] == "ok"
    lines = [json.loads(text) for text in logged.splitlines()]
    assert [line["route"] for line in lines if line["message"] == "request answered"] == ["/"]
    assert "geheim" not in logged


def test_a_service_with_bad_settings_does_not_start_and_lists_them(tmp_path: Path) -> None:
    bad = environment(
        tmp_path / "x.sqlite3", ANGEBOTSLOTSE_SECRET_KEY="", ANGEBOTSLOTSE_HTTPS="perhaps"
    )

    done = subprocess.run(
        [sys.executable, "-c", "import wsgi"],
        cwd=ROOT,
        env=bad,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "- ANGEBOTSLOTSE_SECRET_KEY: is shorter than 32 characters" in done.stderr
    assert "- ANGEBOTSLOTSE_HTTPS: " in done.stderr


@pytest.mark.browser
def test_a_browser_loads_style_and_font_and_finds_nothing_to_complain_about(
    browser_page: Page,
) -> None:
    browser_page.goto("/", wait_until="networkidle")

    family = browser_page.evaluate("getComputedStyle(document.body).fontFamily")
    loaded = browser_page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').length")
    assert "Fira Sans" in family
    assert loaded > 0
