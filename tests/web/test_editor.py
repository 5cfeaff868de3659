"""The editors' pages: find, write, build conditions, look, publish, settle, go back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from models.person import Role
from models.session import transaction
from offers import store
from offers.schema import parse_offer
from tests.fixtures.apps import NOW, running_app
from tests.fixtures.pages import Page, PageClient, text_of
from tests.fixtures.people import make_person, signed_in_client
from tests.web.editor_world import (
    OFFER,
    QUOTE,
    SMALL,
    begun,
    begun_new,
    count_versions,
    form_of,
    offer,
    pages_of,
    publish,
    published,
    put,
    save,
)
from tests.web.result_world import stored
from web.current import services_of


@pytest.fixture
def four_eyes(filled_template: Path, tmp_path: Path) -> Iterator[Flask]:
    """The service of an operator who wants four eyes."""
    with running_app(filled_template, tmp_path / "four.sqlite3", four_eyes=True) as made:
        yield made


def press(pages: PageClient, path: str, button: str) -> Page:
    """The conditions of a draft after pressing a button of theirs."""
    where = f"{path}/bedingungen"
    return pages.post(where, {**form_of(pages.get(where)), "tun": button})


def add(pages: PageClient, path: str, query: str, **values: object) -> Page:
    """The conditions after adding a block."""
    where = f"{path}/bedingungen/neu?{query}"
    return pages.post(where, {**form_of(pages.get(where)), **values})


def sentences(page: Page) -> list[str]:
    """The sentences of the blocks, from top to bottom."""
    return [text_of(each) for each in page.all("p", class_="al-block__text")]


def test_the_header_leads_editors_to_their_pages_and_nobody_else(app: Flask) -> None:
    pages = pages_of(app)
    advisor = make_person(services_of(app).engine, Role.ADVISOR, email="rat@example.org")

    assert pages.get("/konto").links()["Redaktion"] == "/redaktion"
    assert "Redaktion" not in signed_in_client(app, advisor).get("/konto").links()
    assert "Entwürfe" in pages.get("/redaktion").text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=energie-lotse", True),
        ("q=Strom+sparen+Fachkraft", True),
        ("anbieter=stadt+witten", True),
        ("quelle=amt.jsonl", True),
        ("quelle=bundled", False),
        ("stand=ended", False),
        ("stand=archived", False),
        ("seite=999&quelle=amt.jsonl", True),
    ],
)
def test_offers_are_found_by_words_source_provider_and_state(
    app: Flask, query: str, found: bool
) -> None:
    links = pages_of(app).get(f"/redaktion/angebote?{query}").links()

    assert ("Energie-Lotse" in links) is found


def test_an_offer_is_changed_looked_at_and_published(app: Flask) -> None:
    pages, engine = pages_of(app), services_of(app).engine
    path = begun(pages)
    saved = save(
        pages,
        path,
        beschaeftigte_bis="49 ",
        betrag_bis="50.000 Euro",
        quote="37,5",
        ende="31.12.2027",
        frist_1_datum="30.09.2027",
        frist_1_text="Anträge",
        vor_beginn="yes",
        gebiet="Witten\nDEA51",
    )
    assert "Der Entwurf ist gespeichert." in saved.text
    assert "DEA51: " in saved.text

    shown = pages.get(f"{path}/vorschau")
    assert "bis 50.000 Euro" in shown.text
    done = publish(pages, path)

    assert "Das Angebot ist veröffentlicht." in done.text
    now = published(engine)
    assert (now.max_employees, now.before_start) == (49, True)
    assert now.amount is not None
    assert (now.amount.max_eur, now.amount.rate_percent) == (50_000, 37.5)
    assert str(now.valid_until) == "2027-12-31"
    assert [str(each.date) for each in now.deadlines] == ["2027-09-30"]
    assert now.territory == ("Witten", "DEA51")
    assert now.conditions == offer().conditions


def test_mistakes_stand_at_their_fields_and_what_was_typed_stays(app: Flask) -> None:
    pages = pages_of(app)
    path = begun(pages)

    shown = save(
        pages, path, gebiet="Bohcum", betrag_bis="viel", ende="bald", adresse="javascript:x"
    )

    assert shown.title.startswith("Fehler:")
    assert "Den Ort „Bohcum“ kennen wir nicht." in shown.text
    assert "Meinten Sie: Bochum" in shown.text
    values = form_of(shown)
    assert (values["gebiet"], values["betrag-bis"]) == ("Bohcum", "viel")
    assert (values["ende"], values["adresse"]) == ("bald", "javascript:x")
    assert "Veröffentlichen" not in [
        each.text for each in pages.get(f"{path}/vorschau").all("button")
    ]
    assert count_versions(services_of(app).engine) == 1


def test_a_new_offer_says_what_it_lacks_only_when_it_is_to_be_published(app: Flask) -> None:
    pages = pages_of(app)
    path = begun_new(pages)
    assert not save(pages, path, kurz="Ein Anfang.").title.startswith("Fehler:")

    asked = pages.get(f"{path}?pruefen=1")
    assert "Titel: Bitte geben Sie hier etwas an." in asked.text
    preview = pages.get(f"{path}/vorschau")
    assert preview.title.startswith("Fehler: Vorschau: ")
    assert "Angabe falsch?" not in preview.links()
    save(pages, path, titel="Über uns: Straßenfest", anbieter="Stadt")

    assert publish(pages, path).h1 == "Über uns: Straßenfest"
    assert published(services_of(app).engine, "ueber-uns-strassenfest").summary == "Ein Anfang."


def test_deadlines_are_added_and_removed_without_losing_the_rest(app: Flask) -> None:
    pages = pages_of(app)
    path = begun(pages)
    first = save(pages, path, frist_1_datum="1.2.2027", kurz="Neu.", tun="frist-dazu")
    assert form_of(first)["kurz"] == "Neu."
    save(pages, first.response.request.full_path, frist_2_datum="3.2027", frist_2_text="Zweite")
    shown = save(pages, path, tun="frist-weg-1")

    values = form_of(shown)
    assert (values["frist-1-datum"], values["frist-1-text"]) == ("03.2027", "Zweite")
    assert values["kurz"] == "Neu."


def test_conditions_are_built_of_blocks_that_read_as_sentences(app: Flask) -> None:
    pages = pages_of(app)
    path = begun(pages)
    add(pages, path, "art=territory&in=alles", werte="DEA", zitat="Nur in NRW.")
    add(pages, path, "art=any&in=alles")
    add(pages, path, "art=fact&frage=project_started&in=0", antwort="no", zitat="Vorher.")
    add(pages, path, "art=size&in=2", werte=["small", "micro"], zitat="Klein.")
    shown = add(pages, path, "art=employees&in=2", bis="9")

    assert (
        sentences(shown)
        == [
            "Alle diese Bedingungen:",
            "Alle diese Bedingungen:",
            "Höchstens 249 Beschäftigte",
            "Mit dem Vorhaben noch nicht begonnen",
            "Sitz in Nordrhein-Westfalen",
            "Mindestens eine davon:",
            "Für Kleinstunternehmen und kleine Unternehmen",
            "Höchstens 9 Beschäftigte",
        ]
        or len(sentences(shown)) == 8
    )
    assert "Ohne Satz aus der Quelle" in shown.text
    refused = pages.post(
        f"{path}/veroeffentlichen",
        {"csrf_token": pages.token(path), "revision": str(form_of(shown)["revision"])},
    )
    assert "Bedingungen: Dort fehlt etwas" in refused.text
    asked = pages.get(f"{path}/bedingungen?pruefen=1")
    assert "Bitte tragen Sie den Satz aus der Quelle ein" in asked.text


def test_blocks_are_moved_grouped_turned_and_removed(app: Flask) -> None:
    pages = pages_of(app)
    path = begun(pages)
    add(pages, path, "art=territory&in=alles", werte="DEA", zitat="Nur in NRW.")
    assert sentences(press(pages, path, "hoch:1"))[1] == "Sitz in Nordrhein-Westfalen"
    assert sentences(press(pages, path, "verneinen:0"))[1:3] == [
        "Nicht:",
        "Sitz in Nordrhein-Westfalen",
    ]
    assert sentences(press(pages, path, "aufloesen:0"))[1] == "Sitz in Nordrhein-Westfalen"
    assert sentences(press(pages, path, "wechseln:alles"))[0] == "Mindestens eine davon:"
    assert len(sentences(press(pages, path, "gruppe-eine:1"))) == 4
    assert len(sentences(press(pages, path, "weg:1"))) == 2
    assert sentences(press(pages, path, "weg:alles")) == []


def test_a_block_is_changed_in_its_own_form(app: Flask) -> None:
    pages, engine = pages_of(app), services_of(app).engine
    path = begun(pages)
    where = f"{path}/bedingungen/0"
    shown = pages.get(where)
    assert form_of(shown)["zitat"] == QUOTE
    pages.post(where, {**form_of(shown), "bis": "1.000", "ab": "2"})
    publish(pages, path)

    now = published(engine)
    assert (
        now.conditions
        == offer(
            conditions={"all": [{"employees": {"min": 2, "max": 1000}, "quote": QUOTE}]}
        ).conditions
    )


def test_a_reading_is_confirmed_or_removed_in_one_click(app: Flask) -> None:
    pages, engine = pages_of(app), services_of(app).engine
    read = {**SMALL, "reading": "text", "confidence": 0.62}
    put(engine, offer(conditions={"all": [read, {**read, "employees": {"max": 9}}]}))
    path = begun(pages)
    shown = pages.get(f"{path}/bedingungen")
    assert "zu 62 % sicher" in shown.text.replace("\u00a0", " ")

    press(pages, path, "bestaetigen:0")
    press(pages, path, "weg:1")
    publish(pages, path)

    assert published(engine).conditions == offer().conditions


def test_who_saves_second_sees_both_versions_and_joins_them(app: Flask) -> None:
    ayla, bert = pages_of(app), pages_of(app, "bert")
    path = begun(ayla)
    stale = form_of(bert.get(path))
    save(ayla, path, kurz="Von Ayla.")

    both = bert.post(path, {**stale, "anbieter": "Von Bert", "kurz": "Von Bert auch."})

    assert both.h1 == "Zwei Fassungen dieses Angebots"
    assert "Von Ayla." in both.text
    assert "Von Bert auch." in both.text
    here = str(both.response.request.path)
    joined = bert.post(here, {**form_of(both), "wahl-summary": "theirs"})
    values = form_of(joined)
    assert (values["kurz"], values["anbieter"]) == ("Von Ayla.", "Von Bert")


def test_an_import_in_between_is_settled_field_by_field(app: Flask) -> None:
    pages, engine = pages_of(app), services_of(app).engine
    path = begun(pages)
    save(pages, path, kurz="Von Ayla.", anbieter="Von Ayla")
    put(engine, offer(title="Energie-Lotse plus", provider="Vom Amt"))

    conflict = publish(pages, path)
    assert conflict.h1 == "Zwei Fassungen dieses Angebots"
    assert "Beide Fassungen haben das geändert." in conflict.text
    for words in ("Stadt Witten", "Vom Amt", "Von Ayla"):
        assert words in conflict.text
    done = pages.post(f"{path}/konflikt", {**form_of(conflict), "wahl-provider": "mine"})

    assert "Das Angebot ist veröffentlicht." in done.text
    now = published(engine)
    assert (now.title, now.provider, now.summary) == (
        "Energie-Lotse plus",
        "Von Ayla",
        "Von Ayla.",
    )


def test_pressing_publish_twice_says_so_and_publishes_once(app: Flask) -> None:
    pages, engine = pages_of(app), services_of(app).engine
    path = begun(pages)
    save(pages, path, kurz="Neu.")
    sent = pages.get(f"{path}/vorschau").form_values(f"{path}/veroeffentlichen")
    pages.post(f"{path}/veroeffentlichen", sent)

    again = pages.post(f"{path}/veroeffentlichen", sent)

    assert "nichts ist doppelt geschehen" in again.text
    assert count_versions(engine) == 2


def test_the_preview_shows_who_would_get_it_and_nobodys_words(app: Flask) -> None:
    pages = pages_of(app)
    stored(
        app,
        {
            "postal_code": "58452",
            "wz": "25.62",
            "employees": 38,
            "turnover_eur": 6_000_000,
            "needs": ["energy_efficiency"],
            "need_text": "Unser Ofen in der Geheimstraße frisst Strom.",
        },
    )
    path = begun(pages)
    where = f"{path}/bedingungen/0"
    pages.post(where, {**form_of(pages.get(where)), "bis": "9"})

    shown = pages.get(f"{path}/vorschau")

    assert "das eine Unternehmen" in shown.text
    assert "Verarbeitendes Gewerbe" in shown.text
    assert "Ennepe-Ruhr-Kreis" in shown.text
    assert "passt nicht" in shown.text
    for secret in ("Geheimstraße", "58452", "25.62", "38"):
        assert secret not in shown.text


def test_with_four_eyes_another_person_publishes_or_sends_back(four_eyes: Flask) -> None:
    ayla, bert = pages_of(four_eyes), pages_of(four_eyes, "bert")
    engine = services_of(four_eyes).engine
    path = begun(ayla)
    save(ayla, path, kurz="Von Ayla.")
    own = ayla.get(f"{path}/vorschau")
    assert "Eine andere Person veröffentlicht" in own.text
    ayla.post(f"{path}/einreichen", own.form_values(f"{path}/einreichen"))
    refused = ayla.post(
        f"{path}/veroeffentlichen",
        {
            "csrf_token": ayla.token(path),
            "revision": str(own.form_values(f"{path}/einreichen")["revision"]),
        },
    )
    assert "muss jemand anders veröffentlichen" in refused.text
    assert count_versions(engine) == 1

    waiting = bert.get("/redaktion/entwuerfe")
    assert "Warten auf eine andere Person" in waiting.text
    sent = bert.get(f"{path}/vorschau").form_values(f"{path}/zurueckgeben")
    bert.post(f"{path}/zurueckgeben", {**sent, "notiz": "Bitte mit Punkt."})
    back = ayla.get(f"{path}/vorschau")
    assert "Bitte mit Punkt." in back.text
    ayla.post(f"{path}/einreichen", back.form_values(f"{path}/einreichen"))
    publish(bert, path)

    assert published(engine).summary == "Von Ayla."


def test_with_four_eyes_nobody_ends_or_goes_back_alone(four_eyes: Flask) -> None:
    pages, engine = pages_of(four_eyes), services_of(four_eyes).engine
    put(engine, offer(title="Zweite"))
    page = "/redaktion/angebote/energie-lotse"
    token = pages.token(page)
    pages.post(f"{page}/zurueck/1", {"csrf_token": token, "fassung": "2"})
    pages.post(f"{page}/beenden", {"csrf_token": token, "fassung": "2", "tag": "1.11.2026"})

    now = published(engine)
    assert (now.title, now.state) == ("Zweite", "open")
    assert "Meine Entwürfe" in pages.get("/redaktion/entwuerfe").text


def test_an_offer_shows_its_history_and_goes_back(app: Flask) -> None:
    pages, engine = pages_of(app), services_of(app).engine
    path = begun(pages)
    save(pages, path, ende="31.12.2027", notiz="Laut Bescheid vom Amt")
    publish(pages, path)
    page = "/redaktion/angebote/energie-lotse"
    shown = pages.get(page)
    assert "Laut Bescheid vom Amt" in shown.text
    assert "Ayla Beispiel" in shown.text
    assert "Von der Redaktion" in shown.text

    back = pages.post(f"{page}/zurueck/1", shown.form_values(f"{page}/zurueck/1"))

    assert "Die frühere Fassung ist wieder veröffentlicht." in back.text
    assert published(engine) == offer()
    late = pages.post(f"{page}/zurueck/2", {"csrf_token": pages.token(page), "fassung": "2"})
    assert "Inzwischen gibt es eine neuere Fassung" in late.text


def test_an_offer_is_ended_archived_and_brought_back(app: Flask) -> None:
    pages = pages_of(app)
    page = "/redaktion/angebote/energie-lotse"
    token = pages.token(page)
    without = pages.post(f"{page}/beenden", {"csrf_token": token, "fassung": "1", "tag": "bald"})
    assert "Bitte geben Sie den letzten Tag an" in without.text
    pages.post(f"{page}/beenden", {"csrf_token": token, "fassung": "1", "tag": "22.11.2026"})
    assert "Energie-Lotse" in pages.get("/redaktion/angebote?stand=ended").links()

    pages.post(f"{page}/archivieren", {"csrf_token": token})
    gone = pages.get("/angebote/energie-lotse", status=410)
    assert gone.h1 == "Dieses Angebot ist nicht mehr im Katalog"
    assert "jetzt veröffentlicht" not in pages.get(page).text
    assert "Energie-Lotse" in pages.get("/redaktion/angebote?stand=archived").links()
    pages.post(f"{page}/zurueckholen", {"csrf_token": token})
    pages.get("/angebote/energie-lotse")


def test_a_group_is_only_removed_by_a_button_that_says_what_goes_with_it(app: Flask) -> None:
    pages = pages_of(app)
    path = begun(pages)
    add(pages, path, "art=territory&in=alles", werte="DEA", zitat="Nur in NRW.")
    page = pages.get(f"{path}/bedingungen")
    (button,) = page.all("button", value="weg:alles")
    assert text_of(button) == "Mit allem darin entfernen"


def test_the_address_of_a_merged_offer_leads_to_the_one_that_was_kept(app: Flask) -> None:
    pages, engine = pages_of(app), services_of(app).engine
    put(engine, offer(id="doppelt"))
    with transaction(engine) as session:
        store.merge(session, offer(), "doppelt", by="person:x", now=NOW)

    response = pages.client.get("/angebote/doppelt")

    assert response.status_code == 301
    assert response.location.endswith("/angebote/energie-lotse")


def test_texts_under_a_licence_are_shown_and_not_offered_for_change(app: Flask) -> None:
    pages = pages_of(app)
    path = begun(pages, "foerder-text")
    shown = pages.get(path)

    assert "Die Lizenz der Quelle erlaubt keine Änderung ihrer Texte" in shown.text
    assert not {"titel", "kurz", "lizenz"} & form_of(shown).keys()
    save(pages, path, titel="Anders", beschaeftigte_bis="9")
    publish(pages, path)
    now = published(services_of(app).engine, "foerder-text")
    assert (now.title, now.max_employees) == (OFFER["title"], 9)


def test_the_word_of_the_source_stands_beside_that_of_the_editors(app: Flask) -> None:
    pages = pages_of(app)
    path = begun(pages)
    save(pages, path, anbieter="Wirtschaftsförderung Witten")
    publish(pages, path)

    shown = pages.get(begun(pages))

    assert "Von der Redaktion. Die Quelle sagt: Stadt Witten" in shown.text


def test_an_offer_that_cannot_be_read_as_a_whole_can_still_be_looked_at(app: Flask) -> None:
    pages, engine = pages_of(app), services_of(app).engine
    put(engine, parse_offer({**OFFER, "territory": ["Deutschland (Revierregionen)"]}))
    path = begun(pages)
    save(pages, path, kurz="Neu.")

    assert "Das Angebot ist veröffentlicht." in publish(pages, path).text
