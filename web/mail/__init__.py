"""Mail: letters are written here from templates, and handed to a server."""

from web.mail.writing import write

__all__ = ["write"]
