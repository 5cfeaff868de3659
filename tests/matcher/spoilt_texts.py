"""What keyboards, haste and other languages do to the texts of companies."""

from __future__ import annotations

import itertools
import re
from random import Random

EVERY = 5
"""Every how many longer words one is mistyped."""
SPELT_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
)
DROPPED = str.maketrans("äöüÄÖÜß", "aouAOUs")
_LONGER_WORD = re.compile(r"[^\W\d_]{5,}")

ENGLISH = {
    "c05": {
        "sector_text": "Wholesale of plumbing and heating supplies and switch cabinets",
        "need_text": (
            "Orders reach us by fax, as a photo of a note or on the answering machine, and three "
            "ladies type them all day into a program from 2004. My son says that a machine reads "
            "this by itself nowadays and also estimates what we have to reorder. Where does one "
            "start without being ripped off by a software house?"
        ),
    },
    "c06": {
        "sector_text": "Special machines for adhesive bonding",
        "need_text": (
            "Our largest customer sends a questionnaire with 140 points: password rules, remote "
            "maintenance, emergency plan, who may do what. Nobody here can fill it in. And in "
            "September somebody sent invoices with a wrong account number in our name. We need "
            "somebody who goes through everything once and tells us where the door is open."
        ),
    },
    "c08": {
        "sector_text": "Joinery, fitted furniture and windows",
        "need_text": (
            "I got my master craftsman's certificate this summer and now want to start my own "
            "business from March. I would have a workshop, still missing are an edge banding "
            "machine, a panel saw and a used van, about 70,000 in total. Own money 12. I would "
            "take two journeymen with me at once. What do I have to apply for, when and where, "
            "and who looks at my plan?"
        ),
    },
    "c13": {
        "sector_text": "Sensors for sewage treatment plants",
        "need_text": (
            "Our probes are overgrown after four weeks. I have an idea for a surface to which "
            "nothing sticks, but neither an electron microscope nor a chemist who understands it. "
            "Is there a professor nearby who can do this, perhaps with a master's thesis, and who "
            "pays for two years of tinkering that may come to nothing?"
        ),
    },
    "c14": {
        "sector_text": "Steel stairs and railings",
        "need_text": (
            "A property developer is bankrupt and we are left with an invoice of 240,000 euros. I "
            "can still manage the wages for December, but not January. The savings bank has "
            "closed the overdraft, the tax office sends reminders. From March there would be "
            "enough work again. Whom do I turn to before it is too late?"
        ),
    },
}
"""The texts of five companies by id, three of which name no need besides."""


def mistyped(text: str, seed: int) -> str:
    """The text with two letters swapped within every fifth longer word, drawn from the seed."""
    random = Random(seed)
    count = itertools.count(random.randrange(EVERY))

    def hasty(found: re.Match[str]) -> str:
        word = found[0]
        return word if next(count) % EVERY else _swapped(word, random.randrange(1, len(word) - 2))

    return _LONGER_WORD.sub(hasty, text)


def _swapped(word: str, at: int) -> str:
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
