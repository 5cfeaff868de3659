"""Digest mails in words: a prepared mail becomes a letter with text, HTML and its list headers."""

from web.mail.digests.writing import write

__all__ = ["write"]
