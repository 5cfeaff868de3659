"""Foreign text as plain text: no markup, no scripts, entities as the signs that they stand for.

Markup is what HTML knows: '<Name>' and '<https://...>' are words of an author and stay.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Mapping

import nh3

_ELEMENTS = """
a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink
blockquote body br button canvas caption center cite code col colgroup data datalist dd del
details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame
frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins isindex kbd
keygen label legend li link listing main map mark marquee math menu menuitem meta meter nav
nobr noembed noframes noscript object ol optgroup option output p param picture plaintext portal
pre progress q rb rp rt rtc ruby s samp script search section select slot small source spacer
span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead
time title tr track tt u ul var video wbr xml xmp [a-z]+:[a-z]+
"""
"""Names of elements, old ones too, and those of other languages within: 'o:p'."""
# A tag has an end: what follows '<b' in a text would go with it otherwise.
_OPENING = (
    rf"/?(?:{'|'.join(_ELEMENTS.split())})(?=\s*$|>|[\s/][^<>]*>)|!--|!doctype|!\[|\?(?:xml|php)"
)
_WITH_VALUES = r"[a-z][\w-]*[\s/][^<>]*="
_MARKUP = re.compile(f"<(?:{_OPENING}|{_WITH_VALUES})", re.I)
_NO_MARKUP = re.compile(f"<(?!{_OPENING}|{_WITH_VALUES})", re.I)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});")
_LINE_ENDS = re.compile(r"<br\s*/?>|</(?:p|div|li|tr|h[1-6]|ul|ol|table|blockquote)\s*>", re.I)
_SPACES_AT_ENDS = re.compile(r"[ \t]*\n[ \t]*")
_MANY_LINES = re.compile(r"\n{3,}")
_ROUNDS = 5
"""How often a text is looked at again: markup may be written as entities, and those again."""


def plain_text(text: str) -> str:
    """The text without tags and entities; what is no markup stays, as do '<' and '&' by themselves.

    The content of scripts and styles goes as well; ends of paragraphs and items become line breaks.
    Cleaning again changes nothing. A text whose markup is wrapped more than `_ROUNDS` times in
    entities loses every '<' and '&'.
    """
    for _ in range(_ROUNDS):
        cleaned = _without_markup(text)
        if cleaned == text:
            return text
        text = cleaned
    return text.replace("<", "").replace("&", "")


def without_controls(text: str) -> str:
    """The text without control characters; line breaks and tabs stay, CR LF becomes LF."""
    text = text.replace("\r\n", "\n")
    if text.isprintable():
        return text
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) != "Cc")


def plain_fields(raw: Mapping[str, object]) -> dict[str, object]:
    """The mapping with every text in it, however deep, as `plain_text` gives it."""
    cleaned: dict[str, object] = {}
    for key, value in raw.items():
        cleaned[key] = _plain(value)
    return cleaned


def _plain(value: object) -> object:
    # A loop, not a comprehension: one frame a level, and levels are many in hostile input.
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, Mapping):
        return plain_fields(value)
    if isinstance(value, list):
        items = list[object]()
        for item in value:
            items.append(_plain(item))
        return items
    return value


def _without_markup(text: str) -> str:
    if not _MARKUP.search(text):
        return _ENTITY.sub(lambda found: _sign(found.group()), text) if "&" in text else text
    broken = _LINE_ENDS.sub("\n", text)
    kept = _NO_MARKUP.sub("&lt;", broken)
    # The cleaner writes HTML: what is left holds entities for `<`, `>`, `&` and no-break spaces.
    stripped = html.unescape(nh3.clean(kept, tags=set(), clean_content_tags={"script", "style"}))
    stripped = without_controls(stripped)
    return _MANY_LINES.sub("\n\n", _SPACES_AT_ENDS.sub("\n", stripped)).strip()


def _sign(entity: str) -> str:
    """What an entity stands for, no control characters; an unknown one stays as it is written."""
    return without_controls(html.unescape(entity)).replace("\xad", "")
