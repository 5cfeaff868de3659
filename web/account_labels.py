"""Roles and states of accounts in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask_babel import lazy_gettext

from web.use_cases.people.register import PersonState
from web.use_cases.roles import Role

_ROLES: Mapping[Role, tuple[object, object]] = {
    Role.ADVISOR: (
        lazy_gettext("Advisor"),
        lazy_gettext("Advises companies and finds partners in the network."),
    ),
    Role.LEAD: (
        lazy_gettext("Lead"),
        lazy_gettext("Advises companies, too, and distributes requests and files."),
    ),
    Role.EDITOR: (lazy_gettext("Editor"), lazy_gettext("Keeps the offers up to date.")),
    Role.ADMINISTRATOR: (
        lazy_gettext("Administrator"),
        lazy_gettext("Invites people and looks after accounts and organisations."),
    ),
}
_STATES: Mapping[PersonState, object] = {
    PersonState.INVITED: lazy_gettext("Invited"),
    PersonState.ACTIVE: lazy_gettext("Active"),
    PersonState.CLOSED: lazy_gettext("Closed"),
}
STATE_BADGES: Mapping[PersonState, str] = {
    PersonState.INVITED: "info",
    PersonState.ACTIVE: "success",
    PersonState.CLOSED: "warning",
}


def role_labels(roles: Iterable[Role]) -> tuple[str, ...]:
    """What the roles are called."""
    return tuple(str(_ROLES[role][0]) for role in roles)


def role_options() -> tuple[tuple[str, str, str], ...]:
    """All roles as choices: value, label, what one does in it."""
    return tuple((role.value, str(label), str(hint)) for role, (label, hint) in _ROLES.items())


def state_label(state: PersonState) -> str:
    """What the state of an account is called."""
    return str(_STATES[state])
