"""A mail as plain text: the same facts as the HTML, parted by blank lines."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext

from web.mail.digests.parts import Body, Entry, Fact, Footer, Link, Section

_SIGNATURE = "-- "
"""What mail programs know as the line after which the sender introduces itself."""


def plain_text(body: Body, footer: Footer, greeting: str) -> str:
    """The whole text; the signature ends it."""
    blocks = [
        greeting,
        *body.paragraphs,
        *(block for section in body.sections for block in _section(section)),
        "\n".join((_SIGNATURE, *footer.reasons, *map(_link, footer.links))),
        "\n".join((*footer.sender, *map(_link, footer.sender_links))),
    ]
    return "\n\n".join(blocks) + "\n"


def _section(section: Section) -> Iterable[str]:
    yield f"\n{section.heading.upper()}"
    yield from section.paragraphs
    yield from map(_entry, section.entries)
    if section.facts:
        yield "\n".join(map(_fact, section.facts))
    if section.items:
        yield "\n".join(map(_item, section.items))
    buttons = (section.button,) if section.button else ()
    yield from map(_link, (*buttons, *section.links))
    yield from section.after


def _entry(entry: Entry) -> str:
    doubts = (
        (gettext("Still to be clarified, going by your answers:"), *map(_item, entry.doubts))
        if entry.doubts
        else ()
    )
    return "\n".join(
        (
            f"* {entry.title.text}",
            *(f"  {each}" for each in filter(None, (entry.byline, entry.summary, *entry.news))),
            *(f"  {_item(each)}" for each in entry.reasons),
            *(f"  {_fact(each)}" for each in entry.facts),
            *(f"  {each}" for each in doubts),
            f"  {entry.title.href}",
            *(f"  {_link(each)}" for each in entry.links),
            *((f"  {entry.license_info}",) if entry.license_info else ()),
        )
    )


def _item(text: str) -> str:
    return f"- {text}"


def _fact(fact: Fact) -> str:
    return f"{fact.name}: {fact.value}"


def _link(link: Link) -> str:
    return f"{link.text}: {link.href}"
