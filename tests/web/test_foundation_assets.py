"""Style sheets and fonts: an allow-list, with a version in the address."""

from __future__ import annotations

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

from web.assets import missing_packages

YEAR = "public, max-age=31536000, immutable"


def address(app: Flask, name: str) -> str:
    """What a template writes."""
    with app.test_request_context():
        return url_for("assets.file", package="kern", name=name)


def test_the_packages_are_installed() -> None:
    assert missing_packages() == ()


@pytest.mark.parametrize(
    "name", ["kern.min.css", "fonts/fira-sans.css", "fonts/fira-sans/FiraSans-Regular.woff2"]
)
def test_what_pages_need_is_served_and_kept_for_a_year(app: Flask, name: str) -> None:
    with app.test_client().get(address(app, name)) as response:
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == YEAR


@pytest.mark.parametrize(
    "name", ["../package.json", "kern.css.map", "../../../axe-core/axe.js", "fonts", "nothing.css"]
)
def test_nothing_else_of_the_packages_can_be_fetched(client: FlaskClient, name: str) -> None:
    assert client.get(f"/assets/1/kern/{name}").status_code in {404, 308}


def test_an_unknown_package_is_not_found(client: FlaskClient) -> None:
    assert client.get("/assets/1/axe-core/axe.min.js").status_code == 404


def test_a_page_asks_for_versioned_files_only(client: FlaskClient) -> None:
    html = client.get("/").get_data(as_text=True)

    assert "/assets/kern/" not in html
    assert 'href="/static/app.css"' not in html
