"""A programme as an offer, with the doubts that a person should settle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from offers.importers.fdb import mapping
from offers.importers.fdb.ages import day_of, gone_on
from offers.importers.fdb.contract import label
from offers.importers.fdb.programme import Programme
from offers.importers.fdb.providers import SOURCE, provider_of
from offers.importers.reading import ReviewCase
from offers.schema import AudienceWord, Kind, Offer, SizeClass, State, parse_offer

_SIZES = tuple(SizeClass)
_UNUSUAL_SIZES = 0.7
_FIRMS = frozenset({AudienceWord.COMPANY, AudienceWord.FOUNDER, AudienceWord.FREELANCER})
_ADDRESS = ("https://", "http://")


def offer_id(programme: Programme) -> str:
    """The id of the offer; stable as long as the address in the source is."""
    return f"fdb-{programme.id_hash}"


def offer_of(programme: Programme) -> Offer:
    """The offer of a programme, its texts whole; InputErrors where the format forbids it."""
    as_of, gone = day_of(programme), gone_on(programme)
    return parse_offer(
        {
            "id": offer_id(programme),
            "title": programme.title,
            "provider": provider_of(programme) or SOURCE,
            "language": "de",
            **_texts(programme),
            **_facts(programme),
            "conditions": _conditions(programme),
            "state": str(State.ENDED if programme.absent else State.OPEN),
            "valid_until": gone and gone.isoformat(),
            "url": programme.url,
            "contact": _contact(programme),
            "source": {"document": SOURCE, "url": programme.url},
            "as_of": as_of and as_of.isoformat(),
            "license_info": programme.license_info,
        }
    )


def _texts(programme: Programme) -> dict[str, str]:
    """The texts of the source, each whole or not at all."""
    return {
        "summary": programme.short_description,
        "description": programme.text,
        "requires": programme.legal_requirements,
        "deadline_text": programme.deadlines,
        "status": programme.status_note,
        "topic_text": programme.keywords,
    }


def _facts(programme: Programme) -> dict[str, Sequence[str]]:
    """Our own words for the codes of the source."""
    areas, subareas = programme.funding_area, programme.funding_subarea
    return {
        "kinds": mapping.kinds(programme.funding_type, areas, subareas),
        "audience": mapping.ours("eligible_applicants", programme.eligible_applicants),
        "territory": mapping.ours("funding_location", programme.funding_location),
        "needs": mapping.needs(areas, subareas),
        "sectors": mapping.sectors(programme.applicant_sector),
    }


def _contact(programme: Programme) -> dict[str, str] | None:
    """Whom the row names, if anybody; an address that no page may link to is left out."""
    website = programme.contact_info_website.strip()
    contact = {
        "name": programme.contact_info_institution,
        "email": programme.contact_info_email,
        "phone": programme.contact_info_phone,
        "url": website if website.lower().startswith(_ADDRESS) else "",
    }
    return contact if any(contact.values()) else None


def _conditions(programme: Programme) -> dict[str, Any] | None:
    parts = [*_size(programme), *_assisted(programme)]
    return {"all": parts} if len(parts) > 1 else next(iter(parts), None)


def _size(programme: Programme) -> Iterator[dict[str, Any]]:
    """The ticked sizes where they limit; odd ones ('small' without 'micro') refuse nobody."""
    classes = mapping.ours("unternehmensgroesse", programme.unternehmensgroesse)
    if classes and len(classes) < len(_SIZES):
        named = ", ".join(label("unternehmensgroesse", c) for c in programme.unternehmensgroesse)
        doubt = {"confidence": _UNUSUAL_SIZES} if _odd(classes) else {}
        yield {"size": list(classes), "quote": f"Unternehmensgröße: {named}", **doubt}


def _odd(classes: Sequence[str]) -> bool:
    """Whether a size is missing between or below the ticked ones, up to medium.

    The smallest or a middle box is easily forgotten; 'large' alone or left out is a decision.
    """
    places = [place for place, size in enumerate(_SIZES) if size in classes]
    has_gap = places != list(range(places[0], places[-1] + 1))
    return has_gap or places[0] == _SIZES.index(SizeClass.SMALL)


def _assisted(programme: Programme) -> Iterator[dict[str, Any]]:
    """The area of regional aid, where the site is not within it anyway."""
    found = mapping.assisted_area(programme.grw)
    places = mapping.ours("funding_location", programme.funding_location)
    if found.area and not (places and found.wholly.issuperset(places)):
        named = ", ".join(label("grw", code) for code in programme.grw)
        inside = {"territory": [*sorted(found.wholly), found.area]}
        yield {**inside, "quote": f"GRW: {named}"}


def cases_of(programme: Programme, offer: Offer) -> Iterator[ReviewCase]:
    """What a person should look at; nothing of a programme that is gone."""
    if programme.absent:
        return
    if offer.kinds == (Kind.OTHER,):
        yield _case(offer, "fdb_kind", given=_labels("foerderart", programme.funding_type))
    if not offer.territory:
        yield _case(
            offer, "fdb_territory", given=_labels("foerdergebiet", programme.funding_location)
        )
    if not provider_of(programme):
        yield _case(offer, "fdb_provider", given=", ".join(programme.funding_organisation))
    if not offer.needs and not _FIRMS.isdisjoint(offer.audience):
        yield _case(offer, "fdb_needs", given=_labels("foerderbereich", programme.funding_area))
    classes = mapping.ours("unternehmensgroesse", programme.unternehmensgroesse)
    if classes and _odd(classes):
        given = _labels("unternehmensgroesse", programme.unternehmensgroesse)
        yield _case(offer, "fdb_size", given=given)
    if any(True for _ in _assisted(programme)):
        yield _case(offer, "fdb_assisted_area", given=mapping.assisted_area(programme.grw).area)


def _case(offer: Offer, code: str, *, given: str) -> ReviewCase:
    return ReviewCase(offer.id, code, {"given": given})


def _labels(vocabulary: str, codes: Sequence[str]) -> str:
    return ", ".join(label(vocabulary, code) for code in codes)
