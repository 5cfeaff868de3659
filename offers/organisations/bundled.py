"""The bundled organisations: one YAML file, read whole or not at all."""

from __future__ import annotations

from pathlib import Path

from offers.errors import InputError, InputErrors
from offers.organisations.organisation import Organisation, parse_organisation
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
    if organisation.id in lines:
        values = {"id": organisation.id, "first": lines[organisation.id]}
        raise InputErrors([InputError("duplicate_id", "id", values)])
    lines[organisation.id] = record.line
    return organisation
