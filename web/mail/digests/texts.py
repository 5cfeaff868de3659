"""Texts of others made fit for a mail: one line, nothing that turns or hides what follows."""

from __future__ import annotations

import re

from offers.licences import forbids_changes
from offers.schema import Offer
from web.typed_texts import one_line

LONGEST_TITLE = 300
LONGEST_FACT = 400
LONGEST_SENTENCE = 600
LONGEST_SUMMARY = 300
LONGEST_LICENSE = 2000
LONGEST_SUBJECT = 80
_LEAST_TITLE = 25
"""Characters of a title under which the rest of it says too little."""
_NO_CHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF)
)
# What reverses the direction of all that follows.
_UNFIT = re.compile(f"[\u202a-\u202e\u2066-\u2069{_NO_CHARACTERS}]")
_CONTROLS = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff{_NO_CHARACTERS}]")


def line(text: str) -> str:
    """The text in one line."""
    return one_line(_UNFIT.sub(" ", text))


def without_controls(text: str) -> str:
    """The text with its lines, a blank for each control character."""
    return _CONTROLS.sub(" ", text)


def whole(text: str, longest: int) -> str:
    """The text in one line, or nothing where it is too long: a licence may forbid a part."""
    kept = line(text)
    return kept if len(kept) <= longest else ""


def short_title(offer: Offer, room: int) -> str:
    """The title in at most `room` characters; '' if it cannot be had.

    It is cut between two words, and not at all where its licence forbids to change it.
    """
    title = line(offer.title)
    if len(title) <= room:
        return title
    if forbids_changes(offer) or room < _LEAST_TITLE:
        return ""
    head = title[: room - 1].rpartition(" ")[0].rstrip(" ,;:–-")
    return f"{head} …" if len(head) >= _LEAST_TITLE - 2 else ""
