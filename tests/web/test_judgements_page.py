"""Does the offer fit? One form on the offer's page of a company, without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fixtures.apps import NOW, running_app
from tests.fixtures.pages import PageClient, text_of
from tests.web.result_world import CARE_SERVICE, stored
from web.current import services_of
from web.tokens import new_token
from web.use_cases.firms import judgements
from web.use_cases.firms.opinions import Opinion

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from tests.fixtures.pages import Page

OFFER = "fai-nrw"
FITS = {"urteil": "passt"}
DOES_NOT_FIT = {"urteil": "passt-nicht"}


def press(page: PageClient, token: str, **values: str) -> Page:
    """The page after pressing one of the two buttons."""
    path = f"/ergebnis/{token}/angebot/{OFFER}"
    return page.post(f"{path}/urteil", {**values, "csrf_token": page.token(path)})


def opinion(app: Flask, token: str) -> Opinion | None:
    """What is stored."""
    return judgements.opinion_of(services_of(app).engine, token, OFFER, NOW)


def section(page: Page) -> str:
    """What the part of the page says."""
    return text_of(page.one("div", id="urteil"))


def test_the_form_is_folded_and_stands_on_the_page_of_the_offer_only(
    app: Flask, page: PageClient
) -> None:
    token = stored(app, CARE_SERVICE)

    offer = page.get(f"/ergebnis/{token}/angebot/{OFFER}")

    assert "Passt das Angebot?" in section(offer)
    assert offer.one("div", id="urteil").find("details").get("open") is None
    assert "Passt das Angebot?" not in page.get(f"/ergebnis/{token}").text
    assert "Passt das Angebot?" not in page.get(f"/angebote/{OFFER}").text


def test_a_fit_is_kept_shown_and_taken_back(app: Flask, page: PageClient) -> None:
    token = stored(app, CARE_SERVICE)

    said = press(page, token, **FITS)
    assert opinion(app, token) is Opinion.FITS
    assert "Sie haben gesagt, dass dieses Angebot passt." in section(said)
    assert said.one("div", id="urteil").find("details").get("open") is not None

    path = f"/ergebnis/{token}/angebot/{OFFER}"
    values = {"csrf_token": page.token(path)}
    undone = page.post(f"{path}/urteil-zuruecknehmen", values)
    assert opinion(app, token) is None
    assert "Sie haben gesagt" not in section(undone)


@pytest.mark.parametrize(
    ("reason", "kept", "words"),
    [
        ("not_relevant", Opinion.NOT_RELEVANT, "nicht passt: „Das brauchen wir nicht“."),
        ("not_eligible", Opinion.NOT_ELIGIBLE, "„Wir kommen dafür nicht infrage“"),
        ("too_late", Opinion.TOO_LATE, "„Für uns ist es zu spät“"),
        ("better_alternative", Opinion.BETTER_ALTERNATIVE, "„Ein anderes Angebot passt besser"),
        ("already_used", Opinion.ALREADY_USED, "„Wir nutzen es schon“"),
        ("", Opinion.NO_REASON, "dass dieses Angebot nicht passt."),
        ("graded", Opinion.NO_REASON, "dass dieses Angebot nicht passt."),
        ("nonsense", Opinion.NO_REASON, "dass dieses Angebot nicht passt."),
    ],
)
def test_a_reason_against_an_offer_is_kept_and_said_back(
    app: Flask, page: PageClient, reason: str, kept: Opinion, words: str
) -> None:
    token = stored(app, CARE_SERVICE)

    said = press(page, token, grund=reason, **DOES_NOT_FIT)

    assert opinion(app, token) is kept
    assert words in section(said)


def test_a_reason_beside_a_fit_means_nothing(app: Flask, page: PageClient) -> None:
    token = stored(app, CARE_SERVICE)

    press(page, token, grund="too_late", **FITS)

    assert opinion(app, token) is Opinion.FITS


def test_the_choices_are_offered_in_english_as_well(app: Flask, page: PageClient) -> None:
    token = stored(app, CARE_SERVICE)
    page.get("/sprache/en", status=200)

    offered = page.get(f"/ergebnis/{token}/angebot/{OFFER}")

    labels = [text_of(each) for each in offered.one("select", id="grund")]
    assert labels[:2] == ["No reason given", "It is not what we need"]
    assert len(labels) == 6


def test_a_form_without_a_known_button_is_refused(app: Flask, page: PageClient) -> None:
    token = stored(app, CARE_SERVICE)
    path = f"/ergebnis/{token}/angebot/{OFFER}"

    answer = page.post(
        f"{path}/urteil", {"urteil": "vielleicht", "csrf_token": page.token(path)}, status=400
    )

    assert "Bitte wählen Sie aus, ob das Angebot passt." in answer.text
    assert opinion(app, token) is None


@pytest.mark.parametrize("action", ["urteil", "urteil-zuruecknehmen"])
def test_nobody_judges_without_the_form_token_or_the_answers_or_the_offer(
    app: Flask, page: PageClient, action: str
) -> None:
    token = stored(app, CARE_SERVICE)
    values = {**FITS, "csrf_token": page.token(f"/ergebnis/{token}/angebot/{OFFER}")}
    post = page.client.post

    assert post(f"/ergebnis/{token}/angebot/{OFFER}/{action}", data=FITS).status_code == 400
    for path in (f"{new_token()}/angebot/{OFFER}", f"{token}/angebot/gibt-es-nicht", "x/angebot/y"):
        assert post(f"/ergebnis/{path}/{action}", data=values).status_code == 404
    assert opinion(app, token) is None


def test_judging_counts_as_a_form_for_the_rate_limit(filled_template: Path, tmp_path: Path) -> None:
    with running_app(filled_template, tmp_path / "x.sqlite3", form_rate="2 per minute") as app:
        page, token = PageClient(app.test_client()), stored(app, CARE_SERVICE)
        path = f"/ergebnis/{token}/angebot/{OFFER}"
        values = {**FITS, "csrf_token": page.token(path)}
        statuses = [page.client.post(f"{path}/urteil", data=values).status_code for _ in range(3)]

    assert statuses == [303, 303, 429]


def test_a_judged_offer_keeps_its_place_for_now(app: Flask, page: PageClient) -> None:
    token = stored(app, CARE_SERVICE)
    before = page.get(f"/ergebnis/{token}").text

    press(page, token, grund="not_relevant", **DOES_NOT_FIT)

    assert page.get(f"/ergebnis/{token}").text == before
