"""Markdown that advisors write, as harmless HTML: no markup of theirs, no images, plain links."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

SCHEMES = frozenset({"http", "https", "mailto"})
_TAGS = frozenset(
    ("p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "a")
)
_ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}, "ol": {"start"}}
_TEXTS_REMEMBERED = 128


def _make() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable("image")
    made.add_render_rule("heading_open", lambda *_: "<p><strong>")
    made.add_render_rule("heading_close", lambda *_: "</strong></p>\n")
    made.validateLink = _leads_elsewhere  # type: ignore[method-assign]
    return made


def _leads_elsewhere(url: str) -> bool:
    """Whether it is an address for a browser or for mail; anything else stays text."""
    try:
        return urlsplit(url.strip()).scheme.lower() in SCHEMES
    except ValueError:
        return False


_MARKDOWN = _make()


@lru_cache(maxsize=_TEXTS_REMEMBERED)
def markdown(text: str) -> Markup:
    """The text as HTML; headings are bold paragraphs, so that it fits below any heading."""
    written = _MARKDOWN.render(text)
    cleaned = nh3.clean(
        written,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        url_schemes=set(SCHEMES),
        url_relative="deny",
        link_rel="noopener noreferrer nofollow",
    )
    return Markup(cleaned)
