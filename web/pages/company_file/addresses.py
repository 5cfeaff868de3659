"""Addresses within one file."""

from __future__ import annotations

from functools import partial

from flask import url_for

from matcher.questions import askable
from web.match_page import MatchLinks


def offer_href(public_id: str, offer_id: str) -> str:
    """The page of one offer for this firm."""
    return url_for("company_file.offer", public_id=public_id, offer_id=offer_id)


def question_href(public_id: str, field: str) -> str:
    """The page that asks for one field of the profile; '' for a fact that nobody registered."""
    if not askable(field):
        return ""
    return url_for("company_file.ask", public_id=public_id, field=field)


def topic_href(public_id: str, slug: str) -> str:
    """The form of one topic."""
    return url_for("company_file.edit_topic", public_id=public_id, slug=slug)


def links_of(public_id: str) -> MatchLinks:
    """Where the texts of a match lead in this file."""
    return MatchLinks(
        offer=partial(offer_href, public_id), question=partial(question_href, public_id)
    )
