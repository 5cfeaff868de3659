"""What was done, in words: one table for all actions. A test fails on an action without words."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext, lazy_gettext

ACTIONS: Mapping[str, object] = {
    "absence.deleted": lazy_gettext("deleted days on which somebody is away"),
    "absence.entered": lazy_gettext("entered days on which somebody is away"),
    "account_changed": lazy_gettext("changed the own account"),
    "audit.read": lazy_gettext("read the audit trail"),
    "company.address.confirm": lazy_gettext("confirmed the e-mail address of a company"),
    "company.address.enter": lazy_gettext("entered the e-mail address of a company"),
    "company.address.remove": lazy_gettext("removed the e-mail address of a company"),
    "company.consent.withdraw": lazy_gettext("took a consent back"),
    "company.delete": lazy_gettext("deleted the data of a company"),
    "company.move": lazy_gettext("made earlier links of a company invalid"),
    "company.news.ask": lazy_gettext("asked for news by e-mail for a company"),
    "company.news.change": lazy_gettext("changed the news by e-mail of a company"),
    "company.news.confirm": lazy_gettext("confirmed the news by e-mail of a company"),
    "company.news.end": lazy_gettext("ended the news by e-mail of a company"),
    "company.sign_in": lazy_gettext("opened the data of a company by a link sent by mail"),
    "digest.changed": lazy_gettext("changed when news come by mail"),
    "digest.dry_run": lazy_gettext("wrote the mails of a run into a folder"),
    "digest.preview": lazy_gettext("looked at what somebody's next news would say"),
    "digest.switched_off": lazy_gettext("switched news by mail off"),
    "digest.switched_on": lazy_gettext("switched news by mail on"),
    "file.deleted": lazy_gettext("deleted the file of a company"),
    "file.handed_over": lazy_gettext("handed the files of a person over"),
    "firm_list.exported": lazy_gettext("saved the firms of a list as a file"),
    "import.row_corrected": lazy_gettext("corrected a row that could not be read"),
    "import.row_drafted": lazy_gettext("made a draft of a row that an import had refused"),
    "import.row_dismissed": lazy_gettext("left a row out that could not be read"),
    "job.ask": lazy_gettext("asked for a run of an automatic task"),
    "job.run": lazy_gettext("ran an automatic task"),
    "mail.allow_address": lazy_gettext("allowed mail to an address again"),
    "mail.pause": lazy_gettext("paused all mail"),
    "mail.resume": lazy_gettext("let mail leave again"),
    "mail.retry": lazy_gettext("had a mail sent again"),
    "offer.archived": lazy_gettext("took an offer out of the catalogue"),
    "offer.checked": lazy_gettext("checked an offer"),
    "offer.doubt.settled": lazy_gettext("settled a question about an offer"),
    "offer.draft.begun": lazy_gettext("began a draft of an offer"),
    "offer.draft.discarded": lazy_gettext("put a draft away"),
    "offer.draft.joined": lazy_gettext("made one draft of two"),
    "offer.draft.saved": lazy_gettext("saved a draft of an offer"),
    "offer.draft.sent_back": lazy_gettext("sent a draft back"),
    "offer.draft.settled": lazy_gettext("put a draft on top of a newer version"),
    "offer.draft.submitted": lazy_gettext("handed a draft in"),
    "offer.ended": lazy_gettext("ended an offer"),
    "offer.found_changed": lazy_gettext("found that an offer had changed"),
    "offer.merged": lazy_gettext("merged two offers into one"),
    "offer.proposal_accepted": lazy_gettext("accepted what a source proposed"),
    "offer.proposal_rejected": lazy_gettext("rejected what a source proposed"),
    "offer.published": lazy_gettext("published an offer"),
    "offer.report.closed": lazy_gettext("closed a report about an offer"),
    "offer.restored": lazy_gettext("published an earlier version again"),
    "offer.split": lazy_gettext("parted two merged offers again"),
    "offer.told_apart": lazy_gettext("decided that two offers are not the same"),
    "offer.pair_reopened": lazy_gettext("asked again whether two offers are the same"),
    "offer.unarchived": lazy_gettext("brought an offer back into the catalogue"),
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
    "request.assigned": lazy_gettext("assigned a request for advice to an organisation"),
    "request.read": lazy_gettext("read a request for advice to assign it"),
    "recovery_code_used": lazy_gettext("used a recovery code"),
    "recovery_codes_renewed": lazy_gettext("made new recovery codes"),
    "second_factor_removed": lazy_gettext("removed the own second factor"),
    "second_factor_set": lazy_gettext("set up the own second factor"),
    "session_ended": lazy_gettext("ended an own session"),
    "signed_in": lazy_gettext("signed in"),
    "signed_out": lazy_gettext("signed out"),
}
_DETAILS: Mapping[str, object] = {
    "all_files": lazy_gettext("all files"),
    "open_files": lazy_gettext("open files"),
    "administrator": lazy_gettext("Administrator"),
    "advisor": lazy_gettext("Advisor"),
    "editor": lazy_gettext("Editor"),
    "email": lazy_gettext("E-mail address"),
    "firm": lazy_gettext("Company"),
    "kind": lazy_gettext("Kind"),
    "language": lazy_gettext("Language"),
    "monthly": lazy_gettext("monthly"),
    "name": lazy_gettext("Name"),
    "operator": lazy_gettext("Report on the runs"),
    "news": lazy_gettext("News by e-mail"),
    "phone": lazy_gettext("Telephone"),
    "sign_in_link": lazy_gettext("Link to the answers of a company"),
    "tag": lazy_gettext("Day"),
    "territories": lazy_gettext("Territory"),
    "topics": lazy_gettext("Topics"),
    "url": lazy_gettext("Website"),
    "was": lazy_gettext("What was done"),
    "weekly": lazy_gettext("weekly"),
    "wen": lazy_gettext("About whom or what"),
    "wer": lazy_gettext("Who"),
}
_OFFER_FIELDS: Mapping[str, object] = {
    "amount": lazy_gettext("Amount and rate"),
    "amount_text": lazy_gettext("Amount, as the source says"),
    "as_of": lazy_gettext("Day that the source speaks of"),
    "audience": lazy_gettext("For whom"),
    "audience_text": lazy_gettext("For whom, as the source says"),
    "before_start": lazy_gettext("The application must come before the project starts"),
    "conditions": lazy_gettext("Conditions"),
    "contact": lazy_gettext("Contact"),
    "deadline_text": lazy_gettext("Deadlines, as the source says"),
    "deadlines": lazy_gettext("Deadlines"),
    "description": lazy_gettext("Description"),
    "funding": lazy_gettext("Funded by"),
    "id": lazy_gettext("Word in the address"),
    "kind_text": lazy_gettext("Kind, as the source says"),
    "kinds": lazy_gettext("Kind of support"),
    "license_info": lazy_gettext("Licence line"),
    "max_employees": lazy_gettext("Employees, at most"),
    "max_turnover_eur": lazy_gettext("Turnover in a year, at most"),
    "min_employees": lazy_gettext("Employees, at least"),
    "needs": lazy_gettext("Topics"),
    "period_until": lazy_gettext("Funded until, as the source says"),
    "provider": lazy_gettext("Provider"),
    "rate_text": lazy_gettext("Rate, as the source says"),
    "requires": lazy_gettext("What you need, as the source says"),
    "review_by": lazy_gettext("Check again until"),
    "sector_text": lazy_gettext("Sectors, as the source says"),
    "sectors": lazy_gettext("Made for these sectors"),
    "source": lazy_gettext("Source"),
    "stage": lazy_gettext("Building block"),
    "state": lazy_gettext("State"),
    "status": lazy_gettext("State, as the source says"),
    "summary": lazy_gettext("In one sentence"),
    "territory": lazy_gettext("Where the company must be"),
    "title": lazy_gettext("Title"),
    "topic_text": lazy_gettext("Topics, as the source says"),
    "valid_from": lazy_gettext("Starts on"),
    "valid_until": lazy_gettext("Ends on"),
    "verified_on": lazy_gettext("Checked on"),
}
_ALONE: Mapping[str, object] = {
    "mail:suppressed": lazy_gettext("a blocked address"),
    "mail:switch": lazy_gettext("sending of mail"),
}
_KINDS: Mapping[str, object] = {
    "audit": lazy_gettext("audit trail"),
    "cli": lazy_gettext("command line"),
    "company": lazy_gettext("company"),
    "digest": lazy_gettext("news by e-mail"),
    "draft": lazy_gettext("draft"),
    "firm": lazy_gettext("a company by its link"),
    "job": lazy_gettext("automatic task"),
    "mail": lazy_gettext("mail"),
    "offer": lazy_gettext("offer"),
    "organisation": lazy_gettext("organisation"),
    "person": lazy_gettext("person"),
    "refused_row": lazy_gettext("row of an import"),
    "visitor": lazy_gettext("somebody without an account"),
}


def said(action: str) -> str:
    """The words for an action; its code if it comes from a newer version."""
    return str(ACTIONS.get(action, action))


def detail(code: str) -> str:
    """The words for a detail, with its sign if it has one; numbers and ids speak for themselves."""
    sign = code[:1] if code.startswith(("+", "-")) else ""
    bare = code.removeprefix(sign)
    return f"{sign}{_DETAILS.get(bare) or _OFFER_FIELDS.get(bare, bare)}"


def called(who: str, names: Mapping[str, str]) -> str:
    """An actor or subject: its name where it is known, else its kind and id."""
    if who in names:
        return names[who]
    if who in _ALONE:
        return str(_ALONE[who])
    kind, _, key = who.partition(":")
    word = str(_KINDS.get(kind, kind))
    return gettext("%(kind)s %(id)s", kind=word, id=key) if key else word
