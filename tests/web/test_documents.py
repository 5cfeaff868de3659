"""Documents: what a PDF must be for everybody to read it, for good, and the same everywhere."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from tests.web.document_world import document
from web.documents import fonts, render, unprintable
from web.documents.document import (
    Document,
    Fact,
    Facts,
    Items,
    Paragraph,
    Part,
    Run,
    Subheading,
    dump,
    line,
    load,
)
from web.documents.fonts import typefaces
from web.documents.glyphs import LONGEST_WORD, MISSING, MOST_MARKS, shown

UA = "{http://www.aiim.org/pdfua/ns/id/}part"
A_PART = "{http://www.aiim.org/pdfa/ns/id/}part"
A_LEVEL = "{http://www.aiim.org/pdfa/ns/id/}conformance"
TITLE = "{http://purl.org/dc/elements/1.1/}title"
MEMBERS = (
    "import hashlib; from tests.web.document_world import document; from web.documents import"
    " render; print(hashlib.sha256(render(document())).hexdigest())"
)
BAD_INPUT = {
    "Typst markup": "*bold* _x_ = heading\n- list + enum / term: $x^2$ `raw` <label> @ref",
    "Typst code": '#panic("no") #import "x.typ" #read("/etc/passwd") #sys.inputs ] } ) #{',
    "an unclosed raw block and maths": "``` $ sum_(i=0",
    "backslashes and escapes": "\\ \\u{0} \\n \\\\ C:\\new\\table",
    "quotes": "\" ' „ “ ‚ ‘ » « `",
    "markup of pages": "<script>alert(1)</script> &amp; <b>x</b> {{ 7*7 }} {% raw %}",
    "placeholders of the pages' foot": "{page} {pages} %(name)s %s {0}",
    "10,000 characters without a blank": "x" * 10_000,
    "words that no blank can part": "Ofen\u00a0" * 500,
    "a long address": "https://example.org/" + "a1/" * 300,
    "NUL and control characters": "a\0b\x01\x02\x1b[31mc\x7f\x85d\x9f",
    "marks that turn the direction": "\u202eabc\u202c \u2066x\u2069 \u200f\u200e \u061c",
    "line and paragraph separators": "a\u2028b\u2029c\vd\fe\r\nf\rg\tb",
    "emoji": "👍 👩‍👩‍👧‍👦 🇩🇪 ☺️ 1️⃣",
    "other scripts": "سلام שלום 你好 नमस्ते ไทย Привет Γειά 한국어",
    "piled marks": "Z̷̢͉a͟͝l̴͘g̶͠o" + "\u0301" * 200,
    "marks alone": "\u0301\u20dd\u0336",
    "private and unassigned": "\ue000\uf8ff\U000f0000\uffff\ufffe\u0378",
    "halves of characters": "a\ud800b\udfff",
    "invisible": "\u200b\u200c\u200d\ufeff\u2060\u00ad",
    "nothing": "",
    "blanks": " \u00a0\u202f\u2007\u3000 ",
    "marks of one script on letters of another": "ש\u0301 a\u05b8 م\u0327 ▯\u0650 \u064e x\u20dd",
    "tones of skin without a hand": "a🏽 🏽 👍🏽 ش🏽",
}
BAD_ADDRESSES = {
    "too long": "https://example.org/" + "x" * 9_000,
    "half a character": "https://example.org/\ud800",
    "control characters": "https://example.org/\0\x01\r\n",
    "brackets and backslashes": "https://example.org/)(\\<>",
    "letters beyond ASCII": "https://köln.example/ä ß?q=ü#ö",
    "marks that turn the direction": "https://example.org/\u202egro.live",
    "a second header": "mailto:karla@example.com\r\nBcc: all@example.org",
}


def pages_of(made: Document) -> list[str]:
    """The words of each page."""
    return words_of(render(made))


def words_of(pdf: bytes) -> list[str]:
    """The words of each page of a PDF."""
    opened = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded() for page in opened]
    finally:
        opened.close()


def text_of(pdf: bytes) -> str:
    """All words of the pages, in their order, without the breaks of lines."""
    return " ".join(" ".join(words_of(pdf)).replace("\ufffe", "").split())


def tags(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """All elements of the structure, in reading order."""
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        found = waiting.pop(0)
        if isinstance(found, pikepdf.Array):
            waiting[:0] = list(found)
        elif isinstance(found, pikepdf.Dictionary) and "/S" in found:
            yield found
            waiting[:0] = [found.K] if "/K" in found else []


def opened(made: Document) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(render(made)))


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_document_says_that_everybody_can_read_it_for_good(language: str) -> None:
    with opened(document("Förderung", language=language)) as pdf:
        root, facts = pdf.Root, pdf.open_metadata()

        assert (facts[UA], facts[A_PART], facts[A_LEVEL]) == ("1", "2", "A")
        assert facts[TITLE] == "Förderung"
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == language
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert {str(each.S) for each in tags(pdf)} >= {"/Title", "/H1", "/H2", "/H3", "/L", "/P"}


def test_tables_have_headers_and_every_cell_knows_its_own() -> None:
    with opened(document(rows=2, offers=1)) as pdf:
        found = [each for each in tags(pdf) if str(each.S) in ("/TH", "/TD")]

    headers = [each for each in found if str(each.S) == "/TH"]
    assert len(headers) == 3
    assert len(found) - len(headers) == 6


def test_without_its_fonts_the_service_says_so_and_makes_no_pdf(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert fonts.is_installed()
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(fonts, "_PACKAGES", tmp_path)
        typefaces.cache_clear()
        assert not fonts.is_installed()
        with pytest.raises(FileNotFoundError):
            render(document())
    assert render(document())


def test_words_in_another_language_say_which() -> None:
    with opened(document()) as pdf:
        assert "en" in {str(each.Lang) for each in tags(pdf) if "/Lang" in each}


def test_every_font_is_embedded() -> None:
    with opened(document()) as pdf:
        fonts = [each for each in pdf.objects if _is_font(each)]

    assert fonts
    assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


def _is_font(found: object) -> bool:
    return isinstance(found, pikepdf.Dictionary) and str(found.get("/Type")) == "/FontDescriptor"


def test_each_page_has_its_number_date_and_versions_and_later_ones_the_title() -> None:
    pages = pages_of(document("Schmiede", offers=6))

    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert f"Seite {number} von {len(pages)}" in page
        assert "Katalog 7" in page
    assert all(page.startswith("Schmiede") for page in pages[1:])


def test_the_header_of_a_table_stands_on_each_of_its_pages() -> None:
    pages = pages_of(document("Zeile", offers=1, rows=120))

    inside = pages[2:-1]
    assert inside
    assert all("Bedingung" in page for page in inside)


def test_the_same_document_is_the_same_file_in_another_process_too() -> None:
    here = hashlib.sha256(render(document())).hexdigest()
    elsewhere = subprocess.run(
        [sys.executable, "-c", MEMBERS], capture_output=True, text=True, check=True
    )

    assert hashlib.sha256(render(document())).hexdigest() == here
    assert elsewhere.stdout.strip() == here


@pytest.mark.parametrize("text", BAD_INPUT.values(), ids=BAD_INPUT.keys())
def test_no_text_breaks_the_typesetting(text: str) -> None:
    pdf = render(document(text, offers=1, rows=1))

    assert pdf.startswith(b"%PDF-1.7")
    assert "Bedingung" in text_of(pdf)


@pytest.mark.parametrize("name", ["Typst markup", "Typst code", "quotes", "markup of pages"])
def test_what_looks_like_markup_is_printed_as_it_was_typed(name: str) -> None:
    typed = " ".join(BAD_INPUT[name].split())

    assert typed in text_of(render(document(typed)))


def test_a_title_may_be_as_long_as_it_likes() -> None:
    long = "Ofen " * 8_000
    made = Part(title=line(long), blocks=(Subheading(long),))

    assert render(replace(document(offers=0), title=long, author=long, parts=(made,)))


@pytest.mark.parametrize("address", BAD_ADDRESSES.values(), ids=BAD_ADDRESSES.keys())
def test_no_address_breaks_the_typesetting(address: str) -> None:
    linked = Part(title=line("Kontakt"), blocks=(Paragraph((Run("hier", address),)),))

    assert "hier" in text_of(render(replace(document(offers=0), parts=(linked,))))


def characters() -> st.SearchStrategy[str]:
    """Any, but mostly those that a font has, and what joins them: there it can go wrong."""
    known = [chr(each) for face in typefaces().faces for each in sorted(face.covered)]
    joining = "".join(map(chr, (*range(0x300, 0x370), *range(0x591, 0x5C8), *range(0x64B, 0x660))))
    return (
        st.sampled_from(known)
        | st.sampled_from(joining + "🏻🏿\ufe0f\u200d \u00a0")
        | st.characters()
    )


@given(st.text(characters(), max_size=300))
@effort(max_examples=25, deadline=None)
def test_whatever_is_typed_is_typeset(text: str) -> None:
    assert render(document(text, offers=1, rows=1)).startswith(b"%PDF")


@given(st.text(characters(), max_size=300))
@effort(max_examples=200, deadline=None)
def test_what_is_shown_has_glyphs_and_is_one_line_with_breaks(text: str) -> None:
    found = shown(text, typefaces().faces)

    assert {ord(each) for each in found} <= covered_by_any()
    assert max(map(len, found.replace("\u200b", " ").split()), default=0) <= LONGEST_WORD


def covered_by_any() -> frozenset[int]:
    return frozenset[int]().union(*(face.covered for face in typefaces().faces))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Straße Çelik Łódź Ågren", "Straße Çelik Łódź Ågren"),
        ("a\u0308", "ä"),
        ("5\u202f% non\u2011stop", "5\u00a0% non-stop"),
        ("ﬁnal ① ½", "final 1 ½"),
        ("Ḥasan Ẑ", "Ḥasan Z\u0302"),
        ("Привет Γειά", "Привет Γειά"),
        ("سلام שלום", "سلام שלום"),
        ("✓ ☐ 👍🏽 ➢", "✓ ☐ 👍 ➢"),
        ("⇒ ‣ 5′", "→ • 5'"),
        ("你 한 ไ", f"{MISSING} {MISSING} {MISSING}"),
        ("a\u05b8 ש\u064e a🏽", "a ש a"),
        ("\u0301a" + "\u0323" * 9, "ạ" + "\u0323" * MOST_MARKS),
        ("a\u202eb", "ab"),
    ],
)
def test_characters_without_a_glyph_become_what_is_most_like_them(
    typed: str, expected: str
) -> None:
    assert shown(typed, typefaces().faces).replace("ﬁ", "fi") == expected


def test_a_pdf_says_so_where_it_has_a_box_for_a_character_and_only_there() -> None:
    note = "▯ steht für ein Zeichen, das fehlt."
    plain, rare = (replace(document(text), missing_note=note) for text in ("سلام", "你好 GmbH"))

    assert (unprintable(plain), unprintable(rare)) == ("", "你好")
    assert note not in text_of(render(plain))
    assert f"GmbH {note}" in text_of(render(rare))


def test_what_is_written_from_right_to_left_is_printed_in_its_direction_with_joined_letters() -> (
    None
):
    made = Part(title=line("Name"), blocks=(Paragraph(line("Firma شركة")),))
    pdf = pypdfium2.PdfDocument(render(replace(document(offers=0), parts=(made,))))
    page = pdf[0].get_textpage()
    text = page.get_text_range()
    first, last = (page.get_charbox(text.index(each)) for each in "شة")
    pdf.close()

    assert first[0] > last[0]


def test_an_offer_begins_whole_and_its_source_stays_with_what_it_is_of() -> None:
    pages = pages_of(
        replace(
            document(offers=0), parts=(Part(title=line("Angebote")), *map(offer, range(10, 70)))
        )
    )

    assert len(pages) > 8
    for number in range(10, 70):
        (page,) = [each for each in pages if f"Titel {number}" in each]
        assert all(f"{word} {number}" in page for word in ("Kurz", "Frist", "Warum", "Grund"))
        (last,) = [each for each in pages if f"Schluss {number}" in each]
        assert f"Quelle {number}" in last
        assert f"Lizenz {number}" in last


def offer(number: int) -> Part:
    """An offer with a few more lines than the one before, or few again."""
    reasons = (line(f"Grund {number}"), *[line("und")] * (number % 7), line(f"Schluss {number}"))
    return Part(
        title=line(f"Titel {number}"),
        level=2,
        blocks=(
            Paragraph(line(f"Kurz {number}")),
            Facts((Fact("Frist", line(f"Frist {number}")),)),
            Subheading(f"Warum {number}"),
            Items(reasons),
            Paragraph(line(f"Quelle {number}"), "small"),
            Paragraph(line(f"Lizenz {number}"), "small"),
        ),
    )


def test_a_document_comes_back_from_json_as_it_was() -> None:
    made = document("„Ofen“ \\ $x$")

    assert load(dump(made)) == made
    assert made.made_on == date(2026, 11, 22)
    assert render(load(json.loads(json.dumps(dump(made))))) == render(made)


def test_a_document_from_before_notes_on_missing_characters_can_still_be_read() -> None:
    stored = dump(document())
    del stored["missing_note"]

    assert load(stored) == document()


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//example.org", "file:///etc/passwd"]
)
def test_only_addresses_that_one_may_follow_are_links(address: str) -> None:
    assert line("hier", href=address)[0].href == ""
