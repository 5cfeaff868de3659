"""The pages of a dossier and of a folder: what can be done on them, by whom, and what they say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlmodel import select

from models.mail import OutboxMail
from models.session import transaction
from offers import store
from tests.fixtures.apps import NOW, running_app
from tests.fixtures.pages import Page, PageClient
from tests.fixtures.people import signed_in_client
from tests.web.desk_world import Staff, author, desk_of, make_staff, witten_file
from tests.web.test_documents import BAD_INPUT, text_of
from tests.web.test_offer_licence import LONG, SHORT, programme
from web.current import services_of
from web.security import CONTENT_SECURITY_POLICY
from web.use_cases.dossiers import plan
from web.use_cases.dossiers.plan import FIRST_OFFERS, LONGEST_COMMENT
from web.use_cases.files import notes, steps

ARRANGED = re.compile(r'id="angebot-([a-z0-9-]+)" aria')
ADDRESS = re.compile(r'value="https?://[^/"]*(/mappe/[^"?]+)')
SEEN = re.compile(r'name="stand" value="([0-9a-f]+)"')
HOSTILE = " ".join(BAD_INPUT.values()).replace("\0", "")[:1900]


@dataclass(frozen=True)
class Desk:
    """An advisor in front of the dossier of a file."""

    app: Flask
    staff: Staff
    client: PageClient
    file_id: str
    token: str

    @property
    def path(self) -> str:
        return f"/beratung/akte/{self.file_id}/dossier"

    def open(self) -> Page:
        return self.client.get(self.path)

    def offers(self) -> list[str]:
        return ARRANGED.findall(self.open().response.get_data(as_text=True))

    @property
    def version(self) -> str:
        """Of the arrangement as it stands."""
        own, engine = desk_of(self.staff.advisor), services_of(self.app).engine
        found = plan.load(engine, own, self.file_id, best=())
        assert found is not None
        return str(found.version)

    def do(self, form: str, *, status: int = 303, **fields: str) -> Page:
        """Send a form of the page as it stands, or as `fassung` says."""
        values = {"csrf_token": self.token, "fassung": self.version, **fields}
        return self.client.post(f"{self.path}/{form}", values, status=status, follow=False)

    def given_out(self, form: str, **fields: str) -> str:
        """The path of what a form gave out, as its page shows it."""
        given = {"stand": self.seen(form, **fields), **fields}
        return str(self.do(form, **given).response.headers["Location"]).partition("?")[0]

    def seen(self, form: str, **fields: str) -> str:
        """What the page with this form says it shows."""
        query = "" if form == "ausgeben" else f"/mappe?{urlencode(fields)}"
        page = self.client.get(f"{self.path}{query}").response.get_data(as_text=True)
        return str(SEEN.findall(page)[0])

    def folder(self, **fields: str) -> str:
        """The secret path of a new folder."""
        page = self.client.get(self.given_out("mappe", **fields))
        return ADDRESS.findall(page.response.get_data(as_text=True))[0]


def desk_at(app: Flask, staff: Staff, file_id: str) -> Desk:
    client = signed_in_client(app, staff.advisor)
    return Desk(app, staff, client, file_id, client.token("/konto"))


@pytest.fixture
def desk(app: Flask) -> Desk:
    staff = make_staff(services_of(app).engine)
    return desk_at(app, staff, witten_file(app, staff))


def test_a_dossier_begins_with_the_essentials_and_the_best_offers(desk: Desk) -> None:
    page = desk.open()

    assert "Das Wichtigste" in page.text
    assert "Karla Schmied" in page.text
    assert "58452 Witten" in page.text
    assert len(desk.offers()) == FIRST_OFFERS


def test_offers_are_moved_left_out_taken_in_and_commented_without_javascript(desk: Desk) -> None:
    first, second, third, *_ = desk.offers()

    desk.do("angebot", angebot=second, tat="hoch")
    desk.do("angebot", angebot=third, tat="weg")
    desk.do("angebot", angebot="nrwbank-universalkredit", tat="dazu")
    desk.do("kommentar", angebot=first, kommentar="Zuerst anrufen.")
    desk.do("vorwort", vorwort="Wenig Zeit.")

    found = desk.offers()
    assert found[:2] == [second, first]
    assert third not in found
    assert found[-1] == "nrwbank-universalkredit"
    assert "Zuerst anrufen." in desk.open().text
    assert "Wenig Zeit." in desk.open().text


def test_an_offer_is_found_by_its_name(desk: Desk) -> None:
    page = desk.client.get(f"{desk.path}?suche=Universalkredit")
    assert "NRW.BANK.Universalkredit" in page.text


def test_what_somebody_typed_too_late_stays_in_its_field_and_is_not_stored(desk: Desk) -> None:
    desk.do("vorwort", vorwort="Von der Kollegin.")

    late = desk.do("vorwort", status=409, fassung="0", vorwort="Von mir getippt.")
    assert "Von mir getippt." in late.text
    assert "Von mir getippt." not in desk.open().text


def test_a_comment_that_is_too_long_is_refused_at_its_field(desk: Desk) -> None:
    first = desk.offers()[0]
    page = desk.do("kommentar", status=422, angebot=first, kommentar="x" * (LONGEST_COMMENT + 1))

    assert page.title.startswith("Fehler:")
    message = f"Bitte schreiben Sie höchstens {LONGEST_COMMENT} Zeichen."
    assert (message, f"#kommentar-{first}") in page.links().items()


@pytest.mark.parametrize(
    ("offer", "deed"),
    [("gibt-es-nicht", "dazu"), ("nrwbank-universalkredit", "löschen"), ("'; --", "dazu")],
)
def test_offers_and_deeds_that_do_not_exist_are_not_found(
    desk: Desk, offer: str, deed: str
) -> None:
    desk.do("angebot", status=404, angebot=offer, tat=deed)


def test_a_dossier_given_out_is_the_same_pdf_ever_after(desk: Desk) -> None:
    desk.do("vorwort", vorwort="Erster Stand.")
    path = desk.given_out("ausgeben")
    first = desk.client.client.get(f"{path}/pdf")
    desk.do("vorwort", vorwort="Zweiter Stand.")
    again = desk.client.client.get(f"{path}/pdf")

    assert first.mimetype == "application/pdf"
    assert first.headers["Content-Disposition"] == (
        "attachment; filename=dossier-schmiede-ruhr-gmbh-2026-11-22.pdf"
    )
    assert first.data == again.data
    assert "Erster Stand." in text_of(first.data)
    assert "Katalog 1 · Modell" in text_of(first.data)


@pytest.mark.parametrize("form", ["ausgeben", "mappe"])
def test_nothing_is_given_out_that_differs_from_what_its_page_showed(desk: Desk, form: str) -> None:
    fields = {} if form == "ausgeben" else {"sprache": "en", "worte": "ja"}
    seen = desk.seen(form, **fields)
    desk.do("vorwort", vorwort="Von der Kollegin geändert.")
    late = desk.do(form, stand=seen, **fields)

    back = desk.client.get(str(late.response.headers["Location"]))
    assert "Es wurde nichts ausgegeben" in back.text
    assert "Von der Kollegin geändert." in back.text
    assert "Es wurde noch nichts ausgegeben." in desk.open().text


def test_a_page_in_another_language_gives_out_what_it_showed(desk: Desk) -> None:
    page = desk.client.get(f"{desk.path}?lang=en").response.get_data(as_text=True)
    (action,) = re.findall(r'action="([^"]+/ausgeben[^"]*)"', page)
    values = {"csrf_token": desk.token, "stand": SEEN.findall(page)[0]}

    done = desk.client.post(action, values, status=303, follow=False)
    assert "/ausgabe/" in str(done.response.headers["Location"])


def test_a_page_and_its_pdf_say_which_characters_are_not_printed(desk: Desk) -> None:
    desk.do("vorwort", vorwort="Grüße an 株式会社 und سلام 👍")
    path = desk.given_out("ausgeben")
    pdf = text_of(desk.client.client.get(f"{path}/pdf").data)

    for place in (desk.path, f"{desk.path}/mappe?worte=ja", path):
        assert "zeigt dafür ▯: 会式株社" in desk.client.get(place).text
    assert "▯▯▯▯ und" in pdf
    assert "▯ steht für ein Zeichen, das hier nicht gedruckt werden kann." in pdf


def test_a_comment_on_an_offer_that_is_no_more_in_the_list_is_shown_to_be_copied(
    desk: Desk,
) -> None:
    page = desk.do("kommentar", status=409, angebot="nrwbank-universalkredit", kommentar="Lang.")

    assert "Ihr Text konnte nicht gespeichert werden" in page.text
    assert "Lang." in page.text


def test_a_folder_holds_no_notes_no_points_and_no_words_of_the_advisor_unasked(
    desk: Desk,
) -> None:
    engine, staff = services_of(desk.app).engine, desk.staff
    own, by = desk_of(staff.advisor), author(staff.advisor)
    notes.write(engine, own, desk.file_id, "Vertrauliche Notiz.", by=by)
    agreed = steps.Plan(title="Angebot einholen", taken_by=steps.StepBy.FIRM)
    steps.agree(engine, own, desk.file_id, agreed, by=by)
    desk.do("vorwort", vorwort="Interne Vorrede.")
    desk.do("kommentar", angebot=desk.offers()[0], kommentar="Interner Kommentar.")

    silent = desk.client.get(desk.folder(sprache="de")).text
    spoken = desk.client.get(desk.folder(sprache="de", worte="ja")).text

    assert "Angebot einholen" in silent
    assert "Schritt 1: Informieren" in silent
    for word in ("Vertrauliche", "Interne Vorrede.", "Interner Kommentar.", "Punkte"):
        assert word not in silent
    assert "Interne Vorrede." in spoken
    assert "Interner Kommentar." in spoken
    assert "Vertrauliche" not in spoken


def test_a_folder_says_what_speaks_against_an_offer_and_numbers_only_steps(desk: Desk) -> None:
    desk.do("angebot", angebot="welcome-office-bochum", tat="dazu")
    desk.do("angebot", angebot="nrwbank-universalkredit", tat="dazu")

    shown = desk.client.get(desk.folder(sprache="de")).text

    assert "Was dagegen spricht" in shown
    assert "Weitere Angebote" in shown
    assert not re.search(r"\d\. Weitere Angebote", shown)


def test_the_firm_reads_its_folder_without_signing_in_and_nobody_finds_it(desk: Desk) -> None:
    path = desk.folder(sprache="en")
    firm = desk.app.test_client()
    shown, pdf = firm.get(f"{path}?lang=en"), firm.get(f"{path}/mappe.pdf")

    assert "Step 1: Inform" in shown.get_data(as_text=True)
    assert "Your digital folder" in text_of(pdf.data)
    for answer in (shown, pdf):
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert "Schmiede" not in pdf.headers["Content-Disposition"]


def test_where_the_organisation_names_no_way_the_firm_reaches_the_advisor(desk: Desk) -> None:
    shown = desk.app.test_client().get(desk.folder(sprache="de")).get_data(as_text=True)

    assert f"mailto:{desk.staff.advisor.email}" in shown


def test_a_folder_taken_back_and_an_unknown_one_say_the_same(desk: Desk) -> None:
    issue = desk.given_out("mappe", sprache="de")
    address = ADDRESS.findall(desk.client.get(issue).response.get_data(as_text=True))[0]
    token = desk.client.token(issue)
    desk.client.post(f"{issue}/zuruecknehmen", {"csrf_token": token})

    firm = PageClient(desk.app.test_client())
    gone, unknown = firm.get(address, status=404), firm.get(f"/mappe/{'x' * 43}", status=404)
    assert "Hier liegt keine Mappe mehr" in gone.text
    assert "Hier liegt keine Mappe mehr" in unknown.text
    firm.get(f"{address}/mappe.pdf", status=404)


def test_advisors_elsewhere_find_neither_the_dossier_nor_what_was_given_out(desk: Desk) -> None:
    issue = desk.given_out("ausgeben")
    folder = desk.given_out("mappe", sprache="de")
    stranger = signed_in_client(desk.app, desk.staff.stranger)
    token = stranger.token("/konto")

    for path in (desk.path, f"{desk.path}/mappe", issue, f"{issue}/pdf", folder):
        assert "Schmiede" not in stranger.get(path, status=404).text
    for path in ("vorwort", "kommentar", "ausgeben", "mappe"):
        stranger.post(f"{desk.path}/{path}", {"csrf_token": token}, status=404)
    for path in (f"{folder}/senden", f"{folder}/zuruecknehmen"):
        stranger.post(path, {"csrf_token": token}, status=404)


def test_whatever_is_typed_appears_as_typed_on_page_and_pdf_and_runs_nowhere(desk: Desk) -> None:
    first = desk.offers()[0]
    desk.do("vorwort", vorwort=HOSTILE)
    desk.do("kommentar", angebot=first, kommentar=HOSTILE)
    page = desk.client.get(desk.folder(sprache="de", worte="ja"))
    pdf = desk.client.client.get(f"{desk.given_out('ausgeben')}/pdf")

    html = page.response.get_data(as_text=True)
    assert "<script>alert(1)</script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert '#panic("no")' in page.text
    assert '#panic("no")' in text_of(pdf.data)


@pytest.mark.parametrize("summary", [SHORT, LONG], ids=["short", "long"])
def test_texts_under_a_licence_stand_whole_and_beside_it(desk: Desk, summary: str) -> None:
    offer = programme(summary)
    with transaction(services_of(desk.app).engine) as session:
        store.upsert(session, [offer], source_id="fdb", by="test", now=NOW)
    for each in desk.offers():
        desk.do("angebot", angebot=each, tat="weg")
    desk.do("angebot", angebot=offer.id, tat="dazu")

    pdf = desk.client.client.get(f"{desk.given_out('ausgeben')}/pdf")
    said = (desk.open().text, desk.client.get(desk.folder()).text, text_of(pdf.data))
    for text in (offer.summary, offer.license_info):
        assert all(printable(text) in printable(each) for each in said), text


def printable(text: str) -> str:
    """Letters and digits only: lines of a PDF break, and hyphenate, anywhere."""
    return "".join(filter(str.isalnum, text))


@pytest.mark.parametrize(
    "name",
    ["Kühl & Söhne\r\nX-Evil: 1", '"; filename="x.exe', "../../etc/passwd", "株式会社", "%s"],
)
def test_the_name_of_a_firm_never_leaves_the_name_of_its_file(app: Flask, name: str) -> None:
    staff = make_staff(services_of(app).engine)
    desk = desk_at(app, staff, witten_file(app, staff, name=name))
    answer = desk.client.client.get(f"{desk.given_out('ausgeben')}/pdf")

    header = answer.headers["Content-Disposition"]
    assert re.fullmatch(r"attachment; filename=[a-z0-9-]+\.pdf", header)
    assert "X-Evil" not in answer.headers
    assert answer.data.startswith(b"%PDF")


def test_the_mail_to_the_firm_holds_the_address_and_nothing_else(filled_template, tmp_path) -> None:  # type: ignore[no-untyped-def]
    mail = {"public_url": "https://angebote.example.org", "mail_from": "lotse@example.org"}
    with running_app(filled_template, tmp_path / "mail.sqlite3", **mail) as app:
        staff = make_staff(services_of(app).engine)
        desk = desk_at(app, staff, witten_file(app, staff))
        client = desk.client
        issue = desk.given_out("mappe", sprache="en")
        address = ADDRESS.findall(client.get(issue).response.get_data(as_text=True))[0]
        done = client.post(f"{issue}/senden", {"csrf_token": client.token(issue)})
        with transaction(services_of(app).engine) as session:
            (letter,) = session.exec(select(OutboxMail)).all()

    assert "Die E-Mail mit der Adresse ist unterwegs." in done.text
    assert letter.recipient == "karla@example.com"
    assert f"https://angebote.example.org{address}?lang=en" in letter.text
    assert "Schmiede" not in letter.text + letter.subject
    assert "Hello," in letter.text
