"""A small world in which what is right is plain: an offer a need, companies that have it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from matcher.catalogue import Catalogue, compile_catalogue
from matcher.judgments import Judgment, parse_judgment
from matcher.lessons import examples
from matcher.profile import Asked, parse_profile
from matcher.training import Example
from offers.schema import parse_offer

TODAY = date(2026, 11, 22)
NEEDS = ("export", "training", "founding", "mobility", "it_security", "succession")
TERRITORIES = ("Deutschland", "Nordrhein-Westfalen", "Bochum")


def offers() -> tuple[dict[str, Any], ...]:
    """Three offers a need: for all of Germany, for the Land, for the town."""
    return tuple(
        {
            "id": f"{need.replace('_', '-')}-{place}",
            "title": f"Beratung {place}",
            "provider": f"Amt {place}",
            "needs": [need],
            "territory": [territory],
        }
        for need in NEEDS
        for place, territory in enumerate(TERRITORIES)
    )


def catalogue() -> Catalogue:
    return compile_catalogue([parse_offer(raw) for raw in offers()], "test")


def profiles() -> tuple[dict[str, Any], ...]:
    """A company in Bochum for every need, with another need second."""
    return tuple(
        {
            "id": f"firm-{at}",
            "postal_code": "44787",
            "needs": [need, NEEDS[(at + 1) % len(NEEDS)]],
            "today": TODAY.isoformat(),
        }
        for at, need in enumerate(NEEDS)
    )


def asked() -> tuple[Asked, ...]:
    return tuple(Asked(parse_profile(raw), TODAY) for raw in profiles())


def grades() -> tuple[dict[str, Any], ...]:
    """The main need and the nearest offer are best; who grades so is an agreed reference."""
    return tuple(
        {"profile": firm["id"], "offer": offer["id"], "grade": _grade(firm, offer)}
        for firm in profiles()
        for offer in offers()
    )


def _grade(firm: dict[str, Any], offer: dict[str, Any]) -> int:
    (need,), near = offer["needs"], TERRITORIES.index(offer["territory"][0])
    if need == firm["needs"][0]:
        return 1 + near
    return 1 if need in firm["needs"] and near else 0


def judgments(**given: Any) -> tuple[Judgment, ...]:
    return tuple(parse_judgment({**grade, **given}) for grade in grades())


def lessons(judged: Sequence[Judgment]) -> tuple[Example, ...]:
    return examples(asked(), catalogue(), judged, today=TODAY)
