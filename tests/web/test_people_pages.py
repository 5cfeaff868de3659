"""Who may open and send what: role, territory, action; forged and foreign values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from flask import Flask
from sqlmodel import select

from models.audit import AuditEntry
from models.mail import OutboxMail
from models.person import Person, PersonState, Role
from models.session import transaction
from tests.fixtures.apps import running_app
from tests.fixtures.pages import PageClient, text_of
from tests.fixtures.people import make_organisation, make_person, signed_in_client
from web.current import services_of

PUBLIC_URL = "https://lotse.example.org"
MAKERS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "within": ("Stadt Witten", ("05954036",)),
    "partly": ("Metropole", ("metropole-ruhr",)),
    "outside": ("Stadt Dortmund", ("05913000",)),
}
PASSWORD = "sieben graue Esel im Regen"


@pytest.fixture
def app(filled_template: Path, tmp_path: Path) -> Iterator[Flask]:
    """The service, which knows its own address."""
    with running_app(filled_template, tmp_path / "app.sqlite3", public_url=PUBLIC_URL) as made:
        yield made


@pytest.fixture
def world(app: Flask) -> Mapping[str, str]:
    """Somebody within the district, somebody partly and somebody outside; ids by place."""
    engine = services_of(app).engine
    found = {}
    for place, (name, territories) in MAKERS.items():
        organisation_id = make_organisation(engine, name, territories=territories)
        person = make_person(
            engine,
            organisation_id=organisation_id,
            name=f"Wer {place}",
            email=f"{place}@example.org",
            totp_secret="set",
        )
        found |= {place: person.public_id, f"{place} organisation": organisation_id}
    return found


SignIn = Callable[..., PageClient]


@pytest.fixture
def sign_in(app: Flask) -> SignIn:
    """Signs in somebody of the district with these roles."""

    def make(*roles: Role) -> PageClient:
        engine = services_of(app).engine
        kreis = make_organisation(engine, "Kreis", territories=("Ennepe-Ruhr-Kreis",))
        person = make_person(engine, *roles, organisation_id=kreis, name="Ich Selbst")
        return signed_in_client(app, person)

    return make


GETS = {
    "/verwaltung": (200, 200, 200),
    "/verwaltung/personen": (200, 200, 200),
    "/verwaltung/personen/einladen": (200, 200, 200),
    "/verwaltung/personen/{person}": (200, 200, 404),
    "/verwaltung/organisationen": (200, 200, 200),
    "/verwaltung/organisationen/neu": (200, 200, 200),
    "/verwaltung/organisationen/{organisation}": (200, 200, 404),
}
POSTS = {
    "/verwaltung/personen/{person}/rollen": {"rollen": ["editor"]},
    "/verwaltung/personen/{person}/schliessen": {},
    "/verwaltung/personen/{person}/zweiter-faktor": {},
    "/verwaltung/personen/{person}/einladung": {},
    "/verwaltung/personen/{person}/einladung-zurueckziehen": {},
    "/verwaltung/organisationen/{organisation}": {
        "name": "Neu",
        "art": "city",
        "gebiete": "Witten",
    },
    "/verwaltung/organisationen/{organisation}/schliessen": {},
    "/verwaltung/organisationen/{organisation}/oeffnen": {},
    "/verwaltung/organisationen/{organisation}/zweiter-faktor": {},
    "/verwaltung/organisationen/{organisation}/ohne-zweiten-faktor": {},
    "/verwaltung/personen/einladen": {
        "name": "Neu Mensch",
        "email": "neu@example.org",
        "organisation": "{organisation}",
        "rollen": ["advisor"],
        "sprache": "de",
    },
}
PLACES = ("within", "partly", "outside")


def filled(value: object, world: Mapping[str, str], place: str) -> object:
    """The text with ids of the place."""
    ids = {"person": world[place], "organisation": world[f"{place} organisation"]}
    return value.format_map(ids) if isinstance(value, str) else value


@pytest.mark.parametrize("path", GETS)
def test_administrators_read_what_has_a_part_in_their_territory(
    sign_in: SignIn, world: Mapping[str, str], path: str
) -> None:
    page = sign_in(Role.ADMINISTRATOR)
    for place, status in zip(PLACES, GETS[path], strict=True):
        page.get(str(filled(path, world, place)), status=status)


def test_the_overview_leads_to_pages_that_open(sign_in: SignIn) -> None:
    page = sign_in(Role.ADMINISTRATOR)
    main = page.get("/verwaltung").one("main")
    links = [link.get("href", "") for link in main.iter("a")]
    assert len(links) == 3
    for link in links:
        page.get(link)


def test_who_opens_the_page_of_a_person_is_noted(
    app: Flask, sign_in: SignIn, world: Mapping[str, str]
) -> None:
    browser = sign_in(Role.ADMINISTRATOR)
    browser.get(f"/verwaltung/personen/{world['within']}")
    browser.get(f"/verwaltung/personen/{world['outside']}", status=404)

    with transaction(services_of(app).engine) as session:
        (entry,) = session.exec(select(AuditEntry)).all()
        reader = session.exec(select(Person).where(Person.name == "Ich Selbst")).one()
    assert (entry.actor, entry.action) == (f"person:{reader.public_id}", "person.read")
    assert entry.subject == f"person:{world['within']}"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/verwaltung/auftraege"),
        ("POST", "/verwaltung/auftraege/retention/ausfuehren"),
        ("GET", "/verwaltung/post"),
        ("POST", "/verwaltung/post/anhalten"),
        ("POST", "/verwaltung/post/adresse"),
    ],
)
@pytest.mark.parametrize(("home", "status"), [("DEA", 404), ("Ennepe-Ruhr-Kreis", 200)])
def test_jobs_and_mail_are_for_administrators_of_the_whole_service(
    filled_template: Path, tmp_path: Path, method: str, path: str, home: str, status: int
) -> None:
    with running_app(filled_template, tmp_path / "x", home_territory=(home,)) as app:
        engine = services_of(app).engine
        kreis = make_organisation(engine, "Kreis", territories=("Ennepe-Ruhr-Kreis",))
        person = make_person(engine, Role.ADMINISTRATOR, organisation_id=kreis)
        browser = signed_in_client(app, person)
        data = {"csrf_token": browser.token("/fragebogen"), "adresse": "x@example.org"}

        answer = browser.client.open(path, method=method, data=data, follow_redirects=True)

        assert answer.status_code == status
        links = browser.get("/verwaltung").links()
        assert ("/verwaltung/post" in links.values()) == (status == 200)


@pytest.mark.parametrize("path", POSTS)
def test_administrators_write_only_what_lies_within_their_territory(
    sign_in: SignIn, world: Mapping[str, str], path: str
) -> None:
    page = sign_in(Role.ADMINISTRATOR)
    token = page.token("/verwaltung/personen/einladen")
    for place, status in zip(PLACES, (303, 404, 404), strict=True):
        data = {name: filled(value, world, place) for name, value in POSTS[path].items()}
        target = str(filled(path, world, place))
        page.post(target, {**data, "csrf_token": token}, status=status, follow=False)


@pytest.mark.parametrize("roles", [(Role.ADVISOR,), (Role.EDITOR,), (Role.ADVISOR, Role.EDITOR)])
def test_nobody_else_reads_or_writes_there(
    sign_in: SignIn, world: Mapping[str, str], roles: tuple[Role, ...]
) -> None:
    page = sign_in(*roles)
    for path in GETS:
        page.get(str(filled(path, world, "within")), status=403)
    for path, data in POSTS.items():
        target = str(filled(path, world, "within"))
        page.post(target, {**data, "csrf_token": "x"}, status=403, follow=False)


def test_who_is_not_signed_in_is_sent_to_the_door(app: Flask, world: Mapping[str, str]) -> None:
    visitor = app.test_client()
    for path in [*GETS, "/netzwerk", "/netzwerk/{organisation}"]:
        answer = visitor.get(str(filled(path, world, "within")))
        assert answer.status_code == 303
        assert answer.headers["Location"].startswith("/anmelden?weiter=")


@pytest.mark.parametrize("role", list(Role))
def test_everybody_sees_the_network_of_the_own_territory_and_nothing_else(
    sign_in: SignIn, world: Mapping[str, str], role: Role
) -> None:
    page = sign_in(role)
    shown = page.get("/netzwerk?thema=export")
    assert "Stadt Witten" in shown.text
    assert "Stadt Dortmund" not in shown.text
    assert "within@example.org" in page.get(f"/netzwerk/{world['within organisation']}").text
    page.get(f"/netzwerk/{world['partly organisation']}")
    page.get(f"/netzwerk/{world['outside organisation']}", status=404)
    page.get("/netzwerk/gibt-es-nicht", status=404)


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("ort=Witten", "Stadt Witten", "Stadt Hattingen"),
        ("ort=58452", "Stadt Witten", "Stadt Hattingen"),
        ("ort=Hattingen&thema=export", "Stadt Hattingen", "Stadt Witten"),
        ("ort=Ennepe-Ruhr-Kreis", "Stadt Hattingen", "Stadt Dortmund"),
    ],
)
def test_the_network_is_searched_by_place(
    app: Flask, sign_in: SignIn, world: Mapping[str, str], query: str, shown: str, hidden: str
) -> None:
    engine = services_of(app).engine
    make_organisation(engine, "Stadt Hattingen", territories=("Hattingen",))
    text = sign_in(Role.ADVISOR).get(f"/netzwerk?{query}").text
    assert shown in text
    assert hidden not in text


def test_a_place_that_nobody_knows_is_said_with_what_else_may_be_meant(
    sign_in: SignIn, world: Mapping[str, str]
) -> None:
    unknown = sign_in(Role.ADVISOR).get("/netzwerk?ort=Wittn+an+der+Ruhr")
    assert unknown.title.startswith("Fehler:")
    assert "Wetter (Ruhr)" in unknown.links()
    assert "Stadt Witten" in unknown.text


def test_a_slip_in_a_place_is_mended_and_said(sign_in: SignIn, world: Mapping[str, str]) -> None:
    page = sign_in(Role.ADVISOR).get("/netzwerk?ort=Wittn")
    assert "Wittn" in text_of(page.one("p", class_="al-inline-notice--info"))
    assert "Stadt Witten" in page.text


@pytest.mark.parametrize("query", ["seite=999", "seite=-1", "seite=x", "thema=nope", "q=%00"])
def test_odd_parameters_change_nothing(
    sign_in: SignIn, world: Mapping[str, str], query: str
) -> None:
    page = sign_in(Role.ADMINISTRATOR)
    for path in ("/netzwerk", "/verwaltung/personen", "/verwaltung/organisationen"):
        page.get(f"{path}?{query}")


def new_person(world: Mapping[str, str], **changes: object) -> dict[str, object]:
    """A good form, with changes."""
    good = {
        "name": "Neu Mensch",
        "email": " Neu.Mensch@Example.ORG ",
        "organisation": world["within organisation"],
        "rollen": ["advisor"],
        "sprache": "de",
    }
    return {**good, **changes}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"email": "keine"}, "email"),
        ({"email": "a@b@example.org"}, "email"),
        ({"email": "neu@example.org\r\nBcc: alle@example.org"}, "email"),
        ({"email": "within@example.org"}, "email"),
        ({"email": "WITHIN@example.org"}, "email"),
        ({"organisation": ""}, "organisation"),
        ({"rollen": []}, "rollen"),
        ({"rollen": ["owner"]}, "rollen"),
        ({"rollen": ["advisor", "root"]}, "rollen"),
        ({"sprache": "xx"}, "sprache"),
    ],
)
def test_a_bad_invitation_is_refused_at_its_field(
    app: Flask,
    sign_in: SignIn,
    world: Mapping[str, str],
    change: dict[str, object],
    field: str,
) -> None:
    page = sign_in(Role.ADMINISTRATOR)
    shown = page.post("/verwaltung/personen/einladen", new_person(world, **change), status=422)
    summary = shown.one("div", id="error-summary")
    assert [link.get("href") for link in summary.iter("a")] == [f"#{field}"]
    assert letters(app) == []


def test_an_unknown_organisation_in_the_form_is_a_404(
    sign_in: SignIn, world: Mapping[str, str]
) -> None:
    page = sign_in(Role.ADMINISTRATOR)
    forged = new_person(world, organisation="gibt-es-nicht")
    page.post("/verwaltung/personen/einladen", forged, status=404)


def test_a_name_cannot_add_lines_or_headers_to_the_letter(
    app: Flask, sign_in: SignIn, world: Mapping[str, str]
) -> None:
    forged = new_person(world, name="Eva\r\nBcc: alle@example.org\x00\u2028Subject: Gewinn")
    sign_in(Role.ADMINISTRATOR).post("/verwaltung/personen/einladen", forged)
    letter = letters(app)[0]
    assert (letter.recipient, letter.subject) == (
        "neu.mensch@example.org",
        "Einladung zum Angebotslotsen",
    )
    assert "Guten Tag Eva Bcc: alle@example.org Subject: Gewinn,\n" in letter.text


def test_an_invitation_leads_from_the_letter_to_an_account_once(
    app: Flask, sign_in: SignIn, page: PageClient, world: Mapping[str, str]
) -> None:
    host = {"headers": {"Host": "boese.example.com"}}
    administrator = sign_in(Role.ADMINISTRATOR)
    administrator.get("/verwaltung/personen/einladen", **host)
    shown = administrator.post("/verwaltung/personen/einladen", new_person(world))
    assert "Die Einladung ist unterwegs." in shown.text
    assert "Ich Selbst lädt Sie ein" in letters(app)[0].text
    path = link_in(letters(app)[0])
    for _ in range(2):
        assert page.get(path).h1 == "Ihre Einladung zum Angebotslotsen"
    page.post(path, {"passwort": "zu kurz"}, status=422)
    token = page.token(path)
    done = page.post(path, {"passwort": PASSWORD})
    assert done.h1 == "Ihr Konto ist bereit"
    page.get(path, status=404)
    page.post(path, {"passwort": PASSWORD, "csrf_token": token}, status=404)
    person = person_of(app, "neu.mensch@example.org")
    assert (person.state, person.roles) == (PersonState.ACTIVE.value, ["advisor"])
    assert person.password_hash is not None
    assert PASSWORD not in person.password_hash


def test_an_invitation_that_is_guessed_is_a_404(page: PageClient) -> None:
    page.get("/einladung/" + "a" * 43, status=404)
    page.get("/einladung/kurz", status=404)


def test_without_an_address_of_its_own_the_service_invites_nobody(
    filled_template: Path, tmp_path: Path
) -> None:
    with running_app(filled_template, tmp_path / "other.sqlite3") as other:
        engine = services_of(other).engine
        place = {"within organisation": make_organisation(engine)}
        administrator = make_person(engine, Role.ADMINISTRATOR)
        closed = make_person(engine, email="zu@example.org", state="closed")
        page = signed_in_client(other, administrator)
        page.post("/verwaltung/personen/einladen", new_person(place), status=422)
        token = page.token("/verwaltung/personen/einladen")
        target = f"/verwaltung/personen/{closed.public_id}/einladung"
        shown = page.post(target, {"csrf_token": token})
        assert "öffentliche Adresse" in shown.text
        assert letters(other) == []


def test_a_closed_account_is_out_at_its_next_step(
    app: Flask, sign_in: SignIn, world: Mapping[str, str]
) -> None:
    page = sign_in(Role.ADMINISTRATOR)
    theirs = signed_in_client(app, person_of(app, "within@example.org"))
    theirs.get("/netzwerk")
    path = f"/verwaltung/personen/{world['within']}"
    shown = page.post(f"{path}/schliessen", {"csrf_token": page.token(path)})
    assert "Das Konto ist geschlossen." in shown.text
    assert theirs.client.get("/netzwerk").status_code == 303


def test_a_role_that_was_taken_away_ends_with_the_next_request(
    app: Flask, sign_in: SignIn, world: Mapping[str, str]
) -> None:
    page = sign_in(Role.ADMINISTRATOR)
    path = f"/verwaltung/personen/{world['within']}"
    token = page.token(path)
    theirs = signed_in_client(app, person_of(app, "within@example.org"))
    page.post(f"{path}/rollen", {"rollen": ["advisor", "administrator"], "csrf_token": token})
    theirs.get("/verwaltung")
    page.post(f"{path}/rollen", {"rollen": ["advisor"], "csrf_token": token})
    theirs.get("/verwaltung", status=403)


@pytest.mark.parametrize("roles", [[], ["owner"], ["administrator", "owner"]])
def test_forged_roles_change_nothing(
    app: Flask, sign_in: SignIn, world: Mapping[str, str], roles: list[str]
) -> None:
    page = sign_in(Role.ADMINISTRATOR)
    path = f"/verwaltung/personen/{world['within']}"
    shown = page.post(f"{path}/rollen", {"rollen": roles, "csrf_token": page.token(path)})
    assert "Bitte wählen Sie mindestens eine Rolle." in shown.text
    assert person_of(app, "within@example.org").roles == ["advisor"]


def test_the_last_administrator_is_told_why_nothing_happens(app: Flask, sign_in: SignIn) -> None:
    page = sign_in(Role.ADMINISTRATOR)
    own = person_of(app, "ayla.beispiel@example.org")
    path = f"/verwaltung/personen/{own.public_id}"
    token = page.token(path)
    for action, data in (("schliessen", {}), ("rollen", {"rollen": ["advisor"]})):
        shown = page.post(f"{path}/{action}", {**data, "csrf_token": token})
        assert "Dies ist die letzte Person mit der Rolle Verwaltung." in shown.text
    page.get("/verwaltung")


def test_what_can_only_be_read_has_no_forms(sign_in: SignIn, world: Mapping[str, str]) -> None:
    page = sign_in(Role.ADMINISTRATOR)
    for path in ("personen/{person}", "organisationen/{organisation}"):
        shown = page.get("/verwaltung/" + str(filled(path, world, "partly")))
        assert "Sie können dies nur lesen" in shown.text
        actions = [form.get("action", "") for form in shown.all("form")]
        assert [action for action in actions if "/verwaltung/" in action] == []


GOOD = {
    "name": "Gründerzentrum Witten",
    "art": "association",
    "gebiete": "Witten\r\nHattingen\r\nWitten",
    "themen": ["founding", "export"],
    "telefon": "02302 12345",
    "email": "info@example.org",
    "webseite": "https://www.example.org",
}


def test_an_organisation_is_added_and_changed(app: Flask, sign_in: SignIn) -> None:
    page = sign_in(Role.ADMINISTRATOR)
    shown = page.post("/verwaltung/organisationen/neu", GOOD)
    assert shown.h1 == "Gründerzentrum Witten"
    path = shown.response.request.path
    assert "Gründerzentrum Witten" in page.get("/netzwerk?thema=export&ort=Hattingen").text
    page.post(path, {**GOOD, "gebiete": "Hattingen"})
    assert "Gründerzentrum" not in page.get("/netzwerk?ort=Witten").text
    assert noted(app) == ["organisation.created", "organisation.changed"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 301}, "name"),
        ({"art": ""}, "art"),
        ({"gebiete": ""}, "gebiete"),
        ({"gebiete": "Wittn"}, "gebiete"),
        ({"gebiete": "Witten\nDortmund"}, "gebiete"),
        ({"gebiete": "DE"}, "gebiete"),
        ({"themen": ["nope"]}, "themen"),
        ({"telefon": "1" * 101}, "telefon"),
        ({"email": "keine"}, "email"),
        ({"webseite": "javascript:alert(1)"}, "webseite"),
        ({"webseite": "www.example.org"}, "webseite"),
    ],
)
def test_a_bad_field_of_an_organisation_is_named(
    app: Flask, sign_in: SignIn, change: dict[str, object], field: str
) -> None:
    page = sign_in(Role.ADMINISTRATOR)
    shown = page.post("/verwaltung/organisationen/neu", {**GOOD, **change}, status=422)
    summary = shown.one("div", id="error-summary")
    assert [link.get("href") for link in summary.iter("a")] == [f"#{field}"]
    assert noted(app) == []


def test_a_misspelt_place_is_mended_with_one_button_and_looked_at_before_it_is_saved(
    app: Flask, sign_in: SignIn
) -> None:
    page = sign_in(Role.ADMINISTRATOR)
    path = "/verwaltung/organisationen/neu"
    shown = page.post(path, {**GOOD, "gebiete": "Hattingen\nWittn"}, status=422)
    button = shown.all("button", name="uebernehmen")[0]
    assert button.get("value") == "Wittn → Witten"
    taken = {**GOOD, "gebiete": "Hattingen\nWittn", "uebernehmen": button.get("value")}
    mended = page.post(path, taken)
    assert (mended.one("textarea", id="gebiete").text or "").split() == ["Hattingen", "Witten"]
    assert noted(app) == []


def test_an_organisation_with_people_stays_open_and_says_why(
    sign_in: SignIn, world: Mapping[str, str]
) -> None:
    page = sign_in(Role.ADMINISTRATOR)
    path = f"/verwaltung/organisationen/{world['within organisation']}"
    token = page.token(path)
    shown = page.post(f"{path}/schliessen", {"csrf_token": token})
    assert "Es gehören noch Personen dazu." in shown.text


def letters(app: Flask) -> list[OutboxMail]:
    """All letters in the outbox."""
    with transaction(services_of(app).engine) as session:
        return list(session.exec(select(OutboxMail)))


def link_in(letter: OutboxMail) -> str:
    """The path of the only link in a letter."""
    links = [line for line in letter.text.splitlines() if line.startswith(PUBLIC_URL)]
    assert len(links) == 1
    return links[0].removeprefix(PUBLIC_URL)


def person_of(app: Flask, address: str) -> Person:
    """The row of the person with this address."""
    with transaction(services_of(app).engine) as session:
        return session.exec(select(Person).where(Person.email == address)).one()


def noted(app: Flask) -> list[str]:
    """What was noted of organisations, oldest first."""
    with transaction(services_of(app).engine) as session:
        actions = session.exec(select(AuditEntry.action).order_by(AuditEntry.id))  # type: ignore[arg-type]
        return [action for action in actions if action.startswith("organisation.")]
