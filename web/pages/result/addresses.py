"""Addresses of the pages for one token; those of the questionnaire lead back to the list."""

from __future__ import annotations

from functools import partial

from flask import url_for

from matcher.questions import askable
from web.match_page import MatchLinks

RETURN = "ergebnis"
"""What the questionnaire calls the list as the place to go back to."""


def question_href(token: str, field: str) -> str:
    """The page that asks for one field of the profile; '' for a fact that nobody registered."""
    return url_for("questionnaire.ask", token=token, field=field) if askable(field) else ""


def topic_href(token: str, slug: str) -> str:
    """One page of the questionnaire, filled with the answers so far."""
    return url_for("questionnaire.show_step", token=token, slug=slug, danach=RETURN)


def offer_href(token: str, offer_id: str) -> str:
    """The page of one offer for this company."""
    return url_for("result.offer", token=token, offer_id=offer_id)


def links_of(token: str) -> MatchLinks:
    """Where the texts of a match lead who holds the token."""
    return MatchLinks(offer=partial(offer_href, token), question=partial(question_href, token))
