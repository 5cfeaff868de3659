"""The bundled organisations: one YAML file, read whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from offers.errors import InputError, InputErrors
from offers.organisations.organisation import Organisation, parse_organisation
from offers.taxonomy.regions import resolve_territory
from offers.yaml_files import YamlRecord, read_records

ORGANISATIONS = Path(__file__).parent / "organisations.yaml"


def load_bundled_organisations(path: Path = ORGANISATIONS) -> tuple[Organisation, ...]:
    """The organisations of the file by id; InputErrors with line and field of every bad place."""
    found, errors = dict[str, Organisation](), list[InputError]()
    lines: dict[str, int] = {}
    for record in read_records(str(path)):
        try:
            organisation = _organisation(record, lines)
        except InputErrors as bad:
            errors.extend(record.located(bad, source=str(path)).errors)
            continue
        found[organisation.id] = organisation
    if errors:
        raise InputErrors(errors)
    return tuple(found[key] for key in sorted(found))


def _organisation(record: YamlRecord, lines: dict[str, int]) -> Organisation:
    """The organisation of a record; `lines` remembers where each id was seen first."""
    organisation = parse_organisation(record.fields)
    errors = list(_territory_errors(organisation))
    if organisation.id in lines:
        values = {"id": organisation.id, "first": lines[organisation.id]}
        errors.append(InputError("duplicate_id", "id", values))
    lines.setdefault(organisation.id, record.line)
    if errors:
        raise InputErrors(errors)
    return organisation


def _territory_errors(organisation: Organisation) -> Iterator[InputError]:
    if not organisation.territories:
        yield InputError("empty", "territories")
    unresolved = resolve_territory(organisation.territories).unresolved
    for position, name in enumerate(organisation.territories):
        if name in unresolved:
            yield InputError("unknown_territory", f"territories.{position}", {"given": name})
