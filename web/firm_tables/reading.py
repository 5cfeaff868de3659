"""A file of firms, read: which column is what, the firms, and what is wrong with which cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from matcher.profile import dump_profile, parse_profile
from offers.errors import InputErrors
from web.firm_tables import cells, places
from web.firm_tables.cells import LONGEST_NAME
from web.firm_tables.headings import Found, columns_of, twice
from web.firm_tables.lines import LOOKED_AT, MOST_ROWS, Line
from web.firm_tables.problems import (
    REFUSED,
    BadCellError,
    FileProblem,
    Problem,
    RowProblem,
    UnreadableError,
)
from web.firm_tables.sheets import sheets_of

_ANY_ID = "row"


@dataclass(frozen=True, slots=True)
class FirmRow:
    """One firm: `answers` is what the interchange format takes, '' where a contact says nothing."""

    line: int
    name: str
    answers: Mapping[str, object]
    contact_name: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class FirmTable:
    """A list as it was read. `columns`: each heading with the field it was taken for, or ''."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[FirmRow, ...]
    problems: tuple[Problem, ...]

    @property
    def refused(self) -> int:
        """How many rows are no firm."""
        return len({each.line for each in self.problems if each.code in REFUSED})


@dataclass(slots=True)
class _Draft:
    """A row on its way."""

    line: int
    answers: dict[str, object] = field(default_factory=dict)
    contact: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def note(self, code: RowProblem, name: str = "", given: str = "") -> None:
        self.problems.append(Problem(self.line, code, name, given))


def read(content: bytes) -> FirmTable:
    """The firms of a file in CSV or XLSX; UnreadableError where it cannot be taken as a whole."""
    head, lines = _table(sheets_of(content))
    headings = head.cells
    found = columns_of(headings)
    again = twice(headings, found)
    if again is not None:
        raise UnreadableError(FileProblem.SAME_HEADING_TWICE, {"heading": again[:60]})
    if not lines:
        raise UnreadableError(FileProblem.NO_ROWS)
    if len(lines) > MOST_ROWS:
        raise UnreadableError(FileProblem.TOO_MANY_ROWS, {"limit": MOST_ROWS})
    rows, problems = list[FirmRow](), list[Problem]()
    for line in lines:
        draft, firm = _firm(line, len(headings), found)
        problems.extend(draft.problems)
        if firm is not None:
            rows.append(firm)
    return FirmTable(_mapping(headings, found), tuple(rows), tuple(problems))


def _table(sheets: Iterable[Sequence[Line]]) -> tuple[Line, Sequence[Line]]:
    """The headings and what follows them, of the first sheet that has a column for the name."""
    first: Line | None = None
    for lines in sheets:
        known = [len(_columns(line)) for line in lines[:LOOKED_AT]]
        if any(known):
            at = known.index(max(known))
            return lines[at], lines[at + 1 :]
        first = first or next(iter(lines), None)
    if first is None:
        raise UnreadableError(FileProblem.EMPTY)
    given = ", ".join(filter(None, map(str.strip, first.cells)))
    raise UnreadableError(FileProblem.NO_NAME_COLUMN, {"given": given[:200]})


def _columns(line: Line) -> Mapping[str, Found]:
    """The columns of a line of headings; none where no firm has a name."""
    found = columns_of(line.cells)
    return found if "name" in found else {}


def _mapping(headings: Sequence[str], found: Mapping[str, Found]) -> tuple[tuple[str, str], ...]:
    fields = {each.place: name for name, each in found.items()}
    return tuple(
        (heading.strip()[:100], fields.get(place, ""))
        for place, heading in enumerate(headings)
        if heading.strip()
    )


def _firm(line: Line, width: int, found: Mapping[str, Found]) -> tuple[_Draft, FirmRow | None]:
    """The firm of a row, None for one of the problems that leave none."""
    draft = _Draft(line.number)
    if line.is_broken:
        draft.note(RowProblem.BROKEN_ROW)
        return draft, None
    if len(line.cells) > width:
        draft.note(RowProblem.MORE_CELLS, given=line.cells[width][:60])
        return draft, None
    texts = {
        name: line.cells[at.place] if at.place < len(line.cells) else ""
        for name, at in found.items()
    }
    name = _name(texts, draft)
    if not name:
        return draft, None
    for each, text in texts.items():
        if each != "name":
            _read_cell(each, text, found[each].factor, draft)
    return draft, _row(name, draft)


def _name(texts: Mapping[str, str], draft: _Draft) -> str:
    """The firm's name; '' with a problem where there is none to take."""
    try:
        name = cells.plain(texts["name"])
    except BadCellError as bad:
        draft.note(RowProblem.NO_NAME, "name", bad.given)
        return ""
    if not name:
        draft.note(RowProblem.NO_NAME, "name")
    elif len(name) > LONGEST_NAME:
        draft.note(RowProblem.LONG_NAME, "name", name[:60])
        return ""
    return name


def _read_cell(name: str, raw: str, factor: int, draft: _Draft) -> None:
    try:
        text = raw.strip() if name == "needs" else cells.plain(raw)
        if not text:
            return
        if name in cells.OF_CONTACT:
            draft.contact[name] = cells.OF_CONTACT[name](text)
            return
        for key, value in cells.READ[name](text).items():
            if value is not None:
                draft.answers.setdefault(key, _times(value, factor))
    except BadCellError as bad:
        draft.note(bad.code, name, bad.given)


def _times(value: object, factor: int) -> object:
    return value * factor if isinstance(value, int) and factor > 1 else value


def _row(name: str, draft: _Draft) -> FirmRow:
    contact = draft.contact
    whole = " ".join(filter(None, (contact.get("first_name"), contact.get("contact_name"))))
    answers = _accepted(draft)
    wrong = places.problem_of(draft.line, answers)
    if wrong is not None:
        draft.problems.append(wrong)
    return FirmRow(
        line=draft.line,
        name=name,
        answers=answers,
        contact_name=whole[:LONGEST_NAME],
        email=contact.get("email", ""),
        phone=contact.get("phone", ""),
    )


def _accepted(draft: _Draft) -> Mapping[str, object]:
    """The answers as the interchange format takes them; what it refuses is left out, and told."""
    answers = draft.answers
    try:
        return _dumped(answers)
    except InputErrors as found:
        refused = {error.field.partition(".")[0] for error in found.errors}
    for name in sorted(refused):
        draft.note(RowProblem.UNREADABLE, name, str(answers.get(name, ""))[:60])
    return _dumped({key: value for key, value in answers.items() if key not in refused})


def _dumped(answers: Mapping[str, object]) -> Mapping[str, object]:
    whole = dump_profile(parse_profile({"id": _ANY_ID, **answers}))
    return {key: value for key, value in whole.items() if key != "id"}
