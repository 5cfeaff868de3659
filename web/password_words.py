"""Why a password is not taken, and how long somebody has to wait, in words."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext, lazy_gettext, ngettext

from web.passwords import LONGEST, SHORTEST, PasswordProblem

_PROBLEMS: Mapping[PasswordProblem, object] = {
    PasswordProblem.TOO_SHORT: lazy_gettext(
        "The password is too short. It needs at least %(least)s characters.", least=SHORTEST
    ),
    PasswordProblem.TOO_LONG: lazy_gettext(
        "The password is too long. It may have %(most)s characters at most.", most=LONGEST
    ),
    PasswordProblem.TOO_COMMON: lazy_gettext(
        "This password is easy to guess. Several words that do not belong together are better."
    ),
    PasswordProblem.TOO_PERSONAL: lazy_gettext(
        "The password consists of your name, your e-mail address or the name of this service."
        " Please choose another one."
    ),
}


def why_not(problem: PasswordProblem) -> str:
    """One sentence, two at most."""
    return str(_PROBLEMS[problem])


def password_hint() -> str:
    """What is asked of a new password, before anybody types one."""
    return gettext(
        "At least %(least)s characters. Good are several words that do not belong together.",
        least=SHORTEST,
    )


def waiting(seconds: int) -> str:
    """How long: in seconds up to two minutes, then in minutes rounded up."""
    if seconds <= 120:
        return ngettext("%(num)s second", "%(num)s seconds", seconds)
    return ngettext("%(num)s minute", "%(num)s minutes", -(-seconds // 60))


def too_many_attempts(seconds: int) -> str:
    """What stands at a field of a password or code that was not even looked at."""
    return gettext(
        "There were too many failed attempts. Please wait %(time)s and try again.",
        time=waiting(seconds),
    )
