"""What is said after something was done: a code in the address, a sentence on the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext

from web.use_cases.people.accounts import AccountOutcome
from web.use_cases.people.invitations import InvitationOutcome, Invited


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence and its kind: success, warning or danger."""

    text: object
    kind: str = "success"


_NOTICES: Mapping[str, Notice] = {
    "eingeladen": Notice(lazy_gettext("The invitation is on its way.")),
    "zurueckgezogen": Notice(lazy_gettext("The invitation is withdrawn.")),
    "rollen": Notice(lazy_gettext("The roles are saved. They count from now on.")),
    "geschlossen": Notice(
        lazy_gettext("The account is closed. Nobody is signed in with it any more.")
    ),
    "zweiter-faktor": Notice(
        lazy_gettext("The second factor is reset. It can be set up again after signing in.")
    ),
    "letzte-verwaltung": Notice(
        lazy_gettext(
            "Nothing was changed: this is the last administrator. Give somebody else this role"
            " first."
        ),
        "danger",
    ),
    "organisation-geschlossen": Notice(
        lazy_gettext("Nothing was changed: the organisation is closed. Please open it first."),
        "danger",
    ),
    "keine-rolle": Notice(lazy_gettext("Please choose at least one role."), "danger"),
    "keine-post": Notice(
        lazy_gettext(
            "Nothing was changed: the service cannot send mail with links before the operator has"
            " set its public address."
        ),
        "danger",
    ),
    "nicht-moeglich": Notice(
        lazy_gettext("Nothing was changed: the account is not in a state for this."), "warning"
    ),
}
_REFUSALS: Mapping[str, str] = {
    AccountOutcome.LAST_ADMINISTRATOR: "letzte-verwaltung",
    InvitationOutcome.ORGANISATION_CLOSED: "organisation-geschlossen",
}


def notice_of(code: str) -> Notice | None:
    """The notice of a code; None for any other text."""
    return _NOTICES.get(code)


def code_of(outcome: AccountOutcome | InvitationOutcome | Invited, done: str) -> str:
    """The code for what became of a wish: `done` if it was fulfilled."""
    if isinstance(outcome, Invited) or outcome.value == "done":
        return done
    return _REFUSALS.get(outcome, "nicht-moeglich")
