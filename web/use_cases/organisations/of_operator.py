"""The organisation that the first administrator belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Engine

from offers.organisations import parse_organisation
from offers.text import normalise, words
from web.author import Author
from web.use_cases.organisations import care, directory
from web.use_cases.reach import EVERYWHERE

KIND = "operator"
_LONGEST_ID = 80


def find_or_make(engine: Engine, name: str, territories: Sequence[str], *, by: Author) -> str:
    """The id of the open organisation of this name, made for the territories if there is none.

    InputErrors where a new one would not be fit to store.
    """
    known = directory.changeable(engine, EVERYWHERE)
    same = next((each for each in known if normalise(each.name) == normalise(name)), None)
    if same is not None:
        return same.id
    wanted = {"id": id_from(name), "name": name, "kind": KIND, "territories": tuple(territories)}
    made = care.create(engine, parse_organisation(wanted), by=by, reach=EVERYWHERE)
    assert made is not None
    return made


def id_from(name: str) -> str:
    """What an organisation of this name is called in addresses, before its number."""
    plain = "-".join(words(name)).encode("ascii", "ignore").decode()
    return plain[:_LONGEST_ID].strip("-") or "organisation"
