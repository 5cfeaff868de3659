"""Where the links of digest mails lead: all begin with the service's own public address."""

from __future__ import annotations

from matcher.questions import askable
from web.links import absolute
from web.use_cases.digests.kinds import Audience
from web.use_cases.digests.prepared import Recipient


def result_list(token: str) -> str:
    """The list of a firm."""
    return absolute("result.show", token=token)


def offer_for_firm(token: str, offer_id: str) -> str:
    """An offer as it stands for a firm."""
    return absolute("result.offer", token=token, offer_id=offer_id)


def offer_for_all(offer_id: str) -> str:
    """An offer, or what is left of a former one, for everybody."""
    return absolute("offers.show", offer_id=offer_id)


def dismissal(token: str, offer_id: str) -> str:
    """The page with the button that keeps an offer out of all later mails."""
    return absolute("news.ask_to_dismiss", token=token, offer_id=offer_id)


def question_page(token: str, field: str) -> str:
    """The page that asks for one field of the profile; '' for what nobody can be asked."""
    return absolute("questionnaire.ask", token=token, field=field) if askable(field) else ""


def settings_of(recipient: Recipient) -> str:
    """The page that changes a subscription; people sign in and find theirs in their account."""
    if recipient.audience is Audience.FIRM:
        return absolute("news.show", token=recipient.token)
    return absolute("account.show_news")


def unsubscribing(token: str) -> str:
    """The page that ends a subscription, by a button or by the one click of a mail program."""
    return absolute("news.ask_to_end", token=token)
