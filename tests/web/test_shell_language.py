"""Which language a page speaks, and how a reader changes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.fixtures.apps import make_settings
from tests.fixtures.pages import PageClient
from web.app import create_app
from web.current import services_of
from web.pages.language import local_path


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[PageClient]:
    """A reader of a service whose database nobody asks."""
    app = create_app(make_settings(f"sqlite:///{tmp_path / 'empty.sqlite3'}"))
    yield PageClient(app.test_client())
    services_of(app).engine.dispose()


def language_of(client: FlaskClient, path: str, **headers: str) -> str:
    """The language that the page at the path names."""
    return client.get(path, headers=headers).headers["Content-Language"]


def test_a_page_speaks_german_whatever_the_browser_prefers(reader: PageClient) -> None:
    assert language_of(reader.client, "/", **{"Accept-Language": "en-GB,en"}) == "de"


def test_the_parameter_decides_and_stays(reader: PageClient) -> None:
    assert language_of(reader.client, "/?lang=en") == "en"
    assert language_of(reader.client, "/impressum") == "en"
    assert language_of(reader.client, "/impressum?lang=de") == "de"


@pytest.mark.parametrize("code", ["fr", "", "DE", "../de", "<b>"])
def test_an_unknown_language_changes_nothing(reader: PageClient, code: str) -> None:
    assert language_of(reader.client, f"/?lang={code}") == "de"
    assert reader.client.get_cookie("sprache") is None


def test_the_switch_comes_back_to_the_same_page_in_the_other_language(reader: PageClient) -> None:
    page = reader.get("/datenschutz?x=1&lang=de")
    assert page.h1 == "Datenschutz"

    switched = reader.get(page.links()["English"])

    assert switched.h1 == "Privacy"
    assert switched.response.request.full_path == "/datenschutz?x=1"


def test_an_error_page_can_be_switched_too(reader: PageClient) -> None:
    page = reader.get("/gibt-es-nicht", status=404)
    assert reader.get(page.links()["English"], status=404).h1 == "Page not found"


def test_the_choice_is_kept_in_a_cookie_that_scripts_cannot_read(reader: PageClient) -> None:
    header = reader.client.get("/sprache/en").headers["Set-Cookie"]

    assert header.startswith("sprache=en;")
    assert "HttpOnly" in header
    assert "SameSite=Lax" in header
    assert "Max-Age=15552000" in header


def test_other_languages_have_no_address(reader: PageClient) -> None:
    assert reader.client.get("/sprache/fr").status_code == 404


def test_pages_tell_caches_that_they_depend_on_the_cookie(reader: PageClient) -> None:
    assert "Cookie" in reader.client.get("/").headers["Vary"]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/angebote", "/angebote"),
        ("/angebote?q=energie&seite=2", "/angebote?q=energie&seite=2"),
        ("/angebote?q=energie&lang=de", "/angebote?q=energie"),
        ("/angebote?q=", "/angebote?q="),
        ("/angebote?q=gr%C3%BCn+%26+gut", "/angebote?q=gr%C3%BCn+%26+gut"),
        ("", "/"),
        ("angebote", "/"),
        ("https://example.org/", "/"),
        ("//example.org/", "/"),
        ("/\\example.org", "/"),
        ("\\\\example.org", "/"),
        ("/\texample", "/"),
        ("/a\r\nSet-Cookie: x=1", "/"),
        ("javascript:alert(1)", "/"),
        ("/%2F%2Fexample.org", "/%2F%2Fexample.org"),
        ("/#//example.org", "/"),
    ],
)
def test_only_paths_of_this_site_are_returned_to(target: str, expected: str) -> None:
    assert local_path(target) == expected


@pytest.mark.parametrize("target", ["//example.org", "https://example.org", "/\\example.org"])
def test_the_switch_never_sends_anyone_elsewhere(reader: PageClient, target: str) -> None:
    answer = reader.client.get("/sprache/en", query_string={"zurueck": target})

    assert answer.status_code == 303
    assert answer.headers["Location"] == "/"
