"""What a digest mail is made of: plain texts in its language; text and HTML show the same."""

from __future__ import annotations

from dataclasses import dataclass

MOST_PREVIEWED = 3


@dataclass(frozen=True, slots=True)
class Link:
    """An address with the words that lead there."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A value and what it is."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One offer. `language` is that of its title, its summary and its licence line.

    `news` say why it stands here, `reasons` why it fits, `doubts` what is open about that.
    """

    title: Link
    language: str
    byline: str
    summary: str = ""
    news: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    doubts: tuple[str, ...] = ()
    license_info: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a mail under a heading of its own; `button` is the one thing to do in it.

    `paragraphs` stand before all else, `after` at the end.
    """

    heading: str
    paragraphs: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    facts: tuple[Fact, ...] = ()
    items: tuple[str, ...] = ()
    button: Link | None = None
    links: tuple[Link, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What a mail says. `subject` also stands over the list of mails, `heading` over the mail."""

    subject: str
    heading: str
    paragraphs: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def preview(self) -> str:
        """What mail programs show beside the subject: the first offers, else the first words."""
        titles = [entry.title.text for section in self.sections for entry in section.entries]
        return "; ".join(titles[:MOST_PREVIEWED]) or self.paragraphs[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Footer:
    """Why somebody gets the mail, how to change or end that, and who writes."""

    reasons: tuple[str, ...]
    links: tuple[Link, ...]
    sender: tuple[str, ...]
    sender_links: tuple[Link, ...]
