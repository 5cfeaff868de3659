"""Words of the format as a person reads them: lists, places, sectors, needs, sizes, answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Literal, TypeAlias

from babel.lists import format_list

from matcher.wording.language import Language
from matcher.wording.quantities import Shown, euros, number, outside, people, span
from offers.schema import SizeClass
from offers.taxonomy.facts import FACTS
from offers.taxonomy.needs import need
from offers.taxonomy.regions import (
    Region,
    RegionKind,
    Site,
    district_of,
    find_region,
    land_of,
    municipality_of,
)
from offers.taxonomy.sectors import label as sector_label

Style: TypeAlias = Literal["standard", "or"]
MOST_NAMED = 5
_CLDR_CODES = {"EL": "GR", "UK": "GB"}


def listed(items: Iterable[str], language: Language, *, style: Style = "standard") -> str:
    """'a, b und c'; more than five end in 'und 12 weitere'. `style` 'or' gives 'a, b oder c'.

    Items that hold a comma are parted by semicolons, items that hold an 'und' by 'sowie'.
    """
    named = list(dict.fromkeys(item for item in items if item))
    rest = len(named) - MOST_NAMED
    if rest > 1:
        named[MOST_NAMED:] = [language.phrases["more"].format(number(rest, language))]
    if any("," in item for item in named):
        return "; ".join(named)
    conjunction = f" {language.phrases['and']} "
    if len(named) > 1 and style == "standard" and any(conjunction in item for item in named):
        heads, last = ", ".join(named[:-1]), named[-1]
        return language.phrases["as_well_as"].format(heads, last)
    return str(format_list(named, style=style, locale=language.locale))


@lru_cache(maxsize=1024)
def place(name: str, language: Language) -> str:
    """The name of a region given by code or name; what cannot be resolved stays as given."""
    found = find_region(name)
    return _region_name(found, language) if found else name


def _region_name(region: Region, language: Language) -> str:
    if region.kind in (RegionKind.UNION, RegionKind.COUNTRY, RegionKind.FOREIGN):
        cldr = _CLDR_CODES.get(region.code, region.code)
        return str(language.locale.territories.get(cldr, region.name))
    return language.places.get(region.code, region.name)


@lru_cache(maxsize=1024)
def places(names: tuple[str, ...], language: Language) -> str:
    """'Bochum, Herne und Witten'."""
    return listed((place(name, language) for name in names), language)


@lru_cache(maxsize=1024)
def located(names: tuple[str, ...], language: Language) -> str:
    """Where: 'in Bochum oder Herne', 'in Bochum oder im Kreis Unna', 'in der Metropole Ruhr'."""
    plain = language.phrases["in"]
    spots = [_located(place(name, language), language) for name in names]
    if all(
        spot == plain.format(place(name, language)) for spot, name in zip(spots, names, strict=True)
    ):
        joined = listed((place(name, language) for name in names), language, style="or")
        return plain.format(joined)
    return listed(spots, language, style="or")


def _located(name: str, language: Language) -> str:
    for pattern, template in language.locatives:
        if found := re.fullmatch(pattern, name):
            return template.format(name, *found.groups())
    return language.phrases["in"].format(name)


def site(value: Site, language: Language) -> str:
    """The municipality of a site, else its Kreis, else its Land, else ''."""
    found = municipality_of(value) or district_of(value) or land_of(value)
    return _region_name(found, language) if found else ""


@lru_cache(maxsize=4096)
def sector(code: str, language: Language) -> str:
    """The label of a section or division; a deeper code stands before it: 'WZ 25.62 ...'."""
    try:
        label = sector_label(code, language.code)
    except ValueError:
        return code
    return f"WZ {code} {label}" if "." in code or len(code) > 2 else label


def sectors(codes: Sequence[str], language: Language) -> str:
    """Labels of sectors, joined."""
    return listed((sector(code, language) for code in codes), language)


def needs(keys: Sequence[str], language: Language) -> str:
    """Labels of needs, joined; unknown keys as they are."""
    return listed((_need(key, language) for key in keys), language)


def _need(key: str, language: Language) -> str:
    try:
        return need(key).label.get(language.code)
    except KeyError:
        return key


def words(
    group: str, given: Sequence[str], language: Language, *, style: Style = "standard"
) -> str:
    """Labels of a closed list, joined."""
    return listed((language.label(group, word) for word in given), language, style=style)


def sizes(classes: Sequence[str], language: Language) -> str:
    """Size classes: the common name of all together ('KMU'), else their names in order of size."""
    return language.sizes.get(frozenset(classes)) or _each_size(classes, language, "standard")


def sizes_in_full(classes: Sequence[str], language: Language) -> str:
    """Size classes with every class named: 'Kleinst-, kleine oder mittlere Unternehmen (KMU)'."""
    return language.sizes_in_full.get(frozenset(classes)) or _each_size(classes, language, "or")


def possible_sizes(classes: Sequence[str], language: Language) -> str:
    """What one company may be: 'kleines Unternehmen oder mittleres Unternehmen'."""
    ordered = [size for size in SizeClass if size in classes]
    return words("size", ordered, language, style="or")


def _each_size(classes: Sequence[str], language: Language, style: Style) -> str:
    ordered = [size for size in SizeClass if size in classes]
    return words("sizes", ordered, language, style=style)


def quoted(terms: Iterable[str], language: Language) -> str:
    """Words in quotation marks, joined."""
    quote = language.phrases["quote"]
    return listed((quote.format(term) for term in terms if term), language)


def fact_name(name: str, language: Language) -> str:
    """The question of a registered fact, else its name with spaces."""
    fact = FACTS.get(name)
    return fact.question.get(language.code) if fact else name.replace("_", " ").strip()


def fact_answer(name: str, value: object, language: Language) -> str:
    """An answer: 'ja', the label of a choice, a number with the fact's unit; limits as a range."""
    if isinstance(value, bool):
        return language.phrases["yes" if value else "no"]
    if isinstance(value, tuple):
        return fact_range(name, value, language)
    if isinstance(value, int | float):
        return _shown(name)(value, language)
    return _choice(name, str(value), language) if value is not None else ""


def fact_range(name: str, value: object, language: Language) -> str:
    """Limits of a number; '' for any other thing that may be asked."""
    if not isinstance(value, tuple):
        return ""
    low, high = value
    return span(low, high, language, _shown(name))


def other_answer(name: str, value: object, language: Language) -> str:
    """What an answer must be if it must not be this one."""
    if isinstance(value, bool):
        return fact_answer(name, not value, language)
    if isinstance(value, tuple):
        low, high = value
        return outside(low, high, language, _shown(name))
    answer = fact_answer(name, value, language)
    return language.phrases["not"].format(answer) if answer else ""


def _shown(name: str) -> Shown:
    """How numbers of a fact are shown: with its unit, if it has one."""
    fact = FACTS.get(name)
    unit = fact.unit if fact else None
    return _UNITS.get(unit, number) if unit else number


def _choice(name: str, value: str, language: Language) -> str:
    fact = FACTS.get(name)
    choices = fact.choices if fact else ()
    labels = {choice.value: choice.label.get(language.code) for choice in choices}
    return labels.get(value, value)


_UNITS: Mapping[str, Shown] = {"EUR": euros, "people": people}
