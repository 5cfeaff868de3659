"""People with an account: the list, one person, invitations."""

from web.pages.people.routes import blueprint

__all__ = ["blueprint"]
