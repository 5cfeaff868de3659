"""The consultation dossier of a file: arranged, commented, given out; and the firm's folder."""

from web.pages.dossier import arranging, folders, giving_out, routes
from web.pages.dossier.blueprint import blueprint

__all__ = ["arranging", "blueprint", "folders", "giving_out", "routes"]
