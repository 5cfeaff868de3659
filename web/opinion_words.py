"""What advisors say of offers, and what came of them, in words."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext

from web.use_cases.firms.opinions import Opinion

OPINIONS: Mapping[Opinion, object] = {
    Opinion.FITS: lazy_gettext("Suits the firm"),
    Opinion.NOT_ELIGIBLE: lazy_gettext("Not eligible"),
    Opinion.NOT_RELEVANT: lazy_gettext("Not relevant"),
    Opinion.TOO_LATE: lazy_gettext("Too late"),
    Opinion.BETTER_ALTERNATIVE: lazy_gettext("Another offer is better"),
    Opinion.ALREADY_USED: lazy_gettext("Used already"),
    Opinion.NO_REASON: lazy_gettext("Does not suit the firm"),
    Opinion.MISSING: lazy_gettext("Was missing from the list"),
    Opinion.APPLIED: lazy_gettext("Applied for"),
    Opinion.GRANTED: lazy_gettext("Granted"),
    Opinion.REFUSED: lazy_gettext("Refused"),
    Opinion.GRADED: lazy_gettext("Graded elsewhere"),
}


def opinion_label(opinion: Opinion) -> str:
    """What an opinion is called."""
    return str(OPINIONS[opinion])
