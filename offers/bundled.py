"""The bundled catalogue: YAML files to offers, all of them or an error that names every bad place.

The bundle is ours, so it is held to more than the format: every territory resolves, every fact is
registered and asked for by its type, every WZ division exists, no id occurs in two files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from offers.errors import InputError, InputErrors
from offers.schema import Offer, parse_offer
from offers.schema.conditions import FactFits, InSector, InTerritory, Leaf, located_leaves
from offers.taxonomy.facts import FACTS, Fact, FactType, fits
from offers.taxonomy.regions import resolve_territory
from offers.taxonomy.sectors import DIVISIONS
from offers.yaml_files import YamlRecord, read_records

CATALOGUE = Path(__file__).parent / "catalogue"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an offer's record begins."""

    source: str
    line: int


def load_bundled(folder: Path = CATALOGUE) -> tuple[Offer, ...]:
    """Every offer of the folder's YAML files, by id; InputErrors with every bad place of all."""
    paths = yaml_files(folder)
    if not paths:
        raise InputErrors([InputError("no_files", source=str(folder))])
    return tuple(sorted(read_files(paths), key=lambda offer: offer.id))


def yaml_files(folder: Path) -> tuple[Path, ...]:
    """The YAML files of a folder by name."""
    return tuple(sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".yml")))


def read_files(paths: Sequence[Path]) -> tuple[Offer, ...]:
    """The offers of YAML files in their order; InputErrors with every bad place of all files."""
    offers, errors = list[Offer](), list[InputError]()
    first: dict[str, Place] = {}
    for path in paths:
        source = str(path)
        try:
            records = read_records(source)
        except InputErrors as found:
            errors.extend(found.errors)
            continue
        for record in records:
            try:
                offers.append(_offer(record, source, first))
            except InputErrors as found:
                errors.extend(found.errors)
    if errors:
        raise InputErrors(errors)
    return tuple(offers)


def _offer(record: YamlRecord, source: str, first: dict[str, Place]) -> Offer:
    """The offer of a record; `first` remembers where each id was seen."""
    try:
        offer = parse_offer(record.fields)
        errors = [*_repeated(offer, Place(source, record.line), first), *catalogue_errors(offer)]
        if errors:
            raise InputErrors(errors)
    except InputErrors as found:
        raise record.located(found, source=source) from None
    return offer


def _repeated(offer: Offer, place: Place, first: dict[str, Place]) -> Iterator[InputError]:
    earlier = first.setdefault(offer.id, place)
    if earlier is not place:
        where = f"{earlier.line} of {Path(earlier.source).name}"
        yield InputError("duplicate_id", "id", {"id": offer.id, "first": where})


def catalogue_errors(offer: Offer) -> Iterator[InputError]:
    """What the bundle does not allow although the format does."""
    yield from _territory_errors(offer.territory, "territory")
    yield from _sector_errors(offer.sectors, "sectors")
    if offer.conditions is not None:
        for path, leaf in located_leaves(offer.conditions, "conditions"):
            yield from _leaf_errors(leaf, path)


def _leaf_errors(leaf: Leaf, path: str) -> Iterator[InputError]:
    match leaf:
        case InTerritory(names):
            yield from _territory_errors(names, f"{path}.territory")
        case InSector(prefixes):
            yield from _sector_errors(prefixes, f"{path}.sector")
        case FactFits():
            yield from _fact_errors(leaf, f"{path}.fact")


def _territory_errors(names: Sequence[str], path: str) -> Iterator[InputError]:
    unresolved = resolve_territory(tuple(names)).unresolved
    for position, name in enumerate(names):
        if name in unresolved:
            yield InputError("unknown_territory", f"{path}.{position}", {"given": name})


def _sector_errors(prefixes: Sequence[str], path: str) -> Iterator[InputError]:
    for position, prefix in enumerate(prefixes):
        if prefix[0].isdigit() and prefix[:2] not in DIVISIONS:
            yield InputError("unknown_division", f"{path}.{position}", {"given": prefix})


def _fact_errors(leaf: FactFits, path: str) -> Iterator[InputError]:
    fact = FACTS.get(leaf.name)
    if fact is None:
        yield InputError("unknown_fact", f"{path}.name", {"given": leaf.name})
    elif not _asks_rightly(leaf, fact):
        values = {"expected": f"an answer of type '{fact.type}'", "given": _asked(leaf)}
        yield InputError("wrong_type", path, values)


def _asks_rightly(leaf: FactFits, fact: Fact) -> bool:
    """Whether some answer of the fact's type can fit."""
    if leaf.equals is None:
        return fact.type is FactType.NUMBER
    return fits(fact, leaf.equals)


def _asked(leaf: FactFits) -> str:
    return "a range" if leaf.equals is None else f"'{leaf.equals}'"
