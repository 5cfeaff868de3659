"""A document that has everything a document can have, with one text in every place."""

from __future__ import annotations

from datetime import date

from web.documents.document import (
    Callout,
    Document,
    Fact,
    Facts,
    Items,
    Line,
    Paragraph,
    Part,
    Run,
    Subheading,
    Table,
    line,
    lines,
)

DAY = date(2026, 11, 22)


def document(
    text: str = "Härteofen ersetzen", *, language: str = "de", offers: int = 2, rows: int = 3
) -> Document:
    """A dossier of this many offers, each with a table of this many rows."""
    words = line(text) or (Run(""),)
    heading = Part(title=line("Angebote"), key="offers", on_new_page=True)
    return Document(
        title=text or "Dossier",
        subtitle=(words,),
        author=text,
        language=language,
        made_on=DAY,
        head=text,
        footer=f"Stand: 22. November 2026 · Katalog 7 · {text}",
        page_of="Seite {page} von {pages}",
        parts=(
            Part(title=words, key="essentials", blocks=(Paragraph(words, "lead"),)),
            heading,
            *(_offer(text, words, number, rows) for number in range(1, offers + 1)),
        ),
    )


def _offer(text: str, words: Line, number: int, rows: int) -> Part:
    english = line(text, language="en", href="https://example.org/offer?a=1&b=2")
    return Part(
        title=words,
        level=2,
        key=f"offer-{number}",
        number=str(number),
        tags=("Zuschuss", text),
        kicker=words,
        blocks=(
            Callout(text, lines(text), is_warning=True),
            Callout("", (words,)),
            Facts((Fact(text, words), Fact("Kontakt", english))),
            Subheading(text or "Warum"),
            Items((words, english)),
            Items((words,), "todo"),
            Table(text, ("Stand", "Bedingung", "Bekannt"), (2, 5, 5), ((words,) * 3,) * rows),
            Paragraph((*words, *english), "small"),
        ),
    )
