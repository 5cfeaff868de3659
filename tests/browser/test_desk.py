"""From a firm's request to a prepared talk and its outcome, with an advisor who must not see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.browser import world
from tests.browser.hands import Keyboard
from tests.browser.visitor import Visitor
from tests.browser.watch import Watch
from tests.fixtures.apps import running_app
from tests.fixtures.browser import TIMEOUT_MS, serving
from tests.fixtures.people import session_of
from tests.web.desk_world import make_staff
from web.current import services_of

pytestmark = [pytest.mark.browser, pytest.mark.long]

FIRM = "Dreherei Ruhrtal GmbH"
FILE = re.compile(r"/beratung/akte/[\w-]{43}")
SENT = re.compile(r"/anfrage/[\w-]{43}/")


@dataclass(frozen=True)
class Cast:
    """Who plays: a firm in Witten, an advisor there, and one of another city."""

    firm: Visitor
    advisor: Visitor
    stranger: Visitor
    answers: str


@pytest.fixture
def desk_app(filled_template: Path, tmp_path: Path) -> Iterator[Flask]:
    """The service with two cities at work."""
    with running_app(filled_template, tmp_path / "desk.sqlite3") as made:
        yield made


@pytest.fixture
def cast(browser: Browser, desk_app: Flask) -> Iterator[Cast]:
    """All three, in browsers without JavaScript; the advisor has a keyboard alone."""
    staff = make_staff(services_of(desk_app).engine)
    with serving(desk_app) as address:
        watch = Watch(address)
        contexts = [
            browser.new_context(
                base_url=address,
                locale="de-DE",
                java_script_enabled=False,
                viewport={"width": 1280, "height": 900},
            )
            for _ in range(3)
        ]
        visitors = []
        for context in contexts:
            context.set_default_timeout(TIMEOUT_MS)
            visitors.append(Visitor(watch.over(context.new_page())))
        firm, advisor, stranger = visitors
        advisor.hands = Keyboard(advisor.tab)
        advisor.sign_in_as(session_of(desk_app, staff.advisor))
        stranger.sign_in_as(session_of(desk_app, staff.stranger))
        answers = world.finished(desk_app, "metal_works")
        yield Cast(firm, advisor, stranger, answers)
        for context in contexts:
            context.close()
        watch.report()


def test_a_firm_asks_and_gets_a_prepared_talk_and_the_other_city_sees_nothing(
    cast: Cast, tmp_path: Path
) -> None:
    _ask(cast)
    path = _find_in_inbox(cast)
    _is_hidden_from(cast.stranger, path)
    _answer_first_question(cast.advisor)
    _judge_first_match(cast.advisor)
    _write_and_agree(cast.advisor, path)
    pages = _give_out_dossier(cast.advisor, path, tmp_path)
    assert FIRM in pages[0]
    _close(cast.advisor, path)
    _is_hidden_from(cast.stranger, path)


def _ask(cast: Cast) -> None:
    """The firm finds the way from its list, sends the request and reads who has it."""
    firm = cast.firm
    firm.open(f"/ergebnis/{cast.answers}")
    firm.hands.press(firm.main.get_by_role("link", name=firm.words("Ask for advice")).first)
    expect(firm.main.locator("#empfaenger")).to_contain_text("Stadt Witten")
    firm.write(firm.words("Name of the company"), FIRM)
    firm.write(firm.words("Contact person"), "Karla Dreher")
    firm.write(firm.words("E-mail address"), "karla@dreherei.example")
    firm.choose(firm.words("In writing"))
    firm.write(firm.words("Your message (optional)"), "Unser Ofen ist alt. <b>Was geht?</b>")
    firm.hands.choose(firm.main.get_by_role("checkbox", name=re.compile("einverstanden")))
    firm.press(firm.words("Send the request"))
    firm.sees_heading(firm.words("Your request has been sent"))
    expect(firm.main).to_contain_text("Stadt Witten")


def _find_in_inbox(cast: Cast) -> str:
    """The path of the file: new in the inbox of Witten, in vain searched for in Bochum's."""
    advisor, stranger = cast.advisor, cast.stranger
    for visitor in (advisor, stranger):
        visitor.open("/beratung")
        visitor.write(visitor.words("Company, person, place or e-mail"), "Drehrei Ruhrtal")
        visitor.press(visitor.words("Search"))
        visitor.sees_address(re.compile(r"q=Drehrei"))
    expect(stranger.main.get_by_role("link", name=FIRM)).to_have_count(0)
    advisor.hands.press(advisor.main.get_by_role("link", name=FIRM).first)
    advisor.sees_heading(FIRM)
    expect(advisor.main).to_contain_text("Unser Ofen ist alt. <b>Was geht?</b>")
    advisor.press(advisor.words("Take on"))
    expect(advisor.main).to_contain_text(advisor.words("Taken on"))
    found = FILE.search(advisor.tab.url)
    assert found
    return found.group()


def _is_hidden_from(stranger: Visitor, path: str) -> None:
    for page in ("", "/verlauf", "/urteile", "/beihilfen", "/dossier"):
        stranger.open(f"{path}{page}")
        expect(stranger.main).not_to_contain_text(FIRM)


def _answer_first_question(advisor: Visitor) -> None:
    """What the firm says during the talk changes the list at once."""
    asked = advisor.main.locator(".al-asked").first
    before = asked.get_by_role("heading").inner_text()
    no = asked.get_by_role("button", name=re.compile(f"^{advisor.words('No')}")).first
    advisor.hands.press(no)
    expect(advisor.main.locator(".al-notice, .kern-alert").first).to_be_visible()
    expect(advisor.main.get_by_role("heading", name=before)).to_have_count(0)


def _judge_first_match(advisor: Visitor) -> None:
    """Two clicks: does not suit, and why; taken back with one."""
    judged = advisor.main.locator(".al-judge").first
    name = judged.get_attribute("id")
    assert name
    judged = advisor.main.locator(f"[id='{name}']")
    advisor.hands.press(judged.locator("summary"))
    advisor.hands.press(judged.get_by_role("button").nth(1))
    expect(judged.locator("strong")).to_be_visible()
    advisor.hands.press(judged.get_by_role("button").first)
    advisor.hands.press(judged.get_by_role("button").first)
    expect(judged.locator("strong")).to_be_visible()


def _write_and_agree(advisor: Visitor, path: str) -> None:
    """A note of the talk, and what the firm does next."""
    advisor.open(f"{path}/verlauf")
    advisor.write(advisor.words("New note"), "Ofen von **1998**, <script>alert(1)</script>")
    advisor.press(advisor.words("Save the note"))
    expect(advisor.main.locator("strong", has_text="1998")).to_be_visible()
    advisor.hands.press(advisor.main.locator("details:has(#schritt) > summary"))
    advisor.write(advisor.words("What is to be done?"), "Angebot für den Ofen einholen")
    advisor.press(advisor.words("Save the step"))
    expect(advisor.main).to_contain_text("Angebot für den Ofen einholen")


def _give_out_dossier(advisor: Visitor, path: str, folder: Path) -> list[str]:
    """The texts of the pages of the PDF, each of which has something on it."""
    advisor.open(f"{path}/dossier")
    advisor.press(advisor.words("Give out as PDF"))
    with advisor.tab.expect_download() as waited:
        link = advisor.main.get_by_role("link", name=advisor.words("Download the PDF"))
        advisor.hands.press(link.first)
    file = folder / "dossier.pdf"
    waited.value.save_as(file)
    document = pypdfium2.PdfDocument(BytesIO(file.read_bytes()))
    for page in document:
        darkest, _ = page.render(scale=0.5).to_pil().convert("L").getextrema()
        assert darkest < 100
    return [page.get_textpage().get_text_range() for page in document]


def _close(advisor: Visitor, path: str) -> None:
    """The talk took place, and it helped."""
    for button, state in (
        ("Advice was given", "Advised"),
        ("Close: helped", "Closed: helped"),
    ):
        advisor.open(path)
        change = advisor.words("Change the state")
        advisor.hands.press(advisor.main.locator(".al-deeds summary", has_text=change))
        advisor.press(advisor.words(button))
        expect(advisor.main.locator(".al-file-head__facts")).to_contain_text(advisor.words(state))
