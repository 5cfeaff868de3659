"""The letter that asks a firm to confirm that it wants news."""

from __future__ import annotations

from collections.abc import Sequence

from web.current import now
from web.letters import Letter
from web.links import absolute
from web.mail.writing import write
from web.tokens import token_hash
from web.use_cases.digests.subscribing import CONFIRM_WITHIN
from web.use_cases.firms.contacts import UNCONFIRMED_FOR


def letter_to_confirm(
    link: str, *, recipient: str, language: str, plan: Sequence[str], invited_by: str = ""
) -> Letter:
    """The letter with the link of this secret. `invited_by`: the organisation that asked for it
    on the firm's behalf, '' where the firm did so itself.
    """
    return write(
        "news_confirm",
        cause=f"news_confirm:{token_hash(link)}",
        recipient=recipient,
        language=language,
        expires_utc=now() + CONFIRM_WITHIN,
        href=absolute("news.ask_to_confirm", token=link),
        until=now() + CONFIRM_WITHIN,
        days=UNCONFIRMED_FOR.days,
        plan=tuple(plan),
        invited_by=invited_by,
    )
