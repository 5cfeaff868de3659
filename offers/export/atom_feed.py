"""Changes of the catalogue as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from offers.export.xml_text import xml_text

NAMESPACE = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One version of an offer; `id` never changes, `codes` are for programs."""

    id: str
    title: str
    text: str
    url: str
    language: str
    codes: tuple[str, ...]
    rights: str
    updated: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What the feed as a whole is called; `updated` is its newest change."""

    id: str
    title: str
    subtitle: str
    author: str
    language: str
    url: str
    page: str
    updated: datetime


def atom_bytes(feed: Feed, entries: Iterable[Entry]) -> bytes:
    """The feed as UTF-8; texts stand in it as plain text."""
    root = Element("feed", {"xmlns": NAMESPACE, "xml:lang": feed.language})
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", _moment(feed.updated))
    _text(SubElement(root, "author"), "name", feed.author)
    SubElement(root, "link", {"rel": "self", "type": MEDIA_TYPE, "href": xml_text(feed.url)})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": feed.page})
    _text(root, "generator", "Angebotslotse")
    for entry in entries:
        root.append(_entry(entry, feed))
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(entry: Entry, feed: Feed) -> Element:
    made = Element("entry")
    _text(made, "id", entry.id)
    title = _text(made, "title", entry.title)
    if entry.language != feed.language:
        title.set("xml:lang", entry.language)
    _text(made, "updated", _moment(entry.updated))
    SubElement(made, "link", {"rel": "alternate", "type": "text/html", "href": entry.url})
    _text(made, "summary", entry.text)
    for code in entry.codes:
        SubElement(made, "category", {"term": code})
    if entry.rights:
        _text(made, "rights", entry.rights)
    return made


def _text(parent: Element, name: str, text: str) -> Element:
    made = SubElement(parent, name)
    made.text = xml_text(text)
    return made


def _moment(value: datetime) -> str:
    return value.strftime("%Y-%m-%dT%H:%M:%SZ")
