"""Attacks on the editors' pages: scripts in every field, foreign roles, forged ids and forms."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from models.person import Role
from tests.fixtures.people import make_person, signed_in_client
from tests.web.editor_world import (
    begun,
    begun_new,
    form_of,
    offer,
    pages_of,
    publish,
    published,
    put,
    save,
)
from web.current import services_of
from web.pages.editor.entries import Kind
from web.pages.editor.fields import all_fields

EVIL = "</textarea></title>\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}"
DRAFT = "A" * 22
ADDRESSES = (
    "/redaktion",
    "/redaktion/angebote",
    "/redaktion/angebote/energie-lotse",
    "/redaktion/entwuerfe",
    f"/redaktion/entwuerfe/{DRAFT}",
    f"/redaktion/entwuerfe/{DRAFT}/vorschau",
    f"/redaktion/entwuerfe/{DRAFT}/bedingungen",
    f"/redaktion/entwuerfe/{DRAFT}/bedingungen/neu",
    f"/redaktion/entwuerfe/{DRAFT}/bedingungen/0",
    f"/redaktion/entwuerfe/{DRAFT}/konflikt",
    f"/redaktion/entwuerfe/{DRAFT}/vergleich/{DRAFT}",
)
DEEDS = (
    "/redaktion/angebote",
    "/redaktion/angebote/energie-lotse/bearbeiten",
    "/redaktion/angebote/energie-lotse/archivieren",
    "/redaktion/angebote/energie-lotse/zurueckholen",
    "/redaktion/angebote/energie-lotse/beenden",
    "/redaktion/angebote/energie-lotse/zurueck/1",
    f"/redaktion/entwuerfe/{DRAFT}",
    f"/redaktion/entwuerfe/{DRAFT}/bedingungen",
    f"/redaktion/entwuerfe/{DRAFT}/bedingungen/neu",
    f"/redaktion/entwuerfe/{DRAFT}/bedingungen/0",
    f"/redaktion/entwuerfe/{DRAFT}/veroeffentlichen",
    f"/redaktion/entwuerfe/{DRAFT}/einreichen",
    f"/redaktion/entwuerfe/{DRAFT}/zurueckgeben",
    f"/redaktion/entwuerfe/{DRAFT}/verwerfen",
    f"/redaktion/entwuerfe/{DRAFT}/konflikt",
    f"/redaktion/entwuerfe/{DRAFT}/vergleich/{DRAFT}",
)


def test_a_script_in_any_field_stays_text_on_every_page(app: Flask) -> None:
    pages, engine = pages_of(app), services_of(app).engine
    path = begun(pages)
    texts = {
        field.name: EVIL
        for field in all_fields()
        if field.kind in (Kind.LINE, Kind.TEXT, Kind.LINES, Kind.WHOLE, Kind.DATE, Kind.DECIMAL)
    }
    everywhere = {**texts, "frist-1-datum": EVIL, "frist-1-text": EVIL, "notiz": EVIL}
    pages.post(path, {**form_of(pages.get(path)), **everywhere})
    where = f"{path}/bedingungen/neu?art=legal_form&in=alles"
    pages.post(where, {**form_of(pages.get(where)), "werte": EVIL, "zitat": EVIL, "anzeige": EVIL})
    put(engine, offer(title="Zweite"))

    for shown in _all_pages(path):
        html = pages.get(shown).response.get_data(as_text=True)
        assert "<script>alert" not in html, shown
        assert "<img src=x" not in html, shown
        assert "49" not in html.partition("alert(1)&gt;")[2][:4], shown


def test_scripts_in_what_is_published_stay_text(app: Flask) -> None:
    pages = pages_of(app)
    path = begun(pages)
    save(pages, path, titel=EVIL, kurz=EVIL, beschreibung=EVIL, notiz=EVIL, quelle_zitat=EVIL)
    publish(pages, path)

    for shown in ("/redaktion/angebote/energie-lotse", "/angebote/energie-lotse"):
        html = pages.get(shown).response.get_data(as_text=True)
        assert "<script>alert" not in html
        assert "<img src=x" not in html


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_are_closed_to_visitors_and_advisors(app: Flask, address: str) -> None:
    pages_of(app)
    advisor = make_person(services_of(app).engine, Role.ADVISOR, email="rat@example.org")

    stranger = app.test_client().get(address)
    assert stranger.status_code == 303
    assert "/anmelden" in stranger.location
    signed_in_client(app, advisor).get(address, status=403)


@pytest.mark.parametrize("address", DEEDS)
def test_deeds_are_closed_to_visitors_and_advisors_and_need_the_token(
    app: Flask, address: str
) -> None:
    editor = pages_of(app)
    advisor = make_person(services_of(app).engine, Role.ADVISOR, email="rat@example.org")
    rat = signed_in_client(app, advisor)

    stranger = app.test_client().post(address)
    refused = rat.client.post(address, data={"csrf_token": rat.token("/konto")})
    without = editor.client.post(address, data={"titel": "Ohne Schlüssel"})

    assert stranger.status_code in (303, 400)
    assert refused.status_code == 403
    assert without.status_code == 400
    assert published(services_of(app).engine) == offer()


@pytest.mark.parametrize("address", DEEDS[6:])
def test_drafts_that_nobody_has_are_not_found(app: Flask, address: str) -> None:
    pages = pages_of(app)
    token = pages.token("/redaktion/angebote")

    answer = pages.client.post(address, data={"csrf_token": token, "tun": "weg:0"})

    if address.endswith(("verwerfen", "zurueckgeben", "konflikt")):
        answer = pages.client.get(f"/redaktion/entwuerfe/{DRAFT}")
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "where",
    ["9", "0-0-0-0-0", "-1", "x", "0--0", "0-" * 300 + "0", "99999999999999999999", "%00", "1%2F2"],
)
def test_paths_that_lead_nowhere_are_not_found(app: Flask, where: str) -> None:
    pages = pages_of(app)
    path = begun(pages)

    assert pages.client.get(f"{path}/bedingungen/{where}").status_code == 404
    answer = pages.client.post(
        f"{path}/bedingungen", data={"csrf_token": pages.token(path), "tun": f"weg:{where}"}
    )
    assert answer.status_code == 404


def test_a_form_that_names_another_offer_changes_only_its_own(app: Flask) -> None:
    pages, engine = pages_of(app), services_of(app).engine
    path = begun(pages)
    save(pages, path, kennung="foerder-text", id="foerder-text", kurz="Neu.")
    publish(pages, path)

    assert published(engine).summary == "Neu."
    assert published(engine, "foerder-text").summary != "Neu."


@pytest.mark.parametrize(
    "changes",
    [
        {"revision": "x"},
        {"revision": ""},
        {"revision": "99999999999999999999"},
        {"stand": "gibt es nicht"},
        {"art": ["grant", "unfug"]},
        {"hauptthema": "unfug"},
        {"de-minimis": "vielleicht"},
        {"titel": "a\0b\ud800c\u202e"},
        {"betrag-bis": "9" * 200},
        {"ende": "31.02.2026"},
        {"frist-1-datum": "99.99.9999"},
        {"gebiet": "\n".join(map(str, range(600)))},
        {"kennung": "../../etc"},
    ],
)
def test_odd_entries_are_kept_or_left_out_and_never_break_a_page(
    app: Flask, changes: dict[str, object]
) -> None:
    pages = pages_of(app)
    path = begun_new(pages)
    values = {**form_of(pages.get(path)), "anbieter": "Stadt", **changes}
    encoded = {
        name: value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
        for name, value in values.items()
    }

    answer = pages.client.post(path, data=encoded, follow_redirects=True)

    assert answer.status_code in (200, 404)
    for shown in (path, f"{path}?pruefen=1", f"{path}/vorschau", "/redaktion/entwuerfe"):
        assert pages.client.get(shown).status_code == 200


def test_a_hundred_groups_in_one_another_do_not_break_a_page(app: Flask) -> None:
    pages = pages_of(app)
    path = begun(pages)
    where = f"{path}/bedingungen"
    for _ in range(25):
        pages.client.post(where, data={**form_of(pages.get(where)), "tun": "gruppe-alle:alles"})

    assert len(pages.get(where).all("p", class_="al-block__text")) == 20


def _all_pages(path: str) -> Iterator[str]:
    yield path
    yield f"{path}?pruefen=1"
    yield f"{path}/vorschau"
    yield f"{path}/bedingungen?pruefen=1"
    yield f"{path}/bedingungen/1"
    yield f"{path}/konflikt"
    yield "/redaktion/entwuerfe"
    yield "/redaktion/angebote?q=%3Cscript%3Ealert(1)%3C/script%3E"
