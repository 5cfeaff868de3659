"""Who gives: a name that people can read."""

from __future__ import annotations

from offers.importers.fdb.contract import label
from offers.importers.fdb.mapping import provider_of_key, tables
from offers.importers.fdb.programme import Programme

SOURCE = "Förderdatenbank des Bundes"
_FOLDERS = "/Foerderprogramm/"
_LAND = "land"


def provider_of(programme: Programme) -> str:
    """The name of the giver, else of the contact, else of the level; '' where none is known."""
    keys = (*programme.funding_organisation, *_folders(programme.url))
    known = next((name for key in keys if (name := provider_of_key(key))), "")
    return known or programme.contact_info_institution.strip() or _level(programme)


def _folders(url: str) -> tuple[str, ...]:
    """'BMAS' of '…/Foerderprogramm/Bund/BMAS/einstiegsgeld.html'."""
    return tuple(url.partition(_FOLDERS)[2].split("/")[1:-1])


def _level(programme: Programme) -> str:
    """'Land Hessen', 'Bund'; several Länder are no one's name."""
    levels = programme.funding_body
    if len(levels) != 1:
        return ""
    name: str = tables()["funding_body"][levels[0]]
    if levels[0] != _LAND:
        return name
    places = programme.funding_location
    return f"{name} {label('foerdergebiet', places[0])}" if len(places) == 1 else ""
