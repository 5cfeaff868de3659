"""The pages of the inbox, and the deeds on every page of a file, as people send them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest
from flask import Flask

from models.company_file import FileState
from tests.fixtures.people import signed_in_client
from tests.web.desk_world import author, desk_of, make_staff, stored_file, witten_file
from web.current import services_of
from web.use_cases.files import notes

if TYPE_CHECKING:
    from tests.fixtures.pages import PageClient

POSTS = ("uebernehmen", "abgeben", "uebergeben", "stand", "termin")
FORM: Mapping[str, str] = {
    "fassung": "1",
    "stand": "unfit",
    "tag": "2026-12-01",
    "uhrzeit": "10:00",
}


def send(client: PageClient, path: str, status: int = 200, **values: object) -> str:
    """What the page says after a form was sent."""
    data = {"csrf_token": client.token("/beratung/abwesenheit"), **values}
    return client.post(path, data, status=status).text


def test_the_inbox_leads_to_files_and_keeps_its_filters_in_the_address(app: Flask) -> None:
    staff = make_staff(services_of(app).engine)
    file = witten_file(app, staff)
    client = signed_in_client(app, staff.advisor)

    page = client.get("/beratung")
    assert page.links()["Schmiede Ruhr GmbH"] == f"/beratung/akte/{file}"
    assert "Wartet seit dem 22. November 2026" in page.text
    found = client.get("/beratung?q=Schmeide+ruhr&rolle=alle&herkunft=anfrage&stand=neu")
    assert "Schmiede Ruhr GmbH" in found.text
    assert "auch Akten mit ähnlichen Wörtern" in found.text
    assert "herkunft=anfrage" in found.links()["Neu 1"]
    assert "herkunft" not in found.links()["Filter entfernen: Anfrage des Unternehmens"]
    assert "Keine Akte gefunden" in client.get("/beratung?wer=ich").text
    assert "Schmiede" not in signed_in_client(app, staff.stranger).get("/beratung?stand=alle").text


@pytest.mark.parametrize(
    "query",
    [
        "seite=999999",
        f"seite={'9' * 30}",
        "seite=-1",
        "stand=kaputt&rolle=x&herkunft=y&bedarf=z&sortierung=q",
        f"q={'%25_' * 3000}",
        f"wer={'a' * 5000}",
        "q=%00%ff%0d%0a",
    ],
)
def test_addresses_that_mean_nothing_show_a_list(app: Flask, query: str) -> None:
    staff = make_staff(services_of(app).engine)
    assert signed_in_client(app, staff.advisor).get(f"/beratung?{query}").h1 == "Beratung"


def test_a_file_is_taken_on_and_the_second_advisor_learns_who_was_quicker(app: Flask) -> None:
    staff = make_staff(services_of(app).engine)
    path = f"/beratung/akte/{witten_file(app, staff)}"
    first, second = (signed_in_client(app, each) for each in (staff.advisor, staff.colleague))
    seen = second.get(path).form_values(f"{path}/uebernehmen")

    values = first.get(path).form_values(f"{path}/uebernehmen")
    done = first.post(f"{path}/uebernehmen", values)
    assert "Sie betreuen diese Akte jetzt." in done.text
    late = second.post(f"{path}/uebernehmen", seen, status=409)
    assert "Jemand war schneller" in late.text
    assert "Ayla Beispiel: " in late.text
    assert stored_file(services_of(app).engine, path.split("/")[-1]).advisor_id == staff.advisor.id
    again = second.post(f"{path}/uebernehmen", late.form_values(f"{path}/uebernehmen"))
    assert "Betreut von Bernd Kollege" in again.text


def test_who_was_slower_reads_what_happened_in_the_words_of_the_timeline(app: Flask) -> None:
    engine = services_of(app).engine
    staff = make_staff(engine)
    path = f"/beratung/akte/{witten_file(app, staff)}"
    client = signed_in_client(app, staff.colleague)
    seen = client.get(path).form_values(f"{path}/uebernehmen")

    by = author(staff.advisor)
    notes.write(engine, desk_of(staff.advisor), path.split("/")[-1], "Ruft zurück", by=by)
    late = client.post(f"{path}/uebernehmen", seen, status=409)
    assert "Ayla Beispiel: Notiz geschrieben" in late.text
    assert "Ruft zurück" not in late.text


def test_an_appointment_needs_a_day_and_a_time(app: Flask) -> None:
    staff = make_staff(services_of(app).engine)
    file = witten_file(app, staff)
    path, client = f"/beratung/akte/{file}/termin", signed_in_client(app, staff.advisor)

    wrong = send(client, path, 422, fassung=1, tag="31.02.2026", uhrzeit="25:00")
    assert "Bitte geben Sie einen Tag ein" in wrong
    assert "Bitte geben Sie eine Uhrzeit ein" in wrong
    assert "Dieser Tag ist vorbei." in send(client, path, 422, tag="21.11.2026", uhrzeit="9")
    assert "Der Termin ist eingetragen." in send(
        client, path, fassung=1, tag="24.12.2026", uhrzeit="9.30 Uhr"
    )
    row = stored_file(services_of(app).engine, file)
    assert f"{row.appointment_utc:%d.%m. %H:%M}" == "24.12. 08:30"


def test_what_is_not_possible_is_said_and_changes_nothing(app: Flask) -> None:
    staff = make_staff(services_of(app).engine)
    file = witten_file(app, staff, state=FileState.HELPED.value)
    client, path = signed_in_client(app, staff.advisor), f"/beratung/akte/{file}"

    for name in POSTS:
        said = send(client, f"{path}/{name}", **FORM, person=staff.stranger.public_id)
        assert "Es wurde nichts geändert" in said
    assert "Es wurde nichts geändert" in send(client, f"{path}/stand", stand="kaputt")
    assert stored_file(services_of(app).engine, file).version == 1


def test_a_form_without_its_version_or_back_to_elsewhere_is_harmless(app: Flask) -> None:
    staff = make_staff(services_of(app).engine)
    path = f"/beratung/akte/{witten_file(app, staff)}"
    client = signed_in_client(app, staff.advisor)
    token = client.token(path)

    send(client, f"{path}/uebernehmen", 409)
    for back in ("https://boese.example", "//boese.example", "/konto", f"{path}x"):
        data = {"csrf_token": token, "fassung": "1", "zurueck": back, "stand": "helped"}
        answer = client.client.post(f"{path}/stand", data=data)
        assert answer.headers["Location"] == f"{path}?akte=nicht-moeglich"


def test_every_deed_at_a_file_of_another_city_meets_no_file(app: Flask) -> None:
    staff = make_staff(services_of(app).engine)
    file = witten_file(app, staff)
    client = signed_in_client(app, staff.stranger)
    for name in POSTS:
        said = send(client, f"/beratung/akte/{file}/{name}", 404, **FORM)
        assert "Schmiede" not in said
    send(client, f"/beratung/akte/{file}/stand", 404, stand="kaputt")
    send(client, f"/beratung/akte/{file}/termin", 404, tag="x")
    send(client, "/beratung/abwesenheit/4711/loeschen", 404)
    send(client, f"/beratung/abwesenheit/{10**30}/loeschen", 404)


def test_absence_and_handover_are_entered_and_errors_named(app: Flask) -> None:
    engine = services_of(app).engine
    staff = make_staff(engine)
    witten_file(app, staff, advisor_id=staff.advisor.id)
    client, path = signed_in_client(app, staff.advisor), "/beratung/abwesenheit"

    assert "Der letzte Tag liegt vor dem ersten." in send(
        client, path, 422, von="24.12.2026", bis="23.12.2026"
    )
    assert "Bitte geben Sie einen Tag ein" in send(client, path, 422, von="morgen")
    send(client, path, 404, von="24.12.2026", person=staff.colleague.public_id)
    entered = send(client, path, von="24.12.2026", vertretung=staff.colleague.public_id)
    assert "Vertretung: Bernd Kollege" in entered

    path = "/beratung/uebergabe"
    shown = client.get(path)
    assert "Ihre Akten: Ayla Beispiel (eine Akte, davon 1 offen)" in shown.text
    for values in ({}, {"welche": "open"}, {"welche": "all", "an": staff.stranger.public_id}):
        send(client, path, 422, **values)
    send(client, path, 404, welche="all", von=staff.lead.public_id, an=staff.colleague.public_id)
    done = send(client, path, welche="open", an=staff.colleague.public_id)
    assert "Eine Akte wurde übergeben." in done
    assert "Sie betreuen keine Akte." in done
