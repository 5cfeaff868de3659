"""Small lines under fields: what was understood, and what the source says."""

from __future__ import annotations

from flask_babel import gettext

from offers.taxonomy.regions import find_region, search_regions
from offers.taxonomy.sectors import label as sector_label
from web.language import current_language
from web.pages.editor import entries
from web.pages.editor.entries import Kind
from web.pages.editor.field import Field
from web.use_cases.places import read_place

MOST_SUGGESTIONS, MOST_MEANINGS = 3, 20


def meanings(field: Field, value: object) -> tuple[str, ...]:
    """What the lines of places and sectors mean; what speaks for itself is left out."""
    if field.kind is not Kind.LINES or not isinstance(value, list):
        return ()
    explain = place_meaning if field.path == "territory" else _sector_meaning
    return tuple(filter(None, (explain(str(line)) for line in value[:MOST_MEANINGS])))


def source_says(field: Field, value: object) -> str:
    """That this is an editor's word, and what the source says instead."""
    said = ", ".join(entries.shown(field.kind, value).splitlines())
    if field.kind in (Kind.CHOICE, Kind.CHOICES, Kind.TRUTH):
        said = _labels(field, value)
    if not said:
        return gettext("By the editors. The source says nothing about it.")
    return gettext("By the editors. The source says: %(words)s", words=said)


def unknown_place(name: str) -> str:
    """That nobody knows a place, and what to write instead."""
    known = search_regions(name, limit=MOST_SUGGESTIONS)
    found = (read_place(name).name, *(region.name for region in known))
    clear = [each for each in dict.fromkeys(found) if find_region(each)]
    ask = gettext(
        "We do not know the place “%(name)s”. Write a municipality (Witten), a district (Kreis "
        "Unna), a state or a region (Metropole Ruhr), or a code such as DEA.",
        name=name,
    )
    if not clear:
        return ask
    meant = gettext("Did you mean: %(places)s?", places=", ".join(clear))
    return f"{ask} {meant}"


def place_meaning(name: str) -> str:
    """'DEA: Nordrhein-Westfalen'; '' for a name that says it already or is unknown."""
    region = find_region(name)
    if region is None or region.name == name:
        return ""
    return f"{name}: {region.name}"


def _sector_meaning(code: str) -> str:
    try:
        return f"{code}: {sector_label(code, current_language())}"
    except ValueError:
        return ""


def _labels(field: Field, value: object) -> str:
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    labels = dict(field.options())
    words = value if isinstance(value, list) else [value]
    return ", ".join(labels.get(str(word), str(word)) for word in words if word is not None)
