"""Every address of the service and who may use it: a new one shows up here, or the test fails."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule as Route

from models.person import Role
from tests.fixtures.people import signed_in_client
from tests.web.sign_in_world import World, ayla, with_second_factor, world
from web.access import Access, Rule, rule_of

_PARAMETER = re.compile(r"<[^<>]*:(\w+)>")
_NO_OWN_VIEW = {"HEAD", "OPTIONS"}
# Methods, rule, roles ('-': all with an account, or no account is needed), address.
ROUTES = """
GET      public     -              /
POST     public     -              /abmelden
GET      by_token   -              /anfrage/<token>
POST     by_token   -              /anfrage/<token>
GET      by_token   -              /anfrage/<token>/gesendet
GET      public     -              /angebote
GET      public     -              /angebote/<offer_id>
GET      public     -              /angebote/<offer_id>/angabe-falsch
POST     public     -              /angebote/<offer_id>/angabe-falsch
GET      public     -              /angebote/<offer_id>/angabe-falsch/danke
GET      public     -              /angebote/<offer_id>/verlauf
GET      public     -              /anmelden
POST     public     -              /anmelden
GET      public     -              /anmelden/code
POST     public     -              /anmelden/code
GET      public     -              /api/v1/docs
POST     api        -              /api/v1/matches
GET      api        -              /api/v1/needs
GET      api        -              /api/v1/offers
GET      api        -              /api/v1/offers/<offer_id>
GET      api        -              /api/v1/openapi.json
GET      api        -              /api/v1/regions
GET      public     -              /assets/<version>/<package>/<name>
GET      signed_in  administrator,advisor,editor,lead /auswertung
GET      signed_in  administrator,advisor,editor,lead /auswertung/beratung
GET      signed_in  administrator,advisor,editor,lead /auswertung/luecken
GET      signed_in  administrator,advisor,editor,lead /auswertung/tabelle.csv
GET      signed_in  administrator,advisor,editor,lead /auswertung/urteile
GET      public     -              /barrierefreiheit
GET      signed_in  advisor,lead   /beratung
GET      signed_in  advisor,lead   /beratung/abwesenheit
POST     signed_in  advisor,lead   /beratung/abwesenheit
POST     signed_in  advisor,lead   /beratung/abwesenheit/<absence_id>/loeschen
GET      signed_in  advisor,lead   /beratung/akte/<public_id>
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/abgeben
GET      signed_in  advisor,lead   /beratung/akte/<public_id>/angaben
GET      signed_in  advisor,lead   /beratung/akte/<public_id>/angaben/<slug>
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/angaben/<slug>
GET      signed_in  advisor,lead   /beratung/akte/<public_id>/angebot/<offer_id>
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/antraege/<offer_id>
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/antraege/<offer_id>/entfernen
GET      signed_in  advisor,lead   /beratung/akte/<public_id>/beihilfen
GET      signed_in  advisor,lead   /beratung/akte/<public_id>/beihilfen/<award_id>
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/beihilfen/<award_id>
GET      signed_in  advisor,lead   /beratung/akte/<public_id>/beihilfen/<award_id>/loeschen
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/beihilfen/<award_id>/loeschen
GET      signed_in  advisor,lead   /beratung/akte/<public_id>/beihilfen/neu
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/beihilfen/neu
GET      signed_in  advisor,lead   /beratung/akte/<public_id>/beihilfen/tabelle.csv
GET      signed_in  advisor,lead   /beratung/akte/<public_id>/dossier
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/dossier/angebot
GET      signed_in  advisor,lead   /beratung/akte/<public_id>/dossier/ausgabe/<issue_id>
GET      signed_in  advisor,lead   /beratung/akte/<public_id>/dossier/ausgabe/<issue_id>/pdf
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/dossier/ausgabe/<issue_id>/senden
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/dossier/ausgabe/<issue_id>/zuruecknehmen
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/dossier/ausgeben
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/dossier/kommentar
GET      signed_in  advisor,lead   /beratung/akte/<public_id>/dossier/mappe
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/dossier/mappe
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/dossier/vorwort
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/fehlt
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/fehlt/zuruecknehmen
GET      signed_in  advisor,lead   /beratung/akte/<public_id>/frage/<field>
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/frage/<field>
GET      signed_in  advisor,lead   /beratung/akte/<public_id>/kontakt
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/kontakt
GET      signed_in  advisor,lead   /beratung/akte/<public_id>/loeschen
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/loeschen
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/neuigkeiten
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/stand
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/termin
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/uebergeben
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/uebernehmen
GET      signed_in  advisor,lead   /beratung/akte/<public_id>/urteile
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/urteile/<offer_id>
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/urteile/<offer_id>/zuruecknehmen
GET      signed_in  advisor,lead   /beratung/akte/<public_id>/verlauf
GET      signed_in  advisor,lead   /beratung/akte/<public_id>/verlauf/kalender.ics
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/verlauf/notizen
GET      signed_in  advisor,lead   /beratung/akte/<public_id>/verlauf/notizen/<note_id>
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/verlauf/notizen/<note_id>
GET      signed_in  advisor,lead   /beratung/akte/<public_id>/verlauf/notizen/<note_id>/loeschen
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/verlauf/notizen/<note_id>/loeschen
GET      signed_in  advisor,lead   /beratung/akte/<public_id>/verlauf/schritte/<step_id>
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/verlauf/schritte/<step_id>
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/verlauf/schritte/<step_id>/erledigt
GET      signed_in  advisor,lead   /beratung/akte/<public_id>/verlauf/schritte/<step_id>/kalender.ics
GET      signed_in  advisor,lead   /beratung/akte/<public_id>/verlauf/schritte/<step_id>/loeschen
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/verlauf/schritte/<step_id>/loeschen
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/verlauf/schritte/<step_id>/offen
GET      signed_in  advisor,lead   /beratung/akte/<public_id>/verlauf/schritte/neu
POST     signed_in  advisor,lead   /beratung/akte/<public_id>/verlauf/schritte/neu
GET      signed_in  advisor,lead   /beratung/akte/<public_id>/verlauf/termin.ics
GET      signed_in  advisor,lead   /beratung/listen
POST     signed_in  advisor,lead   /beratung/listen
GET      signed_in  advisor,lead   /beratung/listen/<public_id>
POST     signed_in  advisor,lead   /beratung/listen/<public_id>
GET      signed_in  advisor,lead   /beratung/listen/<public_id>/firmen.csv
POST     signed_in  advisor,lead   /beratung/listen/<public_id>/loeschen
GET      signed_in  advisor,lead   /beratung/listen/vorlage.csv
GET      signed_in  advisor,lead   /beratung/listen/vorlage.xlsx
GET      signed_in  advisor,lead   /beratung/neu
POST     signed_in  advisor,lead   /beratung/neu
GET      signed_in  advisor,lead   /beratung/uebergabe
POST     signed_in  advisor,lead   /beratung/uebergabe
GET      by_token   -              /daten/<token>
GET      by_token   -              /daten/<token>/adresse
POST     by_token   -              /daten/<token>/adresse
POST     by_token   -              /daten/<token>/adresse/entfernen
POST     by_token   -              /daten/<token>/einwilligung/<consent_id>/widerrufen
GET      by_token   -              /daten/<token>/export
GET      by_token   -              /daten/<token>/loeschen
POST     by_token   -              /daten/<token>/loeschen
GET      by_token   -              /daten/<token>/neuer-link
POST     by_token   -              /daten/<token>/neuer-link
GET      public     -              /daten/geloescht
GET      public     -              /datenquellen
GET      public     -              /datenschutz
GET      by_token   -              /einladung/<token>
POST     by_token   -              /einladung/<token>
GET      public     -              /einladung/angenommen
GET      by_token   -              /ergebnis/<token>
GET      by_token   -              /ergebnis/<token>/angebot/<offer_id>
POST     by_token   -              /ergebnis/<token>/angebot/<offer_id>/ausblenden
POST     by_token   -              /ergebnis/<token>/angebot/<offer_id>/einblenden
POST     by_token   -              /ergebnis/<token>/angebot/<offer_id>/merken
POST     by_token   -              /ergebnis/<token>/angebot/<offer_id>/urteil
POST     by_token   -              /ergebnis/<token>/angebot/<offer_id>/urteil-zuruecknehmen
POST     by_token   -              /ergebnis/<token>/angebot/<offer_id>/vergessen
GET      by_token   -              /ergebnis/<token>/vergleich
GET      public     -              /firma/anmelden
POST     public     -              /firma/anmelden
GET      by_token   -              /firma/anmelden/<token>
POST     by_token   -              /firma/anmelden/<token>
GET      public     -              /firma/anmelden/unterwegs
GET      by_token   -              /firma/bestaetigen/<token>
POST     by_token   -              /firma/bestaetigen/<token>
GET      public     -              /firma/bestaetigt
GET      public     -              /fragebogen
POST     public     -              /fragebogen
GET      by_token   -              /fragebogen/<token>
GET      by_token   -              /fragebogen/<token>/<slug>
POST     by_token   -              /fragebogen/<token>/<slug>
GET      by_token   -              /fragebogen/<token>/frage/<field>
POST     by_token   -              /fragebogen/<token>/frage/<field>
GET      by_token   -              /fragebogen/<token>/pruefen
POST     by_token   -              /fragebogen/<token>/pruefen
GET      by_token   -              /fragebogen/<token>/weiter
GET      public     -              /health
GET      public     -              /health/web
GET      public     -              /impressum
GET      signed_in  -              /konto
POST     signed_in  -              /konto
GET      signed_in  administrator,advisor,lead /konto/nachrichten
POST     signed_in  advisor,lead   /konto/nachrichten
POST     signed_in  administrator  /konto/nachrichten/bericht
GET      signed_in  -              /konto/passwort
POST     signed_in  -              /konto/passwort
POST     signed_in  -              /konto/sitzungen/<session_id>/beenden
POST     signed_in  -              /konto/sitzungen/beenden
GET      signed_in  -              /konto/zweiter-faktor
POST     signed_in  -              /konto/zweiter-faktor
POST     signed_in  -              /konto/zweiter-faktor/codes
POST     signed_in  -              /konto/zweiter-faktor/entfernen
GET      by_token   -              /mappe/<token>
GET      by_token   -              /mappe/<token>/mappe.pdf
GET      machine    -              /metrics
GET      signed_in  -              /netzwerk
GET      signed_in  -              /netzwerk/<organisation_id>
GET      public     -              /neues-passwort
POST     public     -              /neues-passwort
GET      by_token   -              /neues-passwort/<token>
POST     by_token   -              /neues-passwort/<token>
GET      public     -              /neues-passwort/gesendet
GET      by_token   -              /neuigkeiten/<token>
POST     by_token   -              /neuigkeiten/<token>
GET      by_token   -              /neuigkeiten/<token>/abmelden
POST     by_token   -              /neuigkeiten/<token>/abmelden
POST     by_token   -              /neuigkeiten/<token>/adresse
GET      by_token   -              /neuigkeiten/<token>/angebot/<offer_id>/nicht-interessant
POST     by_token   -              /neuigkeiten/<token>/angebot/<offer_id>/nicht-interessant
POST     by_token   -              /neuigkeiten/<token>/angebot/<offer_id>/wieder-anzeigen
GET      by_token   -              /neuigkeiten/<token>/vorschau
GET      by_token   -              /neuigkeiten/<token>/vorschau/nachricht
GET      by_token   -              /neuigkeiten/bestaetigen/<token>
POST     by_token   -              /neuigkeiten/bestaetigen/<token>
GET      public     -              /offene-daten
GET      public     -              /offene-daten/aenderungen.atom
GET      public     -              /offene-daten/angebote.csv
GET      public     -              /offene-daten/angebote.jsonl
GET      public     -              /offene-daten/angebote.xlsx
GET      public     -              /offene-daten/fristen.ics
GET      public     -              /offene-daten/guete
GET      signed_in  administrator,editor /redaktion
GET      signed_in  administrator,editor /redaktion/angebote
POST     signed_in  administrator,editor /redaktion/angebote
GET      signed_in  administrator,editor /redaktion/angebote/<offer_id>
POST     signed_in  administrator,editor /redaktion/angebote/<offer_id>/archivieren
POST     signed_in  administrator,editor /redaktion/angebote/<offer_id>/bearbeiten
POST     signed_in  administrator,editor /redaktion/angebote/<offer_id>/beenden
POST     signed_in  administrator,editor /redaktion/angebote/<offer_id>/zurueck/<number>
POST     signed_in  administrator,editor /redaktion/angebote/<offer_id>/zurueckholen
GET      signed_in  administrator,editor /redaktion/doppelt
GET      signed_in  administrator,editor /redaktion/doppelt/<pair_id>
POST     signed_in  administrator,editor /redaktion/doppelt/<pair_id>/nochmal
POST     signed_in  administrator,editor /redaktion/doppelt/<pair_id>/trennen
POST     signed_in  administrator,editor /redaktion/doppelt/<pair_id>/verschieden
POST     signed_in  administrator,editor /redaktion/doppelt/<pair_id>/zusammenfuehren
GET      signed_in  administrator,editor /redaktion/entwuerfe
GET      signed_in  administrator,editor /redaktion/entwuerfe/<draft_id>
POST     signed_in  administrator,editor /redaktion/entwuerfe/<draft_id>
GET      signed_in  administrator,editor /redaktion/entwuerfe/<draft_id>/bedingungen
POST     signed_in  administrator,editor /redaktion/entwuerfe/<draft_id>/bedingungen
GET      signed_in  administrator,editor /redaktion/entwuerfe/<draft_id>/bedingungen/<where>
POST     signed_in  administrator,editor /redaktion/entwuerfe/<draft_id>/bedingungen/<where>
GET      signed_in  administrator,editor /redaktion/entwuerfe/<draft_id>/bedingungen/neu
POST     signed_in  administrator,editor /redaktion/entwuerfe/<draft_id>/bedingungen/neu
POST     signed_in  administrator,editor /redaktion/entwuerfe/<draft_id>/einreichen
GET      signed_in  administrator,editor /redaktion/entwuerfe/<draft_id>/konflikt
POST     signed_in  administrator,editor /redaktion/entwuerfe/<draft_id>/konflikt
GET      signed_in  administrator,editor /redaktion/entwuerfe/<draft_id>/vergleich/<other_id>
POST     signed_in  administrator,editor /redaktion/entwuerfe/<draft_id>/vergleich/<other_id>
POST     signed_in  administrator,editor /redaktion/entwuerfe/<draft_id>/veroeffentlichen
POST     signed_in  administrator,editor /redaktion/entwuerfe/<draft_id>/verwerfen
GET      signed_in  administrator,editor /redaktion/entwuerfe/<draft_id>/vorschau
POST     signed_in  administrator,editor /redaktion/entwuerfe/<draft_id>/zurueckgeben
GET      signed_in  administrator,editor /redaktion/pruefen
POST     signed_in  administrator,editor /redaktion/pruefen/<offer_id>/beendet
POST     signed_in  administrator,editor /redaktion/pruefen/<offer_id>/geaendert
POST     signed_in  administrator,editor /redaktion/pruefen/<offer_id>/geprueft
POST     signed_in  administrator,editor /redaktion/pruefen/fragen/<doubt_id>/geklaert
POST     signed_in  administrator,editor /redaktion/pruefen/hinweise/<report_id>/erledigt
GET      signed_in  administrator,editor /redaktion/quellen
GET      signed_in  administrator,editor /redaktion/vorschlaege
POST     signed_in  administrator,editor /redaktion/vorschlaege/<proposal_id>/ablehnen
POST     signed_in  administrator,editor /redaktion/vorschlaege/<proposal_id>/uebernehmen
GET      signed_in  administrator,editor /redaktion/zeilen/<row_id>
POST     signed_in  administrator,editor /redaktion/zeilen/<row_id>
POST     signed_in  administrator,editor /redaktion/zeilen/<row_id>/verwerfen
GET      public     -              /schnittstelle
GET,POST public     -              /sprache/<code>
GET      public     -              /static/<filename>
GET      signed_in  administrator  /verwaltung
GET      signed_in  administrator  /verwaltung/anfragen
GET      signed_in  administrator  /verwaltung/anfragen/<public_id>
POST     signed_in  administrator  /verwaltung/anfragen/<public_id>
GET      signed_in  administrator  /verwaltung/auftraege
POST     signed_in  administrator  /verwaltung/auftraege/<name>/ausfuehren
GET      signed_in  administrator  /verwaltung/nachrichten
GET      signed_in  administrator  /verwaltung/nachrichten/empfaenger
POST     signed_in  administrator  /verwaltung/nachrichten/empfaenger/<subscription_id>/vorschau
GET      signed_in  administrator  /verwaltung/nachrichten/vorschau/<ticket>
GET      signed_in  administrator  /verwaltung/organisationen
GET      signed_in  administrator  /verwaltung/organisationen/<organisation_id>
POST     signed_in  administrator  /verwaltung/organisationen/<organisation_id>
POST     signed_in  administrator  /verwaltung/organisationen/<organisation_id>/oeffnen
POST     signed_in  administrator  /verwaltung/organisationen/<organisation_id>/ohne-zweiten-faktor
POST     signed_in  administrator  /verwaltung/organisationen/<organisation_id>/schliessen
POST     signed_in  administrator  /verwaltung/organisationen/<organisation_id>/zweiter-faktor
GET      signed_in  administrator  /verwaltung/organisationen/neu
POST     signed_in  administrator  /verwaltung/organisationen/neu
GET      signed_in  administrator  /verwaltung/personen
GET      signed_in  administrator  /verwaltung/personen/<public_id>
POST     signed_in  administrator  /verwaltung/personen/<public_id>/einladung
POST     signed_in  administrator  /verwaltung/personen/<public_id>/einladung-zurueckziehen
POST     signed_in  administrator  /verwaltung/personen/<public_id>/rollen
POST     signed_in  administrator  /verwaltung/personen/<public_id>/schliessen
POST     signed_in  administrator  /verwaltung/personen/<public_id>/zweiter-faktor
GET      signed_in  administrator  /verwaltung/personen/einladen
POST     signed_in  administrator  /verwaltung/personen/einladen
GET      signed_in  administrator  /verwaltung/post
POST     signed_in  administrator  /verwaltung/post/<mail_id>/erneut
POST     signed_in  administrator  /verwaltung/post/adresse
POST     signed_in  administrator  /verwaltung/post/anhalten
POST     signed_in  administrator  /verwaltung/post/weiter
GET      signed_in  administrator  /verwaltung/protokoll
"""  # noqa: E501


@pytest.fixture
def service(sqlite_template: Path, tmp_path: Path) -> Iterator[World]:
    """The service, nobody has an account yet."""
    with world(sqlite_template, tmp_path / "service.sqlite3") as made:
        yield made


def test_every_route_is_in_the_table_with_its_rule_and_roles(app: Flask) -> None:
    told = set(map(_single_spaced, ROUTES.strip().splitlines()))

    found = {_row(app, rule) for rule in app.url_map.iter_rules()}

    assert sorted(found - told) == [], "add these, after thinking about who may use them"
    assert sorted(told - found) == [], "these are gone or have another rule"


def test_no_page_of_the_administration_or_of_an_account_is_open_to_others() -> None:
    for line in map(_single_spaced, ROUTES.strip().splitlines()):
        _, access, roles, path = line.split(" ")
        if path.startswith("/verwaltung"):
            assert (access, roles) == ("signed_in", "administrator"), path
        if path.startswith("/redaktion"):
            assert (access, roles) == ("signed_in", "administrator,editor"), path
        if path.startswith(("/konto", "/netzwerk")):
            assert access == "signed_in", path


def test_strangers_are_sent_to_the_sign_in(service: World) -> None:
    client = service.app.test_client()
    for path, method in _addresses(service.app, lambda rule: rule.access is Access.SIGNED_IN):
        answer = client.open(path, method=method)

        assert answer.status_code == 303, path
        assert answer.location.partition("?")[0] == "/anmelden", path


def test_a_half_begun_session_opens_none_of_them(service: World) -> None:
    with_second_factor(service.engine)
    browser = service.browser()
    browser.sign_in()
    for path, method in _addresses(service.app, lambda rule: rule.access is Access.SIGNED_IN):
        answer = browser.client.open(path, method=method)

        assert answer.location.partition("?")[0] == "/anmelden", path


@pytest.mark.parametrize("role", Role)
def test_who_lacks_the_role_is_refused(service: World, role: Role) -> None:
    client = signed_in_client(service.app, ayla(service.engine, roles=[role.value])).client
    for path, method in _addresses(service.app, lambda rule: not rule.admits(frozenset({role}))):
        assert client.open(path, method=method).status_code == 403, path


def test_who_must_set_up_a_second_factor_gets_nowhere_else(
    sqlite_template: Path, tmp_path: Path
) -> None:
    with world(sqlite_template, tmp_path / "a", second_factor_required=True) as service:
        everything = [role.value for role in Role]
        client = signed_in_client(service.app, ayla(service.engine, roles=everything)).client
        for path, method in _addresses(service.app, lambda rule: rule.access is Access.SIGNED_IN):
            if path != "/konto/zweiter-faktor":
                assert client.open(path, method=method).location == "/konto/zweiter-faktor", path


def test_a_route_without_a_rule_is_closed(service: World) -> None:
    service.app.add_url_rule("/vergessen", "forgotten", lambda: "open")

    assert service.app.test_client().get("/vergessen").status_code == 403


def _addresses(app: Flask, wanted: Callable[[Rule], bool]) -> Iterator[tuple[str, str]]:
    """An address and a method for each route whose rule is wanted."""
    for route in app.url_map.iter_rules():
        rule = rule_of(app, route.endpoint)
        if rule is not None and wanted(rule):
            path = _PARAMETER.sub("1", route.rule)
            yield from ((path, method) for method in (route.methods or set()) - _NO_OWN_VIEW)


def _row(app: Flask, route: Route) -> str:
    rule = rule_of(app, route.endpoint)
    assert rule is not None, route.rule
    names = ",".join(sorted((route.methods or set()) - _NO_OWN_VIEW))
    path = _PARAMETER.sub(r"<\1>", route.rule)
    return f"{names} {rule.access} {','.join(sorted(rule.roles)) or '-'} {path}"


def _single_spaced(line: str) -> str:
    return " ".join(line.split())
