"""Addresses of the questionnaire's pages for one token; each leads back to the list."""

from __future__ import annotations

from flask import url_for

from matcher.questions import askable

RETURN = "ergebnis"
"""What the questionnaire calls the list as the place to go back to."""


def question_href(token: str, field: str) -> str:
    """The page that asks for one field of the profile; '' for a fact that nobody registered."""
    return url_for("questionnaire.ask", token=token, field=field) if askable(field) else ""


def topic_href(token: str, slug: str) -> str:
    """One page of the questionnaire, filled with the answers so far."""
    return url_for("questionnaire.show_step", token=token, slug=slug, danach=RETURN)
