"""Make the picture of the result page for README: `python -m tests.browser.picture`.

The service runs on a database of its own at a moment that stands still, so the same code and the
same catalogue make the same picture.
"""

from __future__ import annotations

import logging
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from models.migration import upgrade
from models.session import make_engine
from tests.browser.companies import fill_metal_works
from tests.browser.visitor import Visitor
from tests.fixtures.apps import NOW, make_settings
from tests.fixtures.browser import chromium, serving
from tests.fixtures.clocks import StoppedClock
from web.app import create_app
from web.use_cases.catalogue import loading

PICTURE = Path(__file__).parent / "pictures" / "result.png"
WIDTH, HEIGHT = 1280, 1600
MOST_BYTES = 400_000


def main() -> int:
    """Write the picture; 1 if it is too large for a README."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder, _service(Path(folder)) as address:
        _take(address)
    size = PICTURE.stat().st_size
    sys.stdout.write(f"{PICTURE.name}: {size // 1000} kB\n")
    return 0 if size <= MOST_BYTES else 1


@contextmanager
def _service(folder: Path) -> Iterator[str]:
    """The address of the service while it runs."""
    url = f"sqlite:///{folder / 'picture.sqlite3'}"
    engine = make_engine(url)
    upgrade(engine)
    loading.load_bundled_catalogue(engine, now=NOW)
    engine.dispose()
    app = create_app(make_settings(url, log_level="WARNING"), clock=StoppedClock(NOW))
    with serving(app) as address:
        yield address


def _take(address: str) -> None:
    with sync_playwright() as driver, chromium(driver) as browser:
        tab = browser.new_page(
            base_url=address, locale="de-DE", viewport={"width": WIDTH, "height": HEIGHT}
        )
        fill_metal_works(Visitor(tab))
        tab.evaluate("document.fonts.ready")
        PICTURE.parent.mkdir(exist_ok=True)
        tab.screenshot(path=PICTURE, animations="disabled", caret="hide")


if __name__ == "__main__":
    sys.exit(main())
