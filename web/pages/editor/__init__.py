"""The editors' pages: the catalogue, drafts of offers, and what is published."""

from web.pages.editor import conditions, conflicts, drafts, offers, publishing
from web.pages.editor.blueprint import blueprint

__all__ = ["blueprint", "conditions", "conflicts", "drafts", "offers", "publishing"]
