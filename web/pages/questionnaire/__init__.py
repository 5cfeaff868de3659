"""The questionnaire at `/fragebogen`: one topic a page, then one open question a page."""

from web.pages.questionnaire import follow_up, pages
from web.pages.questionnaire.blueprint import blueprint

__all__ = ["blueprint", "follow_up", "pages"]
