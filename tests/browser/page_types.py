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


def _editor(path: str) -> PageType:
    return PageType(path, session="editor")


_ANSWERS = "/fragebogen/{metal_works}"
_EMPTY = "/fragebogen/{nothing_said}"
_LIST = "/ergebnis/{metal_works}"
_DATA = "/daten/{care_service}"
_DRAFTS = "/redaktion/entwuerfe"
_NEWS = "/neuigkeiten/{{{}}}"
_OF_AN_OFFER = "/angebot/start4chem-labs/nicht-interessant"
_UNKNOWN = "x" * 43
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
    "report": PageType("/angebote/start4chem-labs/angabe-falsch"),
    "report: errors": PageType("/angebote/start4chem-labs/angabe-falsch", _send_an_empty_report),
    "report: thanks": PageType("/angebote/start4chem-labs/angabe-falsch", _send_a_report),
}
