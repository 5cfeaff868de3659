"""YAML read strictly: mappings of plain values, every field with its line.

Only what JSON knows, so that nobody is surprised: dates stay text, so do `yes`, `12:30` and the
code `05911`; keys are text and occur once; there are no anchors, tags or merges.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from offers.errors import InputError, InputErrors
from offers.jsonlines import read_text

DEEPEST = 250
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,17})")
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d*)\.\d+")
_WORDS: Mapping[str, object] = {
    "": None, "~": None, "null": None, "true": True, "false": False,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class YamlRecord:
    """One mapping of a file; `lines` tells the line of every dotted path in it."""

    fields: object
    line: int
    lines: Mapping[str, int]

    def located(self, errors: InputErrors, *, source: str) -> InputErrors:
        """The errors with the file and the line of their field, or of the next known above it."""
        found = list[InputError]()
        for error in errors.errors:
            line = self.line_of(error.field)
            found.extend(InputErrors([error]).located(source=source, line=line).errors)
        return InputErrors(found)

    def line_of(self, path: str) -> int:
        """The line of a field; that of what holds it if the field itself is missing."""
        while path and path not in self.lines:
            path = path.rpartition(".")[0]
        return self.lines.get(path, self.line)


def read_records(path: str) -> tuple[YamlRecord, ...]:
    """The mappings of a file that holds a list of them, or a single one.

    InputErrors with the line where it is no YAML, or more than the plain values of JSON.
    """
    text = read_text(path)
    walk = _Walk(yaml.parse(text, Loader=_LOADER))
    try:
        records = tuple(walk.records())
    except _BadYaml as bad:
        error = InputError(bad.code, bad.field, bad.values, path, bad.line)
        raise InputErrors([error]) from None
    except yaml.MarkedYAMLError as bad:
        mark = bad.problem_mark or bad.context_mark
        line = None if mark is None else mark.line + 1
        values = {"problem": bad.problem or "unexpected text"}
        raise InputErrors([InputError("invalid_yaml", "", values, path, line)]) from None
    except yaml.reader.ReaderError as bad:
        line = text.count("\n", 0, bad.position) + 1
        values = {"problem": bad.reason}
        raise InputErrors([InputError("invalid_yaml", "", values, path, line)]) from None
    if not records:
        raise InputErrors([InputError("empty_file", source=path)])
    return records


class _BadYaml(Exception):
    """A place that the walk cannot take."""

    def __init__(self, code: str, line: int, field: str = "", **values: object) -> None:
        super().__init__(code)
        self.code, self.line, self.field, self.values = code, line, field, values


class _Walk:
    """Builds values from the parser's events and notes the line of every path."""

    def __init__(self, events: Iterator[Any]) -> None:
        self._events = events
        self._lines: dict[str, int] = {}

    def records(self) -> Iterator[YamlRecord]:
        """The records of the only document."""
        event = self._first()
        if event is None:
            return
        if isinstance(event, yaml.SequenceStartEvent):
            while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
                yield self._record(event)
        else:
            yield self._record(event)
        next(self._events)
        event = next(self._events)
        if not isinstance(event, yaml.StreamEndEvent):
            raise _BadYaml("invalid_yaml", _line(event), problem="a second document begins here")

    def _first(self) -> Any | None:
        next(self._events)
        event = next(self._events)
        return None if isinstance(event, yaml.StreamEndEvent) else next(self._events)

    def _record(self, event: Any) -> YamlRecord:
        self._lines = {}
        return YamlRecord(self._value(event, "", 1), _line(event), self._lines)

    def _value(self, event: Any, path: str, depth: int) -> object:
        if depth > DEEPEST:
            raise _BadYaml("too_deep", _line(event), path[:80], limit=DEEPEST)
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            problem = "anchors and aliases are not allowed"
            raise _BadYaml("invalid_yaml", _line(event), path, problem=problem)
        if event.tag is not None:
            problem = "tags are not allowed"
            raise _BadYaml("invalid_yaml", _line(event), path, problem=problem)
        self._lines.setdefault(path, _line(event))
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(path, depth)
        return self._mapping(path, depth)

    def _list(self, path: str, depth: int) -> list[object]:
        items = list[object]()
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, _below(path, len(items)), depth + 1))
        return items

    def _mapping(self, path: str, depth: int) -> dict[str, object]:
        fields = dict[str, object]()
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, path)
            if key in fields:
                raise _BadYaml("duplicate_key", _line(event), _below(path, key), key=key[:60])
            self._lines[_below(path, key)] = _line(event)
            fields[key] = self._value(next(self._events), _below(path, key), depth + 1)
        return fields

    def _key(self, event: Any, path: str) -> str:
        if isinstance(event, yaml.ScalarEvent) and event.value not in ("", "<<"):
            return str(event.value)
        raise _BadYaml("invalid_yaml", _line(event), path, problem="a key must be a word")


def _scalar(event: Any) -> object:
    """Plain words that JSON has values for become those, everything else is text."""
    text = str(event.value)
    if not event.implicit[0]:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _below(path: str, step: str | int) -> str:
    return f"{path}.{step}" if path else str(step)
