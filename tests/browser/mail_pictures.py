"""Make pictures of the digest mails to look at: `python -m tests.browser.mail_pictures FOLDER`.

Every mail at the width of a small phone and at its own, in light and in dark.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from playwright.sync_api import Browser, Page, sync_playwright

from models.migration import upgrade
from models.session import make_engine
from tests.fixtures.apps import NOW, make_settings
from tests.fixtures.browser import chromium
from tests.fixtures.clocks import StoppedClock
from tests.web import news_mail_world as world
from web.app import create_app

Scheme = Literal["light", "dark"]
WIDTHS = (320, 640)
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)
OPERATOR = {
    "operator_name": "Wirtschaftsförderung Musterstadt",
    "operator_street": "Musterstraße 1",
    "operator_place": "00000 Musterstadt",
}


@dataclass(frozen=True, slots=True)
class View:
    """How wide and in which colours a mail is looked at."""

    width: int
    scheme: Scheme


VIEWS = tuple(View(width, scheme) for width in WIDTHS for scheme in SCHEMES)


def main(folder: Path) -> int:
    """Write the pictures of all mails in German."""
    folder.mkdir(parents=True, exist_ok=True)
    mails = written_mails("de")
    with sync_playwright() as driver, chromium(driver) as browser:
        for name, html in mails.items():
            for view in VIEWS:
                with opened(browser, html, view) as tab:
                    tab.screenshot(
                        path=folder / f"{name}-{view.width}-{view.scheme}.png", full_page=True
                    )
    sys.stdout.write(f"{len(mails) * len(VIEWS)} pictures in {folder}\n")
    return 0


def written_mails(language: str) -> Mapping[str, str]:
    """The HTML of a mail of every purpose."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'mails.sqlite3'}"
        engine = make_engine(url)
        upgrade(engine)
        engine.dispose()
        settings = make_settings(url, log_level="WARNING", **world.MAIL, **OPERATOR)
        app = create_app(settings, clock=StoppedClock(NOW))
        return {
            name: world.written(app, world.in_language(make(), language)).html
            for name, make in world.KINDS.items()
        }


@contextmanager
def opened(browser: Browser, html: str, view: View) -> Iterator[Page]:
    """The mail in a tab that fetches nothing: whatever it asks for fails."""
    context = browser.new_context(
        viewport={"width": view.width, "height": 800}, color_scheme=view.scheme, offline=True
    )
    tab = context.new_page()
    tab.set_content(html)
    yield tab
    context.close()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.browser.mail_pictures FOLDER")
    sys.exit(main(Path(sys.argv[1])))
