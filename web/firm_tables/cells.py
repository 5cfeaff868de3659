"""Cells as values of a firm's fields: lenient where the meaning is clear, else BadCellError."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from offers.taxonomy.needs import NEEDS
from offers.taxonomy.sectors import parse_wz
from offers.text import normalise
from web.email_addresses import normalised_address
from web.firm_tables.problems import BadCellError, RowProblem
from web.typed_texts import one_line

LONGEST_NAME = 200
LONGEST_PHONE = 100
LONGEST_WORDS = 500
LONGEST_TEXT = 10_000
_LONGEST_FIGURE = 60
_SHOWN = 60
_NOT_KNOWN = frozenset({"", "-", "--", "–", "—", "?", "n/a", "n.a.", "na", "k.a.", "k. a.",
                        "keine angabe", "unbekannt", "unknown"})  # fmt: skip
_ERRORS_OF_EXCEL = re.compile(
    r"#(?:REF!|N/A|NV|VALUE!|WERT!|NAME\?|DIV/0!|NUM!|ZAHL!|NULL!|BEZUG!)"
)
_COUNTRY = re.compile(r"^(?:D|DE|DEU)\s*-?\s*", re.I)
_PLACE = re.compile(r"(?:D-?)?\s*([0-9]{4,5})\s+(.+)")
_CODE_FIRST = re.compile(
    r"((?:[A-U]\s?)?[0-9]{2}(?:[.,]?[0-9]{1,2}){0,2}(?:[.,][0-9])?)\b[\s:–-]*(.*)"
)
_YEAR = re.compile(r"(?<![0-9])(1[0-9]{3}|2[01][0-9]{2})(?![0-9])")
_FIGURE = re.compile(
    r"(?:ca\.?|rd\.?|rund|etwa|circa|about|approx\.?|~)?\s*"
    r"(?:eur|euro|€)?\s*"
    r"(?P<figure>[0-9][0-9.,'’\s]*)"
    r"(?P<unit>mio\.?|mill\.?|million(?:en|s)?|mrd\.?|milliarden?|tsd\.?|tausend|teur|t€|k€)?\s*"
    r"(?:€|eur|euros?)?\s*"
    r"(?:ma|mitarbeiter(?:innen)?|mitarbeitende|beschaeftigte|personen|vzae|fte|employees)?\.?"
)
_TIMES: tuple[tuple[str, int], ...] = (
    ("mrd", 1_000_000_000),
    ("milliarde", 1_000_000_000),
    ("mi", 1_000_000),
    ("t", 1_000),
    ("k", 1_000),
)
_SEPARATORS = re.compile(r"[;|\n\r•]+")
_MOST_PIECES = 100
"""Between separators and commas; a text of more is no list of topics."""
_CHAMBERS = (("IHK", re.compile(r"\bihk|industrie")), ("HWK", re.compile(r"\bhwk|handwerk")))
_NO_CHAMBER = re.compile(r"kein|nein|no\b|none")


def plain(text: str) -> str:
    """The text in one line, '' for what only says that it is not known; BadCellError."""
    if _ERRORS_OF_EXCEL.fullmatch(text.strip()):
        raise BadCellError(RowProblem.FORMULA, text.strip())
    line = one_line(text)
    return "" if line.casefold() in _NOT_KNOWN else line


def words(text: str) -> str:
    """A text of a few words."""
    return _short(text, LONGEST_WORDS)


def long_text(text: str) -> str:
    """A text of some length."""
    return _short(text, LONGEST_TEXT)


def contact_name(text: str) -> str:
    """Who to talk to."""
    return _short(text, LONGEST_NAME)


def phone(text: str) -> str:
    """A number as it is written."""
    return _short(text, LONGEST_PHONE)


def email(text: str) -> str:
    """An address; the first of several."""
    found = normalised_address(re.split(r"[;,\s]+", text.removeprefix("mailto:"))[0])
    if found is None:
        raise BadCellError(RowProblem.EMAIL, text[:_SHOWN])
    return found


def postal_code(text: str) -> str:
    """Five digits; a leading zero that a spreadsheet program has dropped comes back."""
    digits = _COUNTRY.sub("", text).replace(" ", "").zfill(5)
    if not re.fullmatch("[0-9]{5}", digits) or len(text.strip()) < 4:
        raise BadCellError(RowProblem.POSTAL_CODE, text[:_SHOWN])
    return digits


def place(text: str) -> dict[str, object]:
    """'58452 Witten' as postal code and town; a town alone."""
    found = _PLACE.fullmatch(text)
    if found is None:
        return {"municipality": words(text)}
    return {"postal_code": postal_code(found[1]), "municipality": words(found[2])}


def sector(text: str) -> dict[str, object]:
    """A code of WZ 2008, perhaps with words behind it; words alone are kept as they are."""
    found = _CODE_FIRST.fullmatch(text)
    if found is None:
        return {"sector_text": long_text(text)}
    rest = {"sector_text": long_text(found[2])} if found[2] else {}
    return {"wz": _wz(found[1], text), **rest}


def only_code(text: str) -> dict[str, object]:
    """The same where a code is expected: a letter is a section, too."""
    is_letter = len(text) == 1 and text.isalpha()
    return {"wz": _wz(text, text)} if is_letter else sector(text)


def _wz(code: str, given: str) -> str:
    try:
        return parse_wz(code.replace(",", ".").replace(" ", ""))
    except ValueError:
        raise BadCellError(RowProblem.SECTOR, given[:_SHOWN]) from None


def year(text: str) -> int:
    """The year of a date, or a year."""
    found = _YEAR.search(text)
    if found is None:
        raise BadCellError(RowProblem.YEAR, text[:_SHOWN])
    return int(found[1])


def whole_number(text: str) -> int:
    """A number of people or euros: '1.200', '6 Mio. €', 'ca. 38', '38 MA'; halves are rounded."""
    found = _FIGURE.fullmatch(normalise(text)) if len(text) <= _LONGEST_FIGURE else None
    if found is None:
        raise BadCellError(RowProblem.NUMBER, text[:_SHOWN])
    unit = found["unit"] or ""
    times = next((factor for start, factor in _TIMES if unit.startswith(start)), 1)
    try:
        number = Decimal(_without_grouping(found["figure"], is_scaled=times > 1)) * times
    except InvalidOperation:
        raise BadCellError(RowProblem.NUMBER, text[:_SHOWN]) from None
    return int(number + Decimal("0.5"))


def _without_grouping(figure: str, *, is_scaled: bool) -> str:
    """The figure with a point, if any, before what is less than one.

    A single sign before three last digits groups ('1.234'), unless a unit follows ('1,234 Mio.').
    """
    bare = re.sub(r"[\s'’]", "", figure)
    if "." in bare and "," in bare:
        groups, point = (".", ",") if bare.rfind(",") > bare.rfind(".") else (",", ".")
        return bare.replace(groups, "").replace(point, ".")
    sign = "," if "," in bare else "."
    is_grouped = bare.count(sign) > 1 or (not is_scaled and re.search(r"[.,][0-9]{3}$", bare))
    return bare.replace(sign, "" if is_grouped else ".")


def chamber(text: str) -> str | None:
    """IHK, HWK or another one; None for none."""
    folded = normalise(text)
    for name, said in _CHAMBERS:
        if said.search(folded):
            return name
    return None if _NO_CHAMBER.match(folded) else "other"


def needs(text: str) -> dict[str, object]:
    """Keys of needs by key or label; all other words are kept as a text in the firm's own words.

    A phrase that is known to name a need counts as the need, and stays in the text.
    """
    keys, others = list[str](), list[str]()
    for piece in _pieces(long_text(text)):
        name = _need_key(piece)
        keys += [key for names in (_labels(), _phrases()) if (key := names.get(name))]
        others += [] if name in _labels() else [piece]
    found: dict[str, object] = {"needs": list(dict.fromkeys(keys))} if keys else {}
    return {**found, "need_text": long_text("; ".join(others))} if others else found


def _pieces(text: str) -> Iterator[str]:
    """Parts between clear separators; at commas only where needs are listed."""
    parts = [part.strip() for part in _SEPARATORS.split(text) if part.strip()]
    if len(parts) + text.count(",") > _MOST_PIECES:
        yield " ".join(text.split())
        return
    for part in parts:
        small = [each.strip() for each in part.split(",") if each.strip()]
        is_list = any(_need_key(each) in _labels() for each in small)
        yield from _joined(small) if is_list else (part,)


def _joined(small: Sequence[str]) -> Iterator[str]:
    """The parts of a list, those of a label that has commas itself together again."""
    at = 0
    while at < len(small):
        ends = range(min(len(small), at + _most_parts()), at, -1)
        end = next((e for e in ends if _need_key(",".join(small[at:e])) in _labels()), at + 1)
        yield ", ".join(small[at:end])
        at = end


@lru_cache(maxsize=1)
def _labels() -> Mapping[str, str]:
    """Keys, labels and the parts of labels between commas, to the key of their need."""
    labels = {each.key: (each.key, each.label_de, each.label_en) for each in NEEDS}
    parts = {key: (*names, *",".join(names).split(",")) for key, names in labels.items()}
    return _of_one_need(parts)


@lru_cache(maxsize=1)
def _most_parts() -> int:
    """Of so many parts between commas a label can consist."""
    return max(max(each.label_de.count(","), each.label_en.count(",")) for each in NEEDS) + 1


@lru_cache(maxsize=1)
def _phrases() -> Mapping[str, str]:
    """Phrases that name a need, to its key."""
    return _of_one_need({each.key: each.strong for each in NEEDS})


def _of_one_need(names: Mapping[str, Iterable[str]]) -> Mapping[str, str]:
    """Names in comparable form to the key they stand for; those of several needs are left out."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for key, texts in names.items():
        for text in texts:
            found[_need_key(text)].add(key)
    return {name: keys.pop() for name, keys in found.items() if len(keys) == 1}


@lru_cache(maxsize=4096)
def _need_key(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", normalise(text)).strip()


def _short(text: str, limit: int) -> str:
    if len(text) > limit:
        raise BadCellError(RowProblem.TOO_LONG, text[:_SHOWN])
    return text


def _field(name: str, read: Callable[[str], object]) -> Callable[[str], dict[str, object]]:
    return lambda text: {name: read(text)}


READ: Mapping[str, Callable[[str], dict[str, object]]] = {
    "postal_code": _field("postal_code", postal_code),
    "municipality": _field("municipality", words),
    "place": place,
    "wz": only_code,
    "sector_text": sector,
    "employees": _field("employees", whole_number),
    "turnover_eur": _field("turnover_eur", whole_number),
    "founded": _field("founded", year),
    "legal_form": _field("legal_form", words),
    "chamber": _field("chamber", chamber),
    "needs": needs,
}
"""What a column adds to the answers of a firm."""
OF_CONTACT: Mapping[str, Callable[[str], str]] = {
    "contact_name": contact_name,
    "first_name": contact_name,
    "email": email,
    "phone": phone,
}
