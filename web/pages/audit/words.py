"""What was done, in words: one table for all actions. A test fails on an action without words."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext, lazy_gettext

ACTIONS: Mapping[str, object] = {
    "account_changed": lazy_gettext("changed the own account"),
    "audit.read": lazy_gettext("read the audit trail"),
    "company.address.confirm": lazy_gettext("confirmed the e-mail address of a company"),
    "company.address.enter": lazy_gettext("entered the e-mail address of a company"),
    "company.address.remove": lazy_gettext("removed the e-mail address of a company"),
    "company.consent.withdraw": lazy_gettext("took a consent back"),
    "company.delete": lazy_gettext("deleted the data of a company"),
    "company.move": lazy_gettext("made earlier links of a company invalid"),
    "company.sign_in": lazy_gettext("opened the data of a company by a link sent by mail"),
    "job.ask": lazy_gettext("asked for a run of an automatic task"),
    "job.run": lazy_gettext("ran an automatic task"),
    "mail.allow_address": lazy_gettext("allowed mail to an address again"),
    "mail.pause": lazy_gettext("paused all mail"),
    "mail.resume": lazy_gettext("let mail leave again"),
    "mail.retry": lazy_gettext("had a mail sent again"),
    "organisation.changed": lazy_gettext("changed an organisation"),
    "organisation.closed": lazy_gettext("closed an organisation"),
    "organisation.created": lazy_gettext("added an organisation"),
    "organisation.second_factor_demanded": lazy_gettext("required a second factor"),
    "organisation.second_factor_waived": lazy_gettext("no longer required a second factor"),
    "organisation.reopened": lazy_gettext("opened an organisation again"),
    "other_sessions_ended": lazy_gettext("ended all other own sessions"),
    "password_changed": lazy_gettext("changed the own password"),
    "password_set_by_link": lazy_gettext("set a new password by a link"),
    "person.accepted": lazy_gettext("accepted an invitation"),
    "person.closed": lazy_gettext("closed an account"),
    "person.erase": lazy_gettext("deleted name and address of a closed account"),
    "person.invitation_withdrawn": lazy_gettext("withdrew an invitation"),
    "person.invited": lazy_gettext("invited a person"),
    "person.invited_again": lazy_gettext("sent an invitation again"),
    "person.read": lazy_gettext("opened the page of a person"),
    "person.reopened": lazy_gettext("opened an account again"),
    "person.roles_changed": lazy_gettext("changed the roles of a person"),
    "person.second_factor_reset": lazy_gettext("reset the second factor of a person"),
    "recovery_code_used": lazy_gettext("used a recovery code"),
    "recovery_codes_renewed": lazy_gettext("made new recovery codes"),
    "second_factor_removed": lazy_gettext("removed the own second factor"),
    "second_factor_set": lazy_gettext("set up the own second factor"),
    "session_ended": lazy_gettext("ended an own session"),
    "signed_in": lazy_gettext("signed in"),
    "signed_out": lazy_gettext("signed out"),
}
_DETAILS: Mapping[str, object] = {
    "administrator": lazy_gettext("Administrator"),
    "advisor": lazy_gettext("Advisor"),
    "editor": lazy_gettext("Editor"),
    "email": lazy_gettext("E-mail address"),
    "kind": lazy_gettext("Kind"),
    "language": lazy_gettext("Language"),
    "name": lazy_gettext("Name"),
    "phone": lazy_gettext("Telephone"),
    "sign_in_link": lazy_gettext("Link to the answers of a company"),
    "tag": lazy_gettext("Day"),
    "territories": lazy_gettext("Territory"),
    "topics": lazy_gettext("Topics"),
    "url": lazy_gettext("Website"),
    "was": lazy_gettext("What was done"),
    "wen": lazy_gettext("About whom or what"),
    "wer": lazy_gettext("Who"),
}
_ALONE: Mapping[str, object] = {
    "mail:suppressed": lazy_gettext("a blocked address"),
    "mail:switch": lazy_gettext("sending of mail"),
}
_KINDS: Mapping[str, object] = {
    "audit": lazy_gettext("audit trail"),
    "cli": lazy_gettext("command line"),
    "company": lazy_gettext("company"),
    "firm": lazy_gettext("a company by its link"),
    "job": lazy_gettext("automatic task"),
    "mail": lazy_gettext("mail"),
    "organisation": lazy_gettext("organisation"),
    "person": lazy_gettext("person"),
    "visitor": lazy_gettext("somebody without an account"),
}


def said(action: str) -> str:
    """The words for an action; its code if it comes from a newer version."""
    return str(ACTIONS.get(action, action))


def detail(code: str) -> str:
    """The words for a detail, with its sign if it has one; numbers and ids speak for themselves."""
    sign = code[:1] if code.startswith(("+", "-")) else ""
    bare = code.removeprefix(sign)
    return f"{sign}{_DETAILS.get(bare, bare)}"


def called(who: str, names: Mapping[str, str]) -> str:
    """An actor or subject: its name where it is known, else its kind and id."""
    if who in names:
        return names[who]
    if who in _ALONE:
        return str(_ALONE[who])
    kind, _, key = who.partition(":")
    word = str(_KINDS.get(kind, kind))
    return gettext("%(kind)s %(id)s", kind=word, id=key) if key else word
