"""The pages of news by e-mail, as a firm, a mail program and a link scanner see them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import select

from models.digest import DigestSubscription
from models.mail import MailState
from models.session import reading
from tests.fixtures.apps import NOW
from tests.fixtures.pages import Page, PageClient
from tests.web.news_world import LINKS, OFFER, compose, everything, receives, request, row_of, tell
from tests.web.own_data_world import EMAIL, author, company, last_link, mailing_app, mails
from tests.web.result_world import METAL_WORKS, stored
from tests.web.test_news_subscribing import advisor_with_news
from web.consents import Purpose
from web.current import services_of
from web.tokens import new_token
from web.use_cases.digests import subscribing
from web.use_cases.digests.links import key_of, secret_of
from web.use_cases.digests.subscribing import Wishes
from web.use_cases.firms import profiles
from web.use_cases.signing_in.mail_floods import MOST_AN_HOUR

SETTINGS = {"wie-oft": "woechentlich", "wochentag": "1", "fristen": "ja"}
FORM = {**SETTINGS, "email": EMAIL, "einwilligung": "ja"}
World = tuple[Flask, PageClient]


@pytest.fixture
def mailing(filled_template: Path, tmp_path: Path) -> Iterator[World]:
    """The service that can send mail, and a browser."""
    with mailing_app(filled_template, tmp_path / "app.sqlite3") as found:
        yield found


def engine_of(world: World) -> Engine:
    """The database."""
    return services_of(world[0]).engine


def path(token: str, rest: str = "") -> str:
    """An address of the pages."""
    return f"/neuigkeiten/{token}{rest}"


def subscribe(world: World, token: str, status: int = 200, **fields: object) -> Page:
    """Fill in the form."""
    values = {name: value for name, value in {**FORM, **fields}.items() if value is not None}
    return world[1].post(path(token), values, status=status)


def subscribed(world: World) -> tuple[str, str]:
    """A firm that subscribed by the pages: the token of its answers, the secret of its mails."""
    app, page = world
    token = stored(app, METAL_WORKS)
    subscribe(world, token)
    link = last_link(engine_of(world), "news_confirm")
    after = page.post(path("bestaetigen", f"/{link}"), {})
    assert after.h1 == "Neuigkeiten per E-Mail"
    return token, secret(world, token)


def secret(world: World, token: str) -> str:
    """The secret of the links in a firm's mails."""
    settings = services_of(world[0]).settings
    key = key_of(settings.secret_key.get_secret_value())
    return secret_of(row_of(engine_of(world), token).nonce, key=key)


def test_from_the_list_to_a_confirmed_subscription(mailing: World) -> None:
    app, page = mailing
    token = stored(app, METAL_WORKS)
    listed = page.get(f"/ergebnis/{token}")
    href = listed.links()["Neuigkeiten per E-Mail bekommen"]
    form = page.get(href)
    assert form.form_values()["wie-oft"] == "woechentlich"

    sent = page.submit(form, href, {"email": EMAIL, "einwilligung": "ja"})

    assert "Wir haben Ihnen eine E-Mail geschickt" in sent.text
    assert f"Bitte öffnen Sie die E-Mail an {EMAIL}" in sent.text
    assert "in wenigen Minuten, spätestens morgen, eine erste Nachricht" in sent.text
    assert "am Dienstag, 24. November 2026" in sent.text
    assert "noch nicht bestätigt" in page.get(f"/ergebnis/{token}").text

    (mail,) = mails(engine_of(mailing))
    assert (mail.purpose, mail.recipient, mail.html) == ("news_confirm", EMAIL, "")
    assert "gilt bis 25. November 2026, 12:00" in mail.text
    assert "jeden Dienstag" in mail.text
    link = re.search(r"https://angebote\.example\.org(/neuigkeiten/bestaetigen/\S+)", mail.text)
    assert link

    asked = page.get(link[1])
    assert "jeden Dienstag" in asked.text
    assert not subscribing_of(mailing, token).has_begun
    done = page.submit(asked, link[1], {})

    assert "Bestätigt: Es kommen Nachrichten" in done.text
    assert "Die erste kommt in wenigen Minuten" in done.text
    assert subscribing_of(mailing, token).has_begun
    assert f"Neuigkeiten per E-Mail gehen an {EMAIL}" in page.get(f"/ergebnis/{token}").text


def subscribing_of(world: World, token: str) -> subscribing.Standing:
    """How a firm's news stand."""
    found = subscribing.standing(engine_of(world), token, NOW)
    assert found is not None
    return found


def test_the_form_knows_the_address_that_is_known(mailing: World) -> None:
    app, page = mailing
    token = stored(app, METAL_WORKS)
    page.post(f"/daten/{token}/adresse", {"email": EMAIL, "einwilligung": "ja"})

    form = page.get(path(token))

    assert form.form_values()["email"] == EMAIL
    assert f"Bisher ist es {EMAIL}" in form.text
    assert "Ressourceneffizienz" in form.text or "Energieeffizienz" in form.text


@pytest.mark.parametrize(
    ("typed", "sent_to"),
    [
        ("info@bücher.example", "info@xn--bcher-kva.example"),
        ("info+foerderung@firma-beispiel.de", "info+foerderung@firma-beispiel.de"),
        ("  Info@Firma-Beispiel.DE ", "info@firma-beispiel.de"),
        ("wer@gibt-es-sicher-nicht-4711.de", "wer@gibt-es-sicher-nicht-4711.de"),
    ],
)
def test_odd_but_possible_addresses_are_sent_to(mailing: World, typed: str, sent_to: str) -> None:
    token = stored(mailing[0], METAL_WORKS)

    subscribe(mailing, token, email=typed)

    assert [mail.recipient for mail in mails(engine_of(mailing))] == [sent_to]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Bitte prüfen Sie die E-Mail-Adresse"),
        ("nur-ein-name", "Bitte prüfen Sie die E-Mail-Adresse"),
        ("müller@bücher.example", "mit Umlauten oder anderen Sonderzeichen vor dem @"),
        ("a@b.de\r\nBcc: opfer@firma-beispiel.de", "Bitte prüfen Sie die E-Mail-Adresse"),
        ("a@b.de\nBcc: opfer@firma-beispiel.de", "Bitte prüfen Sie die E-Mail-Adresse"),
        ("a\u2028b@firma-beispiel.de", "Bitte prüfen Sie die E-Mail-Adresse"),
        ("a@firma-beispiel.de, b@firma-beispiel.de", "Bitte prüfen Sie die E-Mail-Adresse"),
        ("x" * 400 + "@firma-beispiel.de", "Bitte prüfen Sie die E-Mail-Adresse"),
        ("<script>@firma-beispiel.de", "Bitte prüfen Sie die E-Mail-Adresse"),
    ],
)
def test_what_no_mail_can_go_to_is_refused(mailing: World, typed: str, says: str) -> None:
    token = stored(mailing[0], METAL_WORKS)

    page = subscribe(mailing, token, 422, email=typed)

    assert says in page.text
    assert page.title.startswith("Fehler:")
    assert mails(engine_of(mailing)) == []


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"wie-oft": None}, "wie oft"),
        ({"wie-oft": "stündlich"}, "wie oft"),
        ({"wochentag": "5"}, "Wochentag"),
        ({"wochentag": "99999999999"}, "Wochentag"),
        ({"einwilligung": None}, "kreuzen Sie das Feld an"),
        ({"wie-oft": "nie", "fristen": None}, "So würde nie etwas kommen"),
    ],
)
def test_what_cannot_be_is_said_with_what_to_do(
    mailing: World, changed: dict[str, object], says: str
) -> None:
    token = stored(mailing[0], METAL_WORKS)

    page = subscribe(mailing, token, 422, **changed)

    assert says in page.text
    assert mails(engine_of(mailing)) == []


def test_unknown_topics_count_as_not_ticked(mailing: World) -> None:
    token = stored(mailing[0], METAL_WORKS)

    subscribe(mailing, token, themen=["export", "gibt-es-nicht", "export"])

    assert row_of(engine_of(mailing), token).topics == ["export"]


def test_a_service_without_mail_says_so(app: Flask, page: PageClient) -> None:
    token = stored(app, METAL_WORKS)

    assert "verschickt zurzeit keine E-Mails" in page.get(path(token)).text


def test_saving_says_when_the_next_message_comes(mailing: World) -> None:
    page = mailing[1]
    token, _ = subscribed(mailing)
    shown = page.get(path(token))
    values = {"wie-oft": "monatlich", "wochentag": "4", "themen": ["export"]}
    csrf = page.token(path(token))

    saved = page.post(path(token), {**values, "csrf_token": csrf})

    assert "jeden Dienstag" in shown.text
    assert "Gespeichert: Es kommen Nachrichten" in saved.text
    assert "Die nächste Nachricht kommt am Freitag, 4. Dezember 2026" in saved.text
    assert "Fristerinnerungen sind ausgeschaltet" in saved.text
    assert "Außenwirtschaft" in saved.text or "Export" in saved.text


def test_settings_that_cannot_be_are_refused(mailing: World) -> None:
    page = mailing[1]
    token, _ = subscribed(mailing)
    before = everything(engine_of(mailing))

    wrong = page.post(path(token), {"wie-oft": "nie", "wochentag": "1"}, status=422)

    assert "So würde nie etwas kommen" in wrong.text
    assert everything(engine_of(mailing)) == before


def test_another_address_is_asked_for_confirmation(mailing: World) -> None:
    page = mailing[1]
    token, _ = subscribed(mailing)

    asked = page.post(
        path(token, "/adresse"),
        {
            "email": "neu@firma-beispiel.de",
            "csrf_token": page.token(path(token)),
        },
    )

    assert "Bitte öffnen Sie die E-Mail an neu@firma-beispiel.de" in asked.text
    assert "Dann gehen die Nachrichten dort weiter" in asked.text
    assert receives(engine_of(mailing), token) == ""

    link = last_link(engine_of(mailing), "news_confirm")
    moved = page.post(path("bestaetigen", f"/{link}"), {})
    assert "Bestätigt: Die Nachrichten gehen jetzt an diese Adresse" in moved.text
    assert "Die erste kommt" not in moved.text


def test_an_address_that_is_none_is_refused_and_shown_again(mailing: World) -> None:
    page = mailing[1]
    token, _ = subscribed(mailing)

    wrong = page.post(
        path(token, "/adresse"),
        {
            "email": "nichts",
            "csrf_token": page.token(path(token)),
        },
        status=422,
    )

    assert "Bitte prüfen Sie die E-Mail-Adresse" in wrong.text
    assert [field.get("value") for field in wrong.all("input", id="email")] == ["nichts"]


def test_the_mail_is_sent_again_only_so_often(mailing: World) -> None:
    page = mailing[1]
    token = stored(mailing[0], METAL_WORKS)
    subscribe(mailing, token)
    again = {"email": EMAIL, "csrf_token": page.token(path(token))}
    for _ in range(MOST_AN_HOUR - 1):
        page.post(path(token, "/adresse"), again)

    refused = page.post(path(token, "/adresse"), again, status=422)

    assert "versuchen Sie es in einer Stunde" in refused.text


def test_a_used_link_says_so_and_a_past_one_what_to_do(mailing: World) -> None:
    app, page = mailing
    token = stored(app, METAL_WORKS)
    subscribe(mailing, token)
    link = path("bestaetigen", f"/{last_link(engine_of(mailing), 'news_confirm')}")
    csrf = page.token(link)
    page.post(link, {"csrf_token": csrf})

    again = page.post(link, {"csrf_token": csrf})
    assert again.h1 == "Sie haben schon bestätigt"
    assert page.get(link).h1 == again.h1

    gone = page.get(path("bestaetigen", f"/{new_token()}"), status=404)
    assert "Auf dem Laufenden bleiben" in gone.text
    assert "/firma/anmelden" in gone.links().values()


def test_leaving_by_the_link_of_a_mail(mailing: World) -> None:
    page = mailing[1]
    token, link = subscribed(mailing)
    page.client.delete_cookie("session")

    asked = page.get(path(link, "/abmelden"))
    assert asked.h1 == "Nachrichten beenden?"
    gone = page.submit(asked, path(link, "/abmelden"), {})

    assert gone.h1 == "Es kommen keine Nachrichten mehr"
    assert row_of(engine_of(mailing), token).ended_utc == NOW
    assert page.get(path(link, "/abmelden")).h1 == gone.h1
    assert page.get(gone.links()["Wieder bestellen"]).h1 == "Neuigkeiten per E-Mail"
    assert page.get(gone.links()["Zu Ihrer Liste"]).status == 200


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_mail_program_leaves_by_one_click_without_cookie_or_form_token(
    mailing: World, kind: str
) -> None:
    app = mailing[0]
    token, link = subscribed(mailing)
    program = app.test_client()

    answers = [
        program.post(
            path(link, "/abmelden"), data={"List-Unsubscribe": "One-Click"}, content_type=kind
        )
        for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert row_of(engine_of(mailing), token).ended_utc == NOW


def test_an_advisor_leaves_the_same_way(mailing: World) -> None:
    app, page = mailing
    services = services_of(app)
    link = advisor_with_news(services.engine)

    assert page.get(path(link), follow=False, status=302).response.headers["Location"] == (
        "/konto/nachrichten"
    )
    asked = page.get(path(link, "/abmelden"))
    gone = page.submit(asked, path(link, "/abmelden"), {})

    assert gone.links()["Zu Ihrem Konto"] == "/konto/nachrichten"
    page.get(path(link, f"/angebot/{OFFER}/nicht-interessant"), status=404)


def test_only_leaving_works_without_a_form_token(mailing: World) -> None:
    app = mailing[0]
    token, link = subscribed(mailing)
    program = app.test_client()
    before = everything(engine_of(mailing))
    posts = [rule.rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    ours = [rule for rule in posts if rule.startswith("/neuigkeiten/")]

    refused = {
        rule: program.post(
            rule.replace("<string:token>", link).replace("<string:offer_id>", OFFER)
        ).status_code
        for rule in ours
        if not rule.endswith("/abmelden")
    }

    assert len(refused) == 5
    assert set(refused.values()) == {400}
    assert everything(engine_of(mailing)) == before


def test_many_who_leave_from_one_mail_provider_are_not_kept_out(
    filled_template: Path, tmp_path: Path
) -> None:
    with mailing_app(filled_template, tmp_path / "app.sqlite3", form_rate="3 per minute") as world:
        app, _ = world
        engine = services_of(app).engine
        token = stored(app, METAL_WORKS)
        subscribing.subscribe(engine, token, Wishes(), request(), compose(EMAIL), by=author())
        program = app.test_client()
        click = {"List-Unsubscribe": "One-Click"}

        answers = [
            program.post(path(new_token(), "/abmelden"), data=click).status_code for _ in range(9)
        ]
        last = program.post(
            path(secret_of(row_of(engine, token).nonce, key=LINKS), "/abmelden"), data=click
        )

        assert set(answers) == {404}
        assert last.status_code == 200
        assert program.post(path(token)).status_code == 400


def test_dismissing_from_a_mail_and_taking_it_back(mailing: World) -> None:
    page = mailing[1]
    token, link = subscribed(mailing)
    here = path(link, f"/angebot/{OFFER}/nicht-interessant")

    asked = page.get(here)
    assert asked.h1 == "Interessiert Sie dieses Angebot nicht?"
    hidden = page.submit(asked, here, {})
    assert hidden.h1 == "Dieses Angebot nennen wir nicht mehr"
    assert hidden_offers(mailing, token) == (OFFER,)

    back = page.submit(hidden, path(link, f"/angebot/{OFFER}/wieder-anzeigen"), {})
    assert back.h1 == asked.h1
    assert "Zurückgenommen: " in back.text
    assert "Zurückgenommen: " not in asked.text
    assert hidden_offers(mailing, token) == ()
    assert page.get(path(token, f"/angebot/{OFFER}/nicht-interessant")).h1 == asked.h1


def hidden_offers(world: World, token: str) -> tuple[str, ...]:
    """What a firm hides."""
    found = profiles.load(engine_of(world), token, NOW)
    assert found is not None
    return found.dismissed


def test_an_offer_that_left_the_catalogue_needs_no_dismissing(mailing: World) -> None:
    app, page = mailing
    token, link = subscribed(mailing)
    here = path(link, f"/angebot/{OFFER}/nicht-interessant")
    csrf = page.token(here)

    gone = page.get(path(link, "/angebot/gibt-es-nicht/nicht-interessant"), status=404)

    assert "steht nicht mehr im Katalog" in gone.text
    for last in ("nicht-interessant", "wieder-anzeigen"):
        there = path(link, f"/angebot/gibt-es-nicht/{last}")
        page.post(there, {"csrf_token": csrf}, status=404)
    assert hidden_offers(mailing, token) == ()


@pytest.mark.parametrize(
    "rest", ["", "/abmelden", "/vorschau", f"/angebot/{OFFER}/nicht-interessant"]
)
def test_an_unknown_token_finds_nothing(page: PageClient, rest: str) -> None:
    page.get(path(new_token(), rest), status=404)
    page.get(path("short", rest), status=404)


def test_a_scanner_that_follows_every_link_changes_nothing(mailing: World) -> None:
    app, page = mailing
    engine = engine_of(mailing)
    token, link = subscribed(mailing)
    tell(engine, token, state=MailState.SENT)
    waiting = stored(app, METAL_WORKS)
    subscribe(mailing, waiting, email="andere@firma-beispiel.de")
    starts = [
        path(waiting),
        path(token),
        path(link),
        path(link, "/abmelden"),
        path(link, f"/angebot/{OFFER}/nicht-interessant"),
        f"/ergebnis/{link}",
        f"/daten/{token}",
        *links_in_mails(engine),
    ]
    before = everything(engine)

    followed = follow(app, starts, most=150)

    assert len(followed) > 60
    assert any("/bestaetigen/" in each for each in followed)
    assert any(each.endswith("/nicht-interessant") for each in followed)
    assert everything(engine) == before


def links_in_mails(engine: Engine) -> list[str]:
    """Paths of all links in all stored mails."""
    texts = " ".join(mail.text for mail in mails(engine))
    return re.findall(r"https://angebote\.example\.org(/\S+)", texts)


def follow(app: Flask, starts: list[str], *, most: int) -> set[str]:
    """What a program has opened that opens every link of every page, without cookies."""
    scanner, waiting, seen = app.test_client(use_cookies=False), list(starts), set[str]()
    while waiting and len(seen) < most:
        here = waiting.pop(0).split("#")[0]
        if here in seen or not here.startswith("/"):
            continue
        seen.add(here)
        answer = scanner.get(here, follow_redirects=True)
        assert answer.status_code < 500, here
        if answer.mimetype != "text/html":
            answer.close()
            continue
        found = re.findall(r'(?:href|action)="([^"]+)"', answer.get_data(as_text=True))
        waiting += [each.replace("&amp;", "&") for each in found if each not in seen]
    return seen


def test_own_data_say_how_news_stand(mailing: World) -> None:
    page = mailing[1]
    token, link = subscribed(mailing)
    tell(engine_of(mailing), token, state=MailState.SENT)

    shown = page.get(f"/daten/{token}")

    assert "Bestellt am 22. November 2026, bestätigt am 22. November 2026" in shown.text
    assert "Rhythmus: jeden Dienstag" in shown.text
    assert "Eine Nachricht wurde verschickt, am 22. November 2026" in shown.text
    assert shown.links()["Ändern oder beenden"] == path(token)
    assert "enden auch die Neuigkeiten" in shown.text
    page.client.post(path(link, "/abmelden"))
    assert "Beendet am 22. November 2026" in page.get(f"/daten/{token}").text


def test_deletion_says_that_news_went_with_the_answers(mailing: World) -> None:
    page = mailing[1]
    token, link = subscribed(mailing)
    tell(engine_of(mailing), token, state=MailState.SENT)
    here = f"/daten/{token}/loeschen"
    asked = page.get(here)

    gone = page.submit(asked, here, {})

    for each in (asked, gone):
        assert "die Neuigkeiten per E-Mail, die Sie bestellt hatten" in each.text
    page.get(path(link, "/abmelden"), status=404)
    with reading(engine_of(mailing)) as session:
        assert session.exec(select(DigestSubscription)).all() == []


def test_another_address_on_the_page_of_own_data_is_told_that_news_go_there_too(
    mailing: World,
) -> None:
    page = mailing[1]
    token, _ = subscribed(mailing)
    here = f"/daten/{token}/adresse"
    assert "Ihre Neuigkeiten per E-Mail warten" in page.get(here).text

    page.post(here, {"email": "neu@firma-beispiel.de", "einwilligung": "ja"})

    (mail,) = mails(engine_of(mailing), "firm_confirm")
    assert "gehen auch die Neuigkeiten per E-Mail" in mail.text


def test_an_address_without_news_is_told_nothing_of_them(mailing: World) -> None:
    page = mailing[1]
    token = company(engine_of(mailing))

    page.post(f"/daten/{token}/adresse", {"email": EMAIL, "einwilligung": "ja"})

    (mail,) = mails(engine_of(mailing), "firm_confirm")
    assert "Neuigkeiten" not in mail.text


def test_the_export_holds_what_was_sent(mailing: World) -> None:
    page = mailing[1]
    token, _ = subscribed(mailing)
    tell(engine_of(mailing), token, state=MailState.SENT)

    news = json.loads(page.client.get(f"/daten/{token}/export").get_data())["news"]

    assert (news["rhythm"], news["weekday"], news["ended"]) == ("weekly", 1, None)
    (message,) = news["messages"]
    assert (message["kind"], message["day"], message["state"]) == ("weekly", "2026-11-22", "sent")
    assert [(each["offer"], each["said"]) for each in message["offers"]] == [(OFFER, "new")]


def test_no_page_or_mail_of_the_flow_names_the_secret_of_the_answers_to_others(
    mailing: World,
) -> None:
    token = stored(mailing[0], METAL_WORKS)
    subscribe(mailing, token)

    (mail,) = mails(engine_of(mailing))

    assert token not in mail.text
    assert Purpose.NEWS.value in mail.purpose


def test_pages_of_news_are_kept_out_of_caches_and_search(mailing: World) -> None:
    token, link = subscribed(mailing)

    for here in (path(token), path(link, "/abmelden")):
        headers = mailing[1].client.get(here).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Robots-Tag"] == "noindex, nofollow"
        assert headers["Referrer-Policy"] == "same-origin"


def test_english_visitors_get_english_pages_and_mails(mailing: World) -> None:
    app, page = mailing
    token = stored(app, METAL_WORKS)
    page.client.get("/sprache/en")
    form = page.get(f"{path(token)}?lang=en")

    assert form.h1 == "News by e-mail"
