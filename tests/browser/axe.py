"""axe-core on an open page. It is put in by the debugger, so the page's CSP stays in force."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from playwright.sync_api import Page

SOURCE = Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLOUR_RULES = ("color-contrast", "link-in-text-block")
"""What a page in other colours can break; the others look at the document.

The frames of mails are sandboxed: no script answers there, and asking is an error in the console.
Mails have tests of their own.
"""

_RUN = """runOnly => axe.run(
        document, {runOnly, resultTypes: ['violations'], elementRef: false, iframes: false})
    .then(found => found.violations.flatMap(rule => rule.nodes.map(
        node => `${rule.id}: ${node.html.slice(0, 200)} (${node.failureSummary})`)))"""


@cache
def _source() -> str:
    return SOURCE.read_text(encoding="utf-8")


def violations(tab: Page) -> list[str]:
    """What breaks WCAG 2.2 AA or good practice, a line each."""
    return _run(tab, "tag", TAGS)


def colour_violations(tab: Page) -> list[str]:
    """The same, only as far as colours go."""
    return _run(tab, "rule", COLOUR_RULES)


def _run(tab: Page, kind: str, values: Sequence[str]) -> list[str]:
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(_source())
    found: list[str] = tab.evaluate(_RUN, {"type": kind, "values": list(values)})
    return found
