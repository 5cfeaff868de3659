"""The sources of an installation: those that come with it, changed by the operator's own file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from offers.errors import InputError, InputErrors
from offers.schema.records import parse_record
from offers.sources.source import Source
from offers.yaml_files import YamlRecord, read_records

_BUNDLED = Path(__file__).with_name("sources.yaml")


def load_sources(operators: str | None = None) -> tuple[Source, ...]:
    """Every source that is on, by name. `operators`: a file that adds, changes, switches off.

    An entry with the name of a bundled source changes the fields that it holds and keeps the rest.
    InputErrors with every bad place, its line and field.
    """
    bundled = {str(each["name"]): each for each in map(_fields, _records(str(_BUNDLED)))}
    found = {name: parse_record(Source, fields) for name, fields in bundled.items()}
    if operators is not None:
        found |= _own(operators, bundled)
    return tuple(found[name] for name in sorted(found) if not found[name].off)


def by_name(sources: Iterable[Source], name: str) -> Source:
    """The source of this name; InputErrors if there is none."""
    known = {source.name: source for source in sources}
    if name not in known:
        values = {"given": name[:60], "known": ", ".join(known) or "none"}
        raise InputErrors([InputError("unknown_source", "", values)])
    return known[name]


def _own(path: str, bundled: Mapping[str, Mapping[str, Any]]) -> dict[str, Source]:
    found, errors = dict[str, Source](), list[InputError]()
    for record in _records(path):
        fields = _fields(record)
        name = str(fields.get("name", ""))
        try:
            source = parse_record(Source, {**bundled.get(name, {}), **fields})
            if source.name in found:
                raise InputErrors([InputError("duplicate_key", "name", {"key": source.name})])
        except InputErrors as bad:
            errors.extend(record.located(bad, source=path).errors)
        else:
            found[source.name] = _beside(source, path)
    if errors:
        raise InputErrors(errors)
    return found


def _records(path: str) -> tuple[YamlRecord, ...]:
    records = read_records(path)
    bad = [
        InputError("not_an_object", "", {}, path, record.line)
        for record in records
        if not isinstance(record.fields, Mapping)
    ]
    if bad:
        raise InputErrors(bad)
    return records


def _fields(record: YamlRecord) -> Mapping[str, Any]:
    assert isinstance(record.fields, Mapping)
    return record.fields


def _beside(source: Source, path: str) -> Source:
    """The source with its mapping file found beside the file that names it."""
    if source.mapping is None:
        return source
    return source.model_copy(update={"mapping": str(Path(path).parent / source.mapping)})
