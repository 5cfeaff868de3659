"""What an offer's card shows: plain texts in the page's language, for `components/offer_card.html`.

Pages turn a `Match` or an `Offer` into an `OfferCard`; the template holds no rules.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Contact:
    """Whom to ask; every part may be empty."""

    name: str = ""
    phone: str = ""
    email: str = ""
    url: str = ""


@dataclass(frozen=True)
class OpenPoint:
    """One thing not known yet: what it is, and the question (with its page) that clears it."""

    text: str
    question: str = ""
    href: str = ""


@dataclass(frozen=True)
class SimilarOffer:
    """A variant of the offer: its title in its own language, and its page."""

    title: str
    href: str
    language: str = "de"


@dataclass(frozen=True, kw_only=True)
class OfferCard:
    """An offer as a card. Empty texts and tuples are left out of the page.

    `id` is unique on the page. `verdict_kind` is one of info, success, warning, danger and
    colours the badge with `verdict_label`. `language` is that of `title`, `provider` and `summary`.
    `license_info` is shown wherever the words of its source are: texts stand whole beside it.
    """

    id: str
    href: str
    title: str
    provider: str
    language: str = "de"
    kinds: tuple[str, ...] = ()
    verdict_label: str = ""
    verdict_kind: str = "info"
    summary: str = ""
    amount: str = ""
    deadline: str = ""
    before_start: bool = False
    reasons: tuple[str, ...] = ()
    open_points: tuple[OpenPoint, ...] = ()
    exclusions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    contact: Contact | None = None
    checked_note: str = ""
    license_info: str = ""
    similar: tuple[SimilarOffer, ...] = ()
