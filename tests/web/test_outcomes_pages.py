"""The page of judgements and applications, and the editors' side, as people use them."""

from __future__ import annotations

import pytest
from flask import Flask

from matcher.eligibility import Verdict, subject_of, verdict
from matcher.profile import parse_profile
from models.person import Role
from tests.fixtures.apps import NOW
from tests.fixtures.pages import Page, PageClient, text_of
from tests.fixtures.people import make_person, signed_in_client
from tests.web.desk_world import METAL_WORKS, Staff, desk_of, make_staff, witten_file
from web.current import services_of
from web.use_cases.files import judging
from web.use_cases.files.judging import OfferStanding

OFFER = "bafa-eew"
REVIEW = "/redaktion/pruefen"


@pytest.fixture
def staff(app: Flask) -> Staff:
    return make_staff(services_of(app).engine)


@pytest.fixture
def file(app: Flask, staff: Staff) -> str:
    return witten_file(app, staff)


@pytest.fixture
def advisor(app: Flask, staff: Staff) -> PageClient:
    return signed_in_client(app, staff.advisor)


def path(file: str, rest: str = "/urteile") -> str:
    return f"/beratung/akte/{file}{rest}"


def send(client: PageClient, file: str, rest: str, *, status: int = 200, **values: str) -> Page:
    """The page after sending these values of a form."""
    data = {**values, "csrf_token": client.token(path(file))}
    return client.post(path(file, rest), data, status=status)


def standing(app: Flask, staff: Staff, file: str) -> OfferStanding | None:
    found = judging.of_file(services_of(app).engine, desk_of(staff.advisor), file)
    return found.get(OFFER)


def buttons(page: Page) -> list[str]:
    """What the buttons of judging send."""
    return [
        button.get("value", "") for button in page.all("button") if button.get("name") == "urteil"
    ]


def test_each_reason_is_one_button_and_each_condition_of_the_offer_too(
    app: Flask, advisor: PageClient, file: str
) -> None:
    found = buttons(advisor.get(path(file, f"/urteile?angebot={OFFER}")))

    reasons = ["fits", "not_relevant", "too_late", "better_alternative", "already_used"]
    assert found[:5] == reasons
    assert found[5:-1]
    assert all(each.startswith("not_eligible:") for each in found[5:-1])
    assert found[-1] == "not_eligible"


def test_a_judgement_is_shown_where_it_was_given_and_taken_back_with_one_button(
    app: Flask, advisor: PageClient, file: str
) -> None:
    back = f"{path(file)}?angebot={OFFER}"
    said = send(advisor, file, f"/urteile/{OFFER}", urteil="too_late", zurueck=back)
    assert "Ihr Urteil: Zu spät" in text_of(said.one("div", id=f"urteil-{OFFER}"))
    assert buttons(said) == []

    undone = send(advisor, file, f"/urteile/{OFFER}/zuruecknehmen", zurueck=back)
    assert "Ihr Urteil" not in undone.text


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", ""])
def test_judging_leads_nowhere_else(advisor: PageClient, file: str, back: str) -> None:
    token = advisor.token(path(file))
    data = {"urteil": "fits", "zurueck": back, "csrf_token": token}
    answer = advisor.client.post(path(file, f"/urteile/{OFFER}"), data=data)

    assert answer.status_code == 303
    assert answer.location == f"{path(file)}#urteil-{OFFER}"


def test_a_better_offer_is_named_afterwards(
    app: Flask, staff: Staff, advisor: PageClient, file: str
) -> None:
    send(advisor, file, "/urteile/fai-nrw", urteil="fits")
    back = f"{path(file)}?angebot={OFFER}"
    asked = send(advisor, file, f"/urteile/{OFFER}", urteil="better_alternative", zurueck=back)
    assert "Welches Angebot ist besser?" in asked.text

    send(advisor, file, f"/urteile/{OFFER}", urteil="better_alternative", besser="fai-nrw")

    found = standing(app, staff, file)
    assert found is not None
    assert found.because == "fai-nrw"


REFUSED: tuple[tuple[str, dict[str, str], int], ...] = (
    ("/urteile/nobody", {"urteil": "fits"}, 404),
    (f"/urteile/{OFFER}", {"urteil": "granted"}, 400),
    (f"/urteile/{OFFER}", {"urteil": "nonsense"}, 400),
    (f"/urteile/{OFFER}", {}, 400),
    (f"/urteile/{OFFER}", {"urteil": "not_eligible:nonsense"}, 404),
    (f"/antraege/{OFFER}", {"stand": "granted", "betrag": "-5"}, 422),
    (f"/antraege/{OFFER}", {"stand": "granted", "betrag": "1000000000000"}, 422),
    (f"/antraege/{OFFER}", {"stand": "granted", "betrag": "viel"}, 422),
    (f"/antraege/{OFFER}", {"stand": "granted", "tag": "31.02.2026"}, 422),
    (f"/antraege/{OFFER}", {"stand": "granted", "tag": "23.11.2026"}, 422),
    (f"/antraege/{OFFER}", {"stand": "won"}, 422),
    ("/antraege/nobody", {"stand": "granted"}, 404),
    ("/fehlt", {"titel": " "}, 422),
    ("/fehlt", {"titel": "x" * 201}, 422),
)


def test_what_makes_no_sense_is_refused_and_nothing_is_kept(
    app: Flask, staff: Staff, advisor: PageClient, file: str
) -> None:
    for rest, values, status in REFUSED:
        send(advisor, file, rest, status=status, **values)

    assert standing(app, staff, file) is None


def test_an_application_is_noted_listed_and_removed(advisor: PageClient, file: str) -> None:
    noted = send(
        advisor, file, f"/antraege/{OFFER}", stand="granted", betrag="12.000", tag="3.11.2026"
    )
    assert "Der Antrag ist eingetragen." in noted.text
    assert "Bewilligt, 12.000" in text_of(noted.one("table"))

    removed = send(advisor, file, f"/antraege/{OFFER}/entfernen")
    assert "Bewilligt, 12.000" not in removed.text


def test_nobody_of_another_city_finds_the_page_or_its_deeds(
    app: Flask, staff: Staff, file: str
) -> None:
    stranger = signed_in_client(app, staff.stranger)
    own = witten_file(app, staff, organisation_id=staff.stranger.organisation_id, name="Bochumer")
    token = stranger.token(path(own))

    stranger.get(path(file), status=404)
    for rest in (
        f"/urteile/{OFFER}",
        f"/urteile/{OFFER}/zuruecknehmen",
        f"/antraege/{OFFER}",
        f"/antraege/{OFFER}/entfernen",
        "/fehlt",
        "/fehlt/zuruecknehmen",
    ):
        values = {"urteil": "fits", "stand": "applied", "titel": "X", "csrf_token": token}
        stranger.post(path(file, rest), values, status=404)


def test_editors_see_what_advisors_contradict_and_what_they_miss(
    app: Flask, staff: Staff, advisor: PageClient, file: str
) -> None:
    firm = subject_of(parse_profile({"id": "firm", **METAL_WORKS}), NOW.date())
    offers = services_of(app).snapshot.current().offers
    excluded = next(each.id for each in offers if verdict(each, firm) is Verdict.NOT_ELIGIBLE)
    send(advisor, file, f"/urteile/{excluded}", urteil="fits")
    send(advisor, file, "/fehlt", titel="Energiescout <b>IHK</b>", hinweis="=HYPERLINK(1)")
    other = witten_file(app, staff, name="Andere GmbH")
    send(advisor, other, "/fehlt", titel="energiescout <b>IHK</b>", hinweis="=HYPERLINK(1)")
    editor = signed_in_client(
        app, make_person(services_of(app).engine, Role.EDITOR, email="redaktion@example.org")
    )

    one = editor.get(f"{REVIEW}?angebot={excluded}")
    assert "hält das Angebot für passend, obwohl im Katalog diese Bedingung" in one.text
    assert "Ein Urteil sagt das." in one.text
    assert "Energiescout <b>IHK</b>" in one.text
    assert one.text.count("=HYPERLINK(1)") == 1
    assert "2 Mal vermisst" in one.text
    assert "Schmiede" not in one.text


def test_what_was_reported_as_missing_is_listed_and_taken_back(
    advisor: PageClient, file: str
) -> None:
    told = send(advisor, file, "/fehlt", titel="Energiescout", hinweis="ihk.example")
    assert "Aus dieser Akte an die Redaktion gemeldet" in told.text
    assert "ihk.example" in told.text

    gone = send(advisor, file, "/fehlt/zuruecknehmen", titel="Energiescout")
    assert "Die Redaktion sieht Ihre Meldung nicht mehr." in gone.text
    assert "ihk.example" not in gone.text
    log = advisor.get(path(file, "/verlauf"))
    assert "Urteil: Energiescout, zurückgenommen" in log.text


def test_the_search_for_a_missing_offer_notes_it_with_one_button(
    app: Flask, staff: Staff, advisor: PageClient, file: str
) -> None:
    found = advisor.get(path(file, "/urteile?suche=energieeffizienz"))
    assert len(found.all("button", class_="kern-btn--secondary")) > 2

    send(advisor, file, f"/urteile/{OFFER}", urteil="missing")
    known = standing(app, staff, file)
    assert known is not None
    assert known.opinion == "missing"
