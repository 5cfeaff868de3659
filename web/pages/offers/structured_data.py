"""An offer as schema.org JSON-LD, for search engines: a data block that nobody executes."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from matcher.wording import audience_label, kind_label
from offers.schema import Kind, Offer
from web.offer_page.labels import territory_names, web_address

FINANCIAL = frozenset({Kind.LOAN, Kind.GUARANTEE, Kind.EQUITY})
_UNSAFE = "<>&\u2028\u2029"
"""Signs that could end the element or a line of the block."""


def structured_data(offer: Offer, *, url: str) -> Markup:
    """The JSON of an offer that lives at `url`, safe inside a script element.

    Texts with a licence are left out: schema.org has no place for it beside a service.
    """
    text = json.dumps(_described(offer, url), ensure_ascii=False)
    for sign in _UNSAFE:
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)


def _described(offer: Offer, url: str) -> dict[str, Any]:
    language = offer.language
    described = {
        "@context": "https://schema.org",
        "@type": _type(offer),
        "@id": url,
        "url": url,
        "name": offer.title,
        "description": "" if offer.license_info else offer.summary or offer.description,
        "serviceType": [kind_label(kind, language) for kind in offer.kinds],
        "provider": {"@type": "Organization", "name": offer.provider},
        "areaServed": [
            {"@type": "AdministrativeArea", "name": name}
            for name in territory_names(offer, language)
        ],
        "audience": [
            {"@type": "Audience", "audienceType": audience_label(word, language)}
            for word in offer.audience
        ],
        "sameAs": web_address(offer.url),
    }
    return {key: value for key, value in described.items() if value}


def _type(offer: Offer) -> str:
    """A loan, guarantee or share is a financial product, a grant a public service."""
    if not FINANCIAL.isdisjoint(offer.kinds):
        return "FinancialProduct"
    return "GovernmentService" if Kind.GRANT in offer.kinds else "Service"
