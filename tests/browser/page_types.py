"""Every type of page, and how one gets there; `{…}` in a path names something of `world`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.browser.pages import ReportPage, ResultPage
from tests.browser.questionnaire import PlaceStep, SizeStep
from tests.browser.visitor import Visitor

Act = Callable[[Visitor], None]


def _nothing(visitor: Visitor) -> None:
    """The page is there once its address is open."""


def _enter_unknown_postal_code(visitor: Visitor) -> None:
    place = PlaceStep(visitor)
    place.fill(postal_code="00000")
    place.go_on()


def _misspell_the_town(visitor: Visitor) -> None:
    place = PlaceStep(visitor)
    place.fill(municipality="Wittn an der Ruhr")
    place.go_on()


def _enter_odd_figures(visitor: Visitor) -> None:
    size = SizeStep(visitor)
    size.fill(employees="900.000", turnover="10")
    size.go_on()


def _send_an_empty_report(visitor: Visitor) -> None:
    visitor.press(visitor.words("Send the message"))


def _send_a_report(visitor: Visitor) -> None:
    ReportPage(visitor).send(about=visitor.words("Something else"), message="Die Frist ist um.")


def _save_without_answer(visitor: Visitor) -> None:
    visitor.press(visitor.words("Save the answer"))


def _send_no_address(visitor: Visitor) -> None:
    visitor.press(visitor.words("Send the mail"))


def _write_a_long_preface(visitor: Visitor) -> None:
    visitor.write(visitor.words("Preface"), "x" * 4_001)
    visitor.press(visitor.words("Save the preface"))


def _sign_in_with_a_wrong_password(visitor: Visitor) -> None:
    visitor.write(visitor.words("E-mail address"), "nobody@example.org")
    visitor.write(visitor.words("Password"), "wrong")
    visitor.press(visitor.words("Sign in"))


def _leave_out_the_name(visitor: Visitor) -> None:
    visitor.write(visitor.words("Name"), "")
    visitor.press(visitor.words("Save"))


def _send_an_empty_invitation(visitor: Visitor) -> None:
    visitor.press(visitor.words("Send the invitation"))


def _misspell_a_place(visitor: Visitor) -> None:
    visitor.write(visitor.words("Territory"), "Witten\nBohcum")
    visitor.press(visitor.words("Save"))


def _allow_no_address(visitor: Visitor) -> None:
    visitor.press(visitor.words("Unblock the address"))


def _ask_without_a_word(visitor: Visitor) -> None:
    visitor.press(visitor.words("Send the request"))


def _assign_to_nobody(visitor: Visitor) -> None:
    visitor.press(visitor.words("Assign"))


def _subscribe_without_address(visitor: Visitor) -> None:
    visitor.press(visitor.words("Send the mail that confirms"))


def _want_nothing_at_all(visitor: Visitor) -> None:
    visitor.choose(visitor.words("No news, only deadline reminders"))
    visitor.press(visitor.words("Save"))


def _misspell_the_address(visitor: Visitor) -> None:
    visitor.write(visitor.words("E-mail address"), "nobody")
    visitor.press(visitor.words("Send the mail once more"))


def _look_at_a_preview(visitor: Visitor) -> None:
    visitor.hands.press(visitor.main.get_by_role("button").first)


def _accept_without_password(visitor: Visitor) -> None:
    visitor.press(visitor.words("Accept the invitation"))


def _open_details(visitor: Visitor) -> None:
    ResultPage(visitor).show_what_does_not_fit()


def _open_judging(visitor: Visitor) -> None:
    visitor.hands.press(visitor.main.locator("#urteil summary"))


def _send_no_file(visitor: Visitor) -> None:
    visitor.press(visitor.words("Check the list"))


def _save_an_empty_note(visitor: Visitor) -> None:
    visitor.press(visitor.words("Save the note"))


def _save_a_note_that_a_colleague_changed(visitor: Visitor) -> None:
    visitor.tab.evaluate("document.querySelector('[name=fassung]').value = '999'")
    visitor.press(visitor.words("Save the note"))


def _save_an_empty_step(visitor: Visitor) -> None:
    visitor.press(visitor.words("Save the step"))


def _save_empty_aid(visitor: Visitor) -> None:
    visitor.press(visitor.words("Save"))


def _save_an_empty_application(visitor: Visitor) -> None:
    visitor.press(visitor.words("Save the application"))


def _save_overtaken(visitor: Visitor) -> None:
    visitor.tab.evaluate("document.querySelectorAll('[name=stand]').forEach(e => e.value = 'x')")
    visitor.press(visitor.words("Save"))


def _save_without_an_answer(visitor: Visitor) -> None:
    visitor.press(visitor.words("Save"))


def _enter_an_empty_firm(visitor: Visitor) -> None:
    visitor.press(visitor.words("Enter the firm"))


def _open_all(visitor: Visitor) -> None:
    visitor.tab.evaluate("document.querySelectorAll('main details').forEach(d => d.open = true)")


def _enter_no_absence(visitor: Visitor) -> None:
    visitor.press(visitor.words("Enter the absence"))


def _be_too_late(visitor: Visitor) -> None:
    """As if a colleague had changed the file since the page was opened."""
    for version in visitor.main.locator("[name=fassung]").all():
        version.evaluate("field => { field.value = '0'; }")
    _open_all(visitor)
    visitor.press(visitor.words("Advice was given"))


def _agree_on_nothing(visitor: Visitor) -> None:
    _open_all(visitor)
    visitor.press(visitor.words("Save the appointment"))


@dataclass(frozen=True)
class PageType:
    """One type of page: address, what to do there, and in whose session of `world` if in any."""

    path: str
    act: Act = _nothing
    status: int = 200
    session: str = ""

    def open(self, visitor: Visitor, tokens: Mapping[str, str]) -> None:
        """Go there, and nowhere else."""
        path = self.path.format_map(tokens)
        visitor.sign_in_as(tokens.get(self.session, ""))
        response = visitor.tab.goto(path)
        assert response is not None
        assert response.status == self.status, f"{path}: {response.status}"
        assert visitor.tab.url.endswith(path), f"{path} leads to {visitor.tab.url}"
        self.act(visitor)


def _administrator(path: str, act: Act = _nothing) -> PageType:
    return PageType(path, act, session="administrator")


def _advisor(path: str, act: Act = _nothing) -> PageType:
    return PageType(path, act, session="advisor")


def _desk(path: str, act: Act = _nothing, who: str = "desk_advisor") -> PageType:
    return PageType(path, act, session=who)


def _editor(path: str) -> PageType:
    return PageType(path, session="editor")


_ANSWERS = "/fragebogen/{metal_works}"
_EMPTY = "/fragebogen/{nothing_said}"
_LIST = "/ergebnis/{metal_works}"
_DATA = "/daten/{care_service}"
_DRAFTS = "/redaktion/entwuerfe"
_NEWS = "/neuigkeiten/{{{}}}"
_FILE = "/beratung/akte/{log_file}"
_LOG = f"{_FILE}/verlauf"
_OUTCOMES = "/beratung/akte/{judged_file}/urteile"
_AID = "/beratung/akte/{log_file}/beihilfen"
_DOSSIER = "/beratung/akte/{dossier_file}/dossier"
_OF_AN_OFFER = "/angebot/start4chem-labs/nicht-interessant"
_UNKNOWN = "x" * 43
_LISTS = "/beratung/listen"
_PEOPLE, _ORGANISATIONS = "/verwaltung/personen", "/verwaltung/organisationen"

PAGE_TYPES: Mapping[str, PageType] = {
    "start": PageType("/"),
    "imprint": PageType("/impressum"),
    "privacy": PageType("/datenschutz"),
    "accessibility": PageType("/barrierefreiheit"),
    "sources": PageType("/datenquellen"),
    "interface": PageType("/schnittstelle"),
    "not found": PageType("/gibt-es-nicht", status=404),
    "sign in": PageType("/anmelden"),
    "sign in: refused": PageType("/anmelden", _sign_in_with_a_wrong_password),
    "sign in: code": PageType("/anmelden/code", session="half_begun"),
    "new password": PageType("/neues-passwort"),
    "new password: link sent": PageType("/neues-passwort/gesendet"),
    "new password: choose": PageType("/neues-passwort/{new_password}"),
    "new password: link gone": PageType("/neues-passwort/unbekannt", status=404),
    "account": _administrator("/konto"),
    "account: no name": _administrator("/konto", _leave_out_the_name),
    "account: password": _administrator("/konto/passwort"),
    "account: second factor": _administrator("/konto/zweiter-faktor"),
    "account: second factor kept": PageType("/konto/zweiter-faktor", session="advisor"),
    "account: news": _administrator("/konto/nachrichten"),
    "account: news of an advisor": PageType(
        "/konto/nachrichten?hinweis=gespeichert", session="advisor"
    ),
    "questionnaire: start": PageType("/fragebogen"),
    "questionnaire: place": PageType(f"{_ANSWERS}/ort"),
    "questionnaire: place with an error": PageType(f"{_EMPTY}/ort", _enter_unknown_postal_code),
    "questionnaire: place misspelt": PageType(f"{_EMPTY}/ort", _misspell_the_town),
    "questionnaire: municipality": PageType("/fragebogen/{somewhere}/gemeinde"),
    "questionnaire: size": PageType(f"{_ANSWERS}/groesse"),
    "questionnaire: odd size": PageType(f"{_EMPTY}/groesse", _enter_odd_figures),
    "questionnaire: activity": PageType(f"{_ANSWERS}/taetigkeit"),
    "questionnaire: sector": PageType(f"{_ANSWERS}/branche"),
    "questionnaire: any sector": PageType(f"{_EMPTY}/branche"),
    "questionnaire: concern": PageType(f"{_ANSWERS}/anliegen"),
    "questionnaire: project": PageType(f"{_ANSWERS}/vorhaben"),
    "questionnaire: kinds": PageType(f"{_ANSWERS}/suche"),
    "questionnaire: check": PageType(f"{_ANSWERS}/pruefen"),
    "questionnaire: check of nothing": PageType(f"{_EMPTY}/pruefen"),
    "questionnaire: continue elsewhere": PageType(f"{_ANSWERS}/weiter"),
    "invitation": PageType("/einladung/{invitation}"),
    "invitation: error": PageType("/einladung/{invitation}", _accept_without_password),
    "invitation: gone": PageType("/einladung/unbekannt", status=404),
    "invitation: accepted": PageType("/einladung/angenommen"),
    "network": _administrator("/netzwerk?ort=Witten"),
    "network: unknown place": _administrator("/netzwerk?ort=Wittn+an+der+Ruhr"),
    "network: organisation": _administrator("/netzwerk/{organisation}"),
    "network: long name": _administrator("/netzwerk/long"),
    "insight": PageType("/auswertung", session="advisor"),
    "insight: gaps": PageType("/auswertung/luecken?zeitraum=2026", session="advisor"),
    "insight: judgements": _administrator("/auswertung/urteile"),
    "insight: advice": _administrator("/auswertung/beratung"),
    "insight: errors": PageType("/auswertung?ort=Bochum&groesse=x", session="advisor"),
    "inbox": _desk("/beratung", _open_all),
    "inbox: slips and filters": _desk("/beratung?q=Metallbua&wer=niemand&stand=neu"),
    "inbox: second page": _desk("/beratung?seite=2&sortierung=neueste"),
    "inbox: nothing found": _desk("/beratung?q=qqqqxxxx"),
    "inbox: closed": _desk("/beratung?stand=abgeschlossen"),
    "absences": _desk("/beratung/abwesenheit?hinweis=eingetragen", who="desk_lead"),
    "absences: no day": _desk("/beratung/abwesenheit", _enter_no_absence),
    "handover": _desk("/beratung/uebergabe?anzahl=3", who="desk_lead"),
    "handover: own": _desk("/beratung/uebergabe"),
    "file: what to do": _desk("/beratung/akte/{agreed_file}?akte=termin", _open_all),
    "file: what to do, closed": _desk("/beratung/akte/{closed_file}"),
    "file: somebody was quicker": _desk("/beratung/akte/{agreed_file}", _be_too_late),
    "file: no appointment": _desk("/beratung/akte/{metal_file}", _agree_on_nothing),
    "file log": _advisor(_LOG, _open_all),
    "file log: empty note": _advisor(_LOG, _save_an_empty_note),
    "file log: note": _advisor(f"{_LOG}/notizen/{{log_note}}"),
    "file log: note of two": _advisor(
        f"{_LOG}/notizen/{{log_note}}", _save_a_note_that_a_colleague_changed
    ),
    "file log: delete note": _advisor(f"{_LOG}/notizen/{{log_note}}/loeschen"),
    "file log: step": _advisor(f"{_LOG}/schritte/{{log_step}}"),
    "file log: empty step": _advisor(f"{_LOG}/schritte/neu", _save_an_empty_step),
    "file log: delete step": _advisor(f"{_LOG}/schritte/{{log_step}}/loeschen"),
    "company file": _advisor(f"{_FILE}?beantwortet=employees&passt=2&anzahl=20", _open_all),
    "company file: offer": _advisor(f"{_FILE}/angebot/bafa-eew-transformationsplan"),
    "company file: profile": _advisor(f"{_FILE}/angaben"),
    "company file: size": _advisor(f"{_FILE}/angaben/groesse", _save_overtaken),
    "company file: place": _advisor(f"{_FILE}/angaben/ort"),
    "company file: trade": _advisor(f"{_FILE}/angaben/taetigkeit"),
    "company file: concern": _advisor(f"{_FILE}/angaben/anliegen"),
    "company file: kinds": _advisor(f"{_FILE}/angaben/suche"),
    "company file: contact": _advisor(f"{_FILE}/kontakt", _save_overtaken),
    "company file: delete": _advisor(f"{_FILE}/loeschen"),
    "company file: question": _advisor(f"{_FILE}/frage/legal_form", _save_without_an_answer),
    "company file: sector": _advisor(f"{_FILE}/frage/wz"),
    "company file: enter": _advisor("/beratung/neu", _enter_an_empty_firm),
    "outcomes": _advisor(f"{_OUTCOMES}?suche=energie", _open_all),
    "outcomes: offer": _advisor(f"{_OUTCOMES}?angebot=bafa-eew-transformationsplan", _open_all),
    "outcomes: better offer": _advisor(f"{_OUTCOMES}?angebot=bafa-eew"),
    "outcomes: application": _advisor(f"{_OUTCOMES}?angebot=fai-nrw"),
    "outcomes: empty application": _advisor(
        f"{_OUTCOMES}?angebot=bafa-eew-transformationsplan", _save_an_empty_application
    ),
    "aid": _advisor(_AID, _open_all),
    "aid: award": _advisor(f"{_AID}/{{log_award}}"),
    "aid: empty award": _advisor(f"{_AID}/neu", _save_empty_aid),
    "aid: delete": _advisor(f"{_AID}/{{log_award}}/loeschen"),
    "firm lists": _desk(_LISTS, who="list_advisor"),
    "firm lists: no file": _desk(_LISTS, _send_no_file, who="list_advisor"),
    "firm list: to check": _desk(f"{_LISTS}/{{list_to_check}}", who="list_advisor"),
    "firm list: waiting": _desk(f"{_LISTS}/{{list_waiting}}?hinweis=schon", who="list_advisor"),
    "firm list: done": _desk(f"{_LISTS}/{{list_done}}?seite=2", who="list_advisor"),
    "firm list: unknown": PageType(f"{_LISTS}/unbekannt", status=404, session="list_advisor"),
    "administration": _administrator("/verwaltung"),
    "people": _administrator(_PEOPLE),
    "people: nobody": _administrator(f"{_PEOPLE}?q=niemand"),
    "people: active": _administrator(f"{_PEOPLE}/{{active}}?hinweis=letzte-verwaltung"),
    "people: invited": _administrator(f"{_PEOPLE}/{{invited}}?hinweis=eingeladen"),
    "people: closed": _administrator(f"{_PEOPLE}/{{closed}}"),
    "people: invite": _administrator(f"{_PEOPLE}/einladen"),
    "people: invite with errors": _administrator(f"{_PEOPLE}/einladen", _send_an_empty_invitation),
    "organisations": _administrator(_ORGANISATIONS),
    "organisations: new": _administrator(f"{_ORGANISATIONS}/neu"),
    "organisations: misspelt": _administrator(f"{_ORGANISATIONS}/neu", _misspell_a_place),
    "organisations: form": _administrator(
        f"{_ORGANISATIONS}/{{organisation}}?hinweis=hat-personen"
    ),
    "organisations: only read": PageType(
        f"{_ORGANISATIONS}/nrw-bank", session="administrator_of_a_town"
    ),
    "organisations: long name": _administrator(f"{_ORGANISATIONS}/long"),
    "automatic tasks": _administrator("/verwaltung/auftraege"),
    "automatic tasks: without a run": _administrator("/verwaltung/auftraege?auftrag=bounces"),
    "mail": _administrator("/verwaltung/post?stand=weiter"),
    "mail: no address": _administrator("/verwaltung/post", _allow_no_address),
    "news": _administrator("/verwaltung/nachrichten"),
    "news: subscribers": _administrator("/verwaltung/nachrichten/empfaenger"),
    "news: preview for others": _administrator(
        "/verwaltung/nachrichten/empfaenger", _look_at_a_preview
    ),
    "news: subscribe": PageType(_NEWS.format("metal_works")),
    "news: subscribe with errors": PageType(
        _NEWS.format("metal_works"), _subscribe_without_address
    ),
    "news: settings": PageType(_NEWS.format("reader_of_news") + "?hinweis=bestaetigt"),
    "news: settings with errors": PageType(_NEWS.format("no_reminders"), _want_nothing_at_all),
    "news: wrong address": PageType(_NEWS.format("waits_for_news"), _misspell_the_address),
    "news: not confirmed": PageType(_NEWS.format("waits_for_news") + "?hinweis=gesendet"),
    "news: confirm": PageType("/neuigkeiten/bestaetigen/{confirms_news}"),
    "news: confirmed before": PageType("/neuigkeiten/bestaetigen/{confirmed_news}"),
    "news: link gone": PageType(f"/neuigkeiten/bestaetigen/{_UNKNOWN}", status=404),
    "news: leave": PageType(_NEWS.format("reader_of_news") + "/abmelden"),
    "news: left": PageType(_NEWS.format("left_news") + "/abmelden"),
    "news: nothing to leave": PageType(f"/neuigkeiten/{_UNKNOWN}/abmelden", status=404),
    "news: not interested": PageType(_NEWS.format("reader_of_news") + _OF_AN_OFFER),
    "news: not interested any more": PageType(_NEWS.format("left_news") + _OF_AN_OFFER),
    "news: preview": PageType("/neuigkeiten/{reader_of_news}/vorschau"),
    "news: no preview yet": PageType("/neuigkeiten/{waits_for_news}/vorschau"),
    "audit trail": _administrator("/verwaltung/protokoll"),
    "audit trail: nothing found": _administrator(
        "/verwaltung/protokoll?was=company.move&tag=2020-01-01"
    ),
    "advice: ask": PageType("/anfrage/{metal_works}"),
    "advice: ask without a place": PageType("/anfrage/{nothing_said}"),
    "advice: ask with errors": PageType("/anfrage/{metal_works}", _ask_without_a_word),
    "advice: ask again": PageType("/anfrage/{asked}"),
    "advice: sent": PageType("/anfrage/{asked}/gesendet?beleg=1"),
    "advice: sent to nobody yet": PageType("/anfrage/{asked_nowhere}/gesendet"),
    "unassigned requests": _administrator("/verwaltung/anfragen?hinweis=done"),
    "unassigned requests: one": _administrator("/verwaltung/anfragen/{unassigned}"),
    "unassigned requests: nobody chosen": _administrator(
        "/verwaltung/anfragen/{unassigned}", _assign_to_nobody
    ),
    "own data: advice": PageType("/daten/{asked}"),
    "own data": PageType(_DATA),
    "own data: nothing said": PageType("/daten/{nothing_said}"),
    "own data: address": PageType(f"{_DATA}/adresse"),
    "own data: address with errors": PageType(f"{_DATA}/adresse", _send_no_address),
    "own data: new link": PageType(f"{_DATA}/neuer-link"),
    "own data: delete": PageType(f"{_DATA}/loeschen"),
    "own data: deleted": PageType("/daten/geloescht"),
    "own data: gone": PageType("/daten/unbekannt", status=404),
    "firm: ask for a link": PageType("/firma/anmelden"),
    "firm: link on its way": PageType("/firma/anmelden/unterwegs"),
    "firm: open the list": PageType("/firma/anmelden/{firm_sign_in}"),
    "firm: confirm the address": PageType("/firma/bestaetigen/{confirm_address}"),
    "firm: address confirmed": PageType("/firma/bestaetigt"),
    "questionnaire: gone": PageType("/fragebogen/unbekannt/ort", status=404),
    "question: number": PageType(f"{_ANSWERS}/frage/facts.investment_eur"),
    "question: yes or no": PageType(f"{_ANSWERS}/frage/facts.project_started"),
    "question: choice": PageType(f"{_ANSWERS}/frage/facts.collective_agreement"),
    "question: error": PageType(f"{_ANSWERS}/frage/facts.works_council", _save_without_answer),
    "question: place": PageType(f"{_EMPTY}/frage/municipality"),
    "question: candidates": PageType("/fragebogen/{somewhere}/frage/municipality"),
    "question: sector": PageType(f"{_ANSWERS}/frage/wz"),
    "question: employees": PageType(f"{_ANSWERS}/frage/employees"),
    "question: founded": PageType(f"{_ANSWERS}/frage/founded"),
    "question: legal form": PageType(f"{_ANSWERS}/frage/legal_form"),
    "question: chamber": PageType(f"{_ANSWERS}/frage/chamber"),
    "question: needs": PageType(f"{_ANSWERS}/frage/needs"),
    "result": PageType(_LIST),
    "result: what does not fit": PageType(_LIST, _open_details),
    "result: more": PageType(f"{_LIST}?anzahl=30&allgemein=1"),
    "result: hidden": PageType("/ergebnis/{care_service}?ausgeblendet=fai-nrw"),
    "result: nothing fits": PageType("/ergebnis/{nothing_fits}"),
    "result: nothing said": PageType("/ergebnis/{nothing_said}"),
    "result: offer": PageType(f"{_LIST}/angebot/bafa-eew-transformationsplan"),
    "result: offer to judge": PageType(
        f"{_LIST}/angebot/bafa-eew-transformationsplan", _open_judging
    ),
    "result: offer judged": PageType(
        "/ergebnis/{care_service}/angebot/make-it-in-germany-unternehmen"
    ),
    "result: offer not for them": PageType(f"{_LIST}/angebot/start4chem-labs"),
    "result: comparison": PageType("/ergebnis/{care_service}/vergleich"),
    "result: empty comparison": PageType("/ergebnis/{nothing_said}/vergleich"),
    "result: asked for advice": PageType("/ergebnis/{asked}"),
    "result: gone": PageType("/ergebnis/unbekannt", status=404),
    "offers": PageType("/angebote"),
    "offers: filtered": PageType("/angebote?q=Energie&art=grant&ort=Witten&stand=open"),
    "offers: nothing found": PageType("/angebote?q=qqqqxxxx&bedarf=export"),
    "offers: unknown place": PageType("/angebote?ort=Wittn"),
    "offers: second page": PageType("/angebote?seite=2"),
    "offer": PageType("/angebote/start4chem-labs"),
    "offer: with conditions": PageType("/angebote/meistergruendungspraemie-nrw"),
    "offer: unknown": PageType("/angebote/gibt-es-nicht", status=404),
    "offer: history": PageType("/angebote/start4chem-labs/verlauf"),
    "open data": PageType("/offene-daten"),
    "open data: narrowed": PageType("/offene-daten?bedarf=export&ort=Witten"),
    "open data: unknown place": PageType("/offene-daten?ort=Wittn+an+der+Ruhr"),
    "open data: quality": PageType("/offene-daten/guete"),
    "offer: as editors see it": _administrator("/angebote/bafa-eew-transformationsplan"),
    "offers to check": _administrator("/redaktion/pruefen"),
    "offers to check: one": _administrator(
        "/redaktion/pruefen?angebot=bafa-eew-transformationsplan&stand=geprueft"
    ),
    "offers to check: none": _administrator(
        "/redaktion/pruefen?quelle=editor&art=loan&ort=Witten&mit-hinweis=ja"
    ),
    "offer: archived": PageType("/angebote/amtlicher-text", status=410),
    "editing": _editor("/redaktion"),
    "editing: offers": _editor("/redaktion/angebote?q=energie"),
    "editing: no offers": _editor("/redaktion/angebote?q=qqqqxxxx"),
    "editing: archived offers": _editor("/redaktion/angebote?stand=archived"),
    "editing: offer": _editor("/redaktion/angebote/{changed_offer}?hinweis=neuere"),
    "editing: archived offer": _editor("/redaktion/angebote/amtlicher-text"),
    "editing: drafts": _editor(_DRAFTS),
    "editing: draft": _editor(f"{_DRAFTS}/{{built_draft}}?hinweis=gespeichert"),
    "editing: draft with mistakes": _editor(f"{_DRAFTS}/{{wrong_draft}}?pruefen=1"),
    "editing: draft of fixed texts": _editor(f"{_DRAFTS}/{{fixed_draft}}"),
    "editing: conditions": _editor(f"{_DRAFTS}/{{built_draft}}/bedingungen?pruefen=1"),
    "editing: no conditions": _editor(f"{_DRAFTS}/{{wrong_draft}}/bedingungen"),
    "editing: kinds of conditions": _editor(f"{_DRAFTS}/{{built_draft}}/bedingungen/neu"),
    "editing: questions": _editor(f"{_DRAFTS}/{{built_draft}}/bedingungen/neu?art=fact"),
    "editing: new condition": _editor(f"{_DRAFTS}/{{built_draft}}/bedingungen/neu?art=size"),
    "editing: condition": _editor(f"{_DRAFTS}/{{built_draft}}/bedingungen/1?pruefen=1"),
    "editing: unfinished condition": _editor(f"{_DRAFTS}/{{built_draft}}/bedingungen/2-2"),
    "editing: preview": _editor(f"{_DRAFTS}/{{behind_draft}}/vorschau"),
    "editing: preview with mistakes": _editor(f"{_DRAFTS}/{{wrong_draft}}/vorschau"),
    "editing: preview of what was handed in": _editor(f"{_DRAFTS}/{{handed_in_draft}}/vorschau"),
    "editing: conflict": _editor(f"{_DRAFTS}/{{behind_draft}}/konflikt"),
    "editing: two drafts": _editor(f"{_DRAFTS}/{{built_draft}}/vergleich/{{other_draft}}"),
    "dossier": _advisor(f"{_DOSSIER}?suche=Innovation&hinweis=konflikt"),
    "dossier: preface too long": _advisor(_DOSSIER, _write_a_long_preface),
    "dossier: given out": _advisor(f"{_DOSSIER}/ausgabe/{{dossier_issue}}?hinweis=ausgegeben"),
    "dossier: folder given out": _advisor(f"{_DOSSIER}/ausgabe/{{folder_issue}}?hinweis=mappe"),
    "dossier: folder before it is given out": _advisor(f"{_DOSSIER}/mappe?sprache=en&worte=ja"),
    "folder": PageType("/mappe/{folder}"),
    "folder: gone": PageType(f"/mappe/{_UNKNOWN}", status=404),
    "report": PageType("/angebote/start4chem-labs/angabe-falsch"),
    "report: errors": PageType("/angebote/start4chem-labs/angabe-falsch", _send_an_empty_report),
    "report: thanks": PageType("/angebote/start4chem-labs/angabe-falsch", _send_a_report),
}
