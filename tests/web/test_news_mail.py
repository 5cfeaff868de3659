"""Digest mails: what they say to whom, in both languages, and the same as text and as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from matcher.digest.values import Digest, News
from matcher.reason import Reason
from offers.differences import Change
from tests.fixtures.apps import running_app
from tests.fixtures.pages import parse, text_of
from tests.web.news_mail_world import (
    ADDRESS,
    KINDS,
    LICENSE,
    MAIL,
    TOKEN,
    digest,
    in_language,
    item,
    matched,
    moved_deadline,
    news,
    over,
    person,
    prepared,
    reminder,
    reminders,
    strange,
    written,
)
from web.letters import Letter
from web.use_cases.digests.kinds import Rhythm
from web.use_cases.digests.prepared import (
    DueReminders,
    FirmNews,
    FirstList,
    Prepared,
    QuietNews,
)

if TYPE_CHECKING:
    from flask import Flask

SINCE = date(2026, 11, 16)
LANGUAGES = ("de", "en")


@pytest.fixture(scope="module")
def app(filled_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The service of an operator with a name."""
    path = tmp_path_factory.mktemp("mails") / "mails.sqlite3"
    operator = {"operator_name": "Stadt Witten", "operator_street": "Marktstraße 16"}
    with running_app(filled_template, path, **MAIL, **operator) as made:
        yield made


def firm_news(*items: object, **values: object) -> Prepared:
    """News about these items."""
    return prepared(FirmNews(digest=digest(*items), since=SINCE), **values)  # type: ignore[arg-type]


def read(html: str) -> str:
    """What a reader sees of the HTML."""
    body = parse(html).find("body")
    assert body is not None
    return text_of(body)


@pytest.mark.parametrize(
    ("purpose", "list_name"),
    [
        ("news_first", "neuigkeiten"),
        ("news", "neuigkeiten"),
        ("news_quiet", "neuigkeiten"),
        ("news_reminder", "fristen"),
        ("news_region", "gebiet"),
        ("news_report", "bericht"),
    ],
)
def test_a_letter_knows_what_it_is_for_and_how_it_is_ended(
    app: Flask, purpose: str, list_name: str
) -> None:
    mail = KINDS[purpose]()

    letter = written(app, mail)

    assert (letter.cause, letter.purpose, letter.list_name) == (mail.cause, purpose, list_name)
    assert letter.recipient == mail.recipient.email
    assert letter.unsubscribe == f"{MAIL['public_url']}/neuigkeiten/{TOKEN}/abmelden"
    assert (letter.company_id, letter.person_id) == (
        mail.recipient.company_id,
        mail.recipient.person_id,
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("purpose", KINDS)
def test_text_and_html_say_the_same(app: Flask, purpose: str, language: str) -> None:
    letter = written(app, in_language(KINDS[purpose](), language))
    shown = read(letter.html)
    lines = [re.sub(r"^(\* |- |--$)", "", line.strip()) for line in letter.text.splitlines()]

    told = [re.sub(r":? ?https://.*", "", line) for line in lines]
    assert [line for line in told if line and line.lower() not in shown.lower()] == []


@pytest.mark.parametrize("purpose", KINDS)
def test_the_english_mail_has_no_german_sentence(app: Flask, purpose: str) -> None:
    letter = written(app, in_language(KINDS[purpose](), "en"))
    text = letter.subject + re.sub(r"https://\S+", "", letter.text)

    assert not re.findall(r"\b(Sie|nicht|Ihre?|Ihrem|Angebote|Frist|weitere)\b", text)


@pytest.mark.parametrize("purpose", KINDS)
def test_the_same_mail_is_written_the_same_way_each_time(app: Flask, purpose: str) -> None:
    assert written(app, KINDS[purpose]()) == written(app, KINDS[purpose]())


def test_news_stand_under_what_they_are_with_reasons_deadline_and_amount(app: Flask) -> None:
    text = written(app, news()).text

    new, changed, ended = (text.index(word) for word in ("NEU FÜR SIE", "GEÄNDERT", "VORBEI"))
    assert new < changed < ended
    assert "Passt zu Ihrem Anliegen: Energieeffizienz." in text[new:changed]
    assert "Nächste Frist: 6. Dezember 2026 (noch 14 Tage): Anmeldung" in text[new:changed]
    assert "Leistung: bis 90.000 Euro, 40 % der Kosten" in text[changed:ended]
    assert "Frist geändert: bisher 31. Januar 2027, jetzt 31. März 2027." in text[changed:ended]
    assert "Sie haben sich dieses Angebot gemerkt." in text[changed:ended]
    assert "Das Angebot ist beendet." in text[ended:]


def test_what_is_new_says_what_it_is_and_what_is_known_does_not_say_it_again(app: Flask) -> None:
    said = "Fachleute messen Ihre Druckluft."
    new = item("check")
    described = replace(new, offer=new.offer.model_copy(update={"summary": said}))

    text = written(app, firm_news(described)).text
    assert f"Effizienz-Agentur NRW: Beratung\n  {said}\n  - Passt zu" in text
    known = replace(described, news=News.CHANGED)
    assert said not in written(app, firm_news(known)).text


def test_who_may_not_have_begun_is_told_once(app: Flask) -> None:
    open_question = item("plan")
    found = matched("plan", conditions=None)
    settled = replace(open_question, offer=found.offer, match=found)
    words = "Wichtig: Stellen Sie den Antrag, bevor Sie beginnen"

    assert words in written(app, firm_news(settled)).text
    asked = written(app, firm_news(open_question)).text
    assert words not in asked
    assert "Der Antrag muss vor Beginn" in asked
    assert words not in written(app, firm_news(item("check"))).text


def test_a_doubtful_offer_names_what_is_open_instead_of_a_verdict(app: Flask) -> None:
    text = written(app, firm_news(item("plan"))).text

    assert "Nach Ihren Angaben noch zu klären:\n  - Der Antrag muss vor Beginn" in text
    assert "Einschätzung" not in text
    assert "Einschätzung: passt nach Ihren Angaben" in written(app, firm_news(item("check"))).text


def test_an_offer_that_fits_no_more_says_why_not_instead_of_why(app: Flask) -> None:
    lost = matched("plan", territory=["Bayern"])
    moved = replace(item("plan", News.CHANGED), offer=lost.offer, match=lost)
    text = written(app, firm_news(moved)).text
    assert "(Bayern); Ihr Standort Witten liegt nicht darin." in text
    assert "Passt zu Ihrem Anliegen" not in text
    assert "Einschätzung: passt nicht" in text


def test_each_offer_leads_to_its_page_for_the_firm_and_can_be_dismissed(app: Flask) -> None:
    text = written(app, firm_news(item("check"))).text

    assert f"{MAIL['public_url']}/ergebnis/{TOKEN}/angebot/check\n" in text
    assert f"/neuigkeiten/{TOKEN}/angebot/check/nicht-interessant\n" in text


def test_an_offer_that_is_gone_leads_to_its_public_page_and_needs_no_dismissing(app: Flask) -> None:
    text = written(app, firm_news(over())).text

    assert f"{MAIL['public_url']}/angebote/gone\n" in text
    assert "angebot/gone" not in text
    assert "Interessiert mich nicht" not in text


def test_the_question_leads_to_its_page(app: Flask) -> None:
    text = written(app, news()).text

    assert "Haben Sie mit dem Vorhaben schon begonnen?" in text
    assert "ob 3 Angebote zu Ihnen passen" in text
    assert f"/fragebogen/{TOKEN}/frage/facts.project_started" in text


def test_what_had_no_room_is_counted(app: Flask) -> None:
    assert "Für 2 weitere Neuigkeiten war hier kein Platz." in written(app, news()).text
    assert "kein Platz" not in written(app, firm_news(item("check"))).text


def test_what_else_stands_in_a_first_list_is_no_news(app: Flask) -> None:
    best = FirstList(digest=digest(item("check", News.BEST), more=134), next_day=None)
    text = written(app, prepared(best)).text
    assert "Neuigkeiten war" not in text
    assert "Alle Angebote, die heute zu Ihnen passen" in text


@pytest.mark.parametrize("license_info", ["", LICENSE])
def test_the_words_of_a_source_stand_with_their_licence(app: Flask, license_info: str) -> None:
    letter = written(app, firm_news(strange("Titel", license_info=license_info)))

    assert (LICENSE in letter.text) == bool(license_info)
    assert (LICENSE in read(letter.html)) == bool(license_info)


def test_the_first_list_says_from_when_on_news_will_come(app: Flask) -> None:
    first = KINDS["news_first"]()
    never = replace(first, content=replace(first.content, next_day=None))  # type: ignore[type-var]

    assert "Ab Montag, 30. November 2026, schreiben wir Ihnen" in written(app, first).text
    assert "nur noch, wenn eine Frist näher rückt" in written(app, never).text


def test_a_first_list_may_be_empty(app: Flask) -> None:
    empty = FirstList(digest=Digest(items=()), next_day=date(2026, 11, 30))
    letter = written(app, prepared(empty))

    assert letter.subject == "Heute passt kein Angebot, wir suchen weiter"
    assert "keines für Ihr Anliegen" in letter.text


def test_quiet_news_say_how_they_are_set_and_where_to_change_that(app: Flask) -> None:
    text = written(app, KINDS["news_quiet"]()).text

    assert "Wie oft: jeden Montag" in text
    assert "Themen: Grüne, klimaneutrale Produktion; Energieeffizienz" in text
    assert "Fristerinnerungen: an" in text
    assert f"Einstellungen ändern: {MAIL['public_url']}/neuigkeiten/{TOKEN}\n" in text


def test_quiet_news_for_an_advisor_are_about_the_territory(app: Flask) -> None:
    quiet = prepared(QuietNews(since=date(2026, 8, 24), topics=()), **person("advisor"))
    text = written(app, quiet).text

    assert "ist in Ihrem Gebiet kein Angebot dazugekommen" in text
    assert "Themen" not in text
    assert "/ergebnis/" not in text


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (30, "Noch 30 Tage, bis Sonntag, 6. Dezember 2026: Anmeldung"),
        (1, "Noch ein Tag, bis Sonntag, 6. Dezember 2026: Anmeldung"),
        (0, "Heute, bis Sonntag, 6. Dezember 2026: Anmeldung"),
    ],
)
def test_a_reminder_says_how_much_time_is_left(app: Flask, left: int, words: str) -> None:
    assert words in written(app, prepared(DueReminders(reminders=(reminder(left=left),)))).text


def test_reminders_stand_in_the_order_of_their_deadlines_and_say_why_they_come(app: Flask) -> None:
    text = written(app, reminders()).text

    assert text.index("Energie-Check") < text.index("Transformationsplan")
    assert "Sie haben sich dieses Angebot gemerkt." in text
    assert "Es gehört zu den ersten fünf in Ihrer Liste." in text


def test_reminders_are_not_sent_after_the_last_of_their_deadlines(app: Flask) -> None:
    assert written(app, reminders()).expires_utc == datetime(2026, 12, 22, 23, 0, tzinfo=UTC)
    assert written(app, news()).expires_utc is None


def test_a_summer_deadline_ends_by_summer_time(app: Flask) -> None:
    due = DueReminders(reminders=(reminder(day=date(2027, 7, 1)),))

    assert written(app, prepared(due)).expires_utc == datetime(2027, 7, 1, 22, 0, tzinfo=UTC)


def test_an_advisor_reads_what_is_new_what_ended_and_what_is_missing(app: Flask) -> None:
    text = written(app, KINDS["news_region"]()).text

    assert "Guten Tag Jana Weiß," in text
    assert "3 weitere neue Angebote stehen auf unseren Seiten." in text
    assert "- Internationalisierung, Außenwirtschaft: 12 Unternehmen" in text
    assert f"{MAIL['public_url']}/konto/nachrichten" in text
    assert "/ergebnis/" not in text


def test_the_report_has_numbers_and_classes_of_errors(app: Flask) -> None:
    letter = written(app, KINDS["news_report"]())

    assert letter.subject == "981 Nachrichten verschickt, 2 fehlgeschlagen"
    assert "Verschickt: 980" in letter.text
    assert "KeyError: 2-mal" in letter.text
    assert "Fertig: noch nicht" in letter.text
    assert f"{MAIL['public_url']}/verwaltung/nachrichten" in letter.text


def test_the_footer_says_why_one_gets_it_who_writes_and_warns_of_the_links(app: Flask) -> None:
    text = written(app, news()).text.partition("\n-- \n")[2]

    assert "bestellt haben: jeden Montag, mit Fristerinnerungen." in text
    assert "Geben Sie sie nur an Personen weiter, die das dürfen." in text
    assert f"Abbestellen: {MAIL['public_url']}/neuigkeiten/{TOKEN}/abmelden" in text
    assert "Angebotslotse\nStadt Witten\nMarktstraße 16\n" in text
    assert f"Impressum: {MAIL['public_url']}/impressum" in text


def test_who_wants_reminders_only_is_told_so(app: Flask) -> None:
    due = DueReminders(reminders=(reminder(),))
    text = written(app, prepared(due, rhythm=Rhythm.NEVER)).text

    assert "bestellt haben: nur Fristerinnerungen." in text


@pytest.mark.parametrize("purpose", KINDS)
def test_neither_the_address_nor_the_company_stands_in_a_mail(app: Flask, purpose: str) -> None:
    letter = written(app, KINDS[purpose]())

    for part in (letter.subject, letter.text, letter.html, letter.unsubscribe):
        assert ADDRESS not in part
        assert not re.search(r"\w@\w", part)


SUBJECTS: tuple[tuple[str, Prepared, str], ...] = (
    (
        "several pieces of news by their numbers",
        firm_news(
            item("check"), item("digital"), item("plan", News.CHANGED, changes=moved_deadline())
        ),
        "2 neue Angebote, 1 geänderte Frist für Ihr Unternehmen",
    ),
    (
        "all kinds of news without more words",
        firm_news(
            item("check"),
            item("plan", News.CHANGED, changes=moved_deadline()),
            item("digital", News.CHANGED, changes=(Change("terms.changed", {"fields": ()}),)),
            over(),
        ),
        "1 neues Angebot, 1 geänderte Frist, 1 geändertes Angebot, 1 beendetes Angebot",
    ),
    (
        "one new offer by its title",
        firm_news(item("check")),
        "Neu für Ihr Unternehmen: Energie-Check für kleine Betriebe",
    ),
    (
        "one changed deadline by its title",
        firm_news(item("plan", News.CHANGED, changes=moved_deadline())),
        "Frist geändert: Transformationsplan für die klimaneutrale Produktion",
    ),
    ("one ended offer by its title", firm_news(over()), "Vorbei: Gründungswettbewerb Ruhr"),
    (
        "a long title up to a word",
        firm_news(
            strange("Förderung von Vorhaben zur Dekarbonisierung der Industrie im Ruhrgebiet")
        ),
        "Neu für Ihr Unternehmen: Förderung von Vorhaben zur Dekarbonisierung der …",
    ),
    (
        "a long title that nobody may change not at all",
        firm_news(
            strange(
                "Förderung von Vorhaben zur Dekarbonisierung der Industrie im Ruhrgebiet",
                license_info=LICENSE,
            )
        ),
        "1 neues Angebot für Ihr Unternehmen",
    ),
    (
        "one deadline by its offer",
        prepared(DueReminders(reminders=(reminder(),))),
        "Noch 14 Tage: Antragsfrist von Energie-Check für kleine Betriebe",
    ),
    ("several deadlines by the next one", reminders(), "2 Fristen, die nächste: noch 14 Tage"),
    (
        "a territory by numbers",
        KINDS["news_region"](),
        "5 neue Angebote, 2 beendete Angebote in Ihrem Gebiet",
    ),
    (
        "a quiet quarter",
        KINDS["news_quiet"](),
        "Nichts Neues seit dem 24. August 2026: so ist es eingestellt",
    ),
)


@pytest.mark.parametrize(
    ("mail", "subject"), [case[1:] for case in SUBJECTS], ids=[case[0] for case in SUBJECTS]
)
def test_the_subject_says_what_is_inside(app: Flask, mail: Prepared, subject: str) -> None:
    assert written(app, mail).subject == subject


def test_an_offer_whose_words_are_too_long_is_named_by_its_provider(app: Flask) -> None:
    found = matched("check")
    long = found.offer.model_copy(update={"title": "Beratung " * 1111})
    letter = written(app, firm_news(replace(item("check"), offer=long)))

    assert "Angebot von Effizienz-Agentur NRW" in letter.text
    assert "Beratung Beratung" not in letter.text


def test_a_sentence_that_is_too_long_is_counted_instead(app: Flask) -> None:
    long = Change("provider.changed", {"before": "a", "after": "b" * 10_000})
    letter = written(app, firm_news(item("plan", News.CHANGED, changes=(*moved_deadline(), long))))

    assert "Eine weitere Änderung steht auf der Seite des Angebots." in letter.text
    assert len(letter.html) < 40_000


def test_reasons_of_the_matcher_have_words_here(app: Flask) -> None:
    closed = replace(over(), over=Reason("closed.deadlines", {"date": date(2026, 11, 20)}))
    letter: Letter = written(app, firm_news(closed))

    assert "20. November 2026" in letter.text
