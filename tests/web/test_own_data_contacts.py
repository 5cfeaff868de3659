"""The address of a firm and its way back: on SQLite and on PostgreSQL."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event
from sqlmodel import col, select

from models.audit import AuditEntry
from models.company import CompanyProfile
from models.contact import CompanyContact, CompanyKey, Consent
from models.mail import MailState
from models.one_time_link import OneTimeLink
from models.session import reading, transaction
from models.sign_in import SignInAttempt
from tests.fixtures.apps import NOW
from tests.web.own_data_world import (
    EMAIL,
    HOUR,
    ask,
    author,
    company,
    confirmed,
    enter,
    last_link,
    link_in,
    mails,
)
from web.consents import Purpose
from web.tokens import new_token
from web.use_cases.firms import (
    contact_rows,
    contacts,
    firm_sign_in,
    own_data,
    profiles,
    stored_answers,
)
from web.use_cases.firms.contacts import Entered
from web.use_cases.signing_in import mail_floods
from web.use_cases.signing_in.mail_floods import MOST_A_DAY, MOST_AN_HOUR

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def confirm(engine: Engine, link: str, *, at: timedelta = timedelta()) -> bool:
    """Press the button behind a confirmation link."""
    return contacts.confirm(engine, link, by=author(NOW + at))


def open_list(engine: Engine, link: str, *, at: timedelta = timedelta()) -> str | None:
    """Press the button behind a sign-in link."""
    return firm_sign_in.enter(engine, link, by=author(NOW + at))


def shown(engine: Engine, token: str) -> own_data.OwnData:
    """What the firm sees."""
    found = own_data.show(engine, token, NOW)
    assert found is not None
    return found


def standing(engine: Engine, token: str) -> list[str]:
    """The purposes that the firm agrees to now."""
    return [each.purpose for each in shown(engine, token).consents if not each.withdrawn_utc]


def count(engine: Engine, table: type) -> int:
    """How many rows a table has."""
    with reading(engine) as session:
        return len(session.exec(select(table)).all())


def test_before_the_address_is_confirmed_nothing_but_the_confirmation_is_written(
    engine: Engine,
) -> None:
    token = company(engine)

    assert enter(engine, token) is Entered.SENT
    ask(engine)

    assert [mail.purpose for mail in mails(engine)] == ["firm_confirm"]
    found = shown(engine, token).address
    assert found is not None
    assert (found.email, found.confirmed_utc) == (EMAIL, None)


def test_an_address_and_its_consent_are_kept_with_the_version_of_the_words(engine: Engine) -> None:
    token = confirmed(engine)

    (consent,) = shown(engine, token).consents

    assert (consent.purpose, consent.text_version, consent.language) == (
        Purpose.SIGN_IN_LINK,
        "2026-11-22",
        "de",
    )
    assert (consent.given_utc, consent.withdrawn_utc) == (NOW, None)


def test_a_confirmation_link_works_once_and_in_its_time(engine: Engine) -> None:
    token = company(engine)
    enter(engine, token)
    link = last_link(engine, "firm_confirm")

    assert not confirm(engine, link, at=HOUR)
    assert confirm(engine, link, at=HOUR - SECOND)
    assert not confirm(engine, link, at=HOUR - SECOND)


def test_looking_at_a_link_does_not_use_it(engine: Engine) -> None:
    enter(engine, company(engine))
    link = last_link(engine, "firm_confirm")

    assert contacts.can_confirm(engine, link, NOW)
    assert contacts.can_confirm(engine, link, NOW)
    assert confirm(engine, link)
    assert not contacts.can_confirm(engine, link, NOW)


def test_a_link_for_one_thing_is_good_for_no_other(engine: Engine) -> None:
    token = confirmed(engine)
    ask(engine)
    sign_in = last_link(engine, "firm_sign_in")
    enter(engine, token, "neu@firma-beispiel.de")
    confirmation = last_link(engine, "firm_confirm")

    assert not confirm(engine, sign_in)
    assert open_list(engine, confirmation) is None
    assert open_list(engine, new_token()) is None


def test_a_new_address_takes_the_place_of_the_old_one_with_all_that_was_sent_to_it(
    engine: Engine,
) -> None:
    token = confirmed(engine)
    ask(engine)
    old_link = last_link(engine, "firm_sign_in")

    assert enter(engine, token, "neu@firma-beispiel.de", NOW + MINUTE) is Entered.SENT

    assert open_list(engine, old_link) is None
    assert [mail.recipient for mail in mails(engine)] == ["neu@firma-beispiel.de"]
    assert len(standing(engine, token)) == 1
    assert len(shown(engine, token).consents) == 2


def test_the_link_to_an_earlier_address_does_not_confirm_the_later_one(engine: Engine) -> None:
    token = company(engine)
    enter(engine, token, "erste@firma-beispiel.de")
    early = last_link(engine, "firm_confirm")
    enter(engine, token, "zweite@firma-beispiel.de")

    assert not confirm(engine, early)
    found = shown(engine, token).address
    assert found is not None
    assert found.confirmed_utc is None


@pytest.mark.parametrize("purpose", ["firm_confirm", "firm_sign_in"])
def test_who_uses_a_link_and_who_takes_the_address_away_do_not_wait_for_each_other(
    engine: Engine, purpose: str
) -> None:
    if purpose == "firm_sign_in":
        token = confirmed(engine)
        ask(engine)
    else:
        token = company(engine)
        enter(engine, token)
    link = last_link(engine, purpose)
    use = confirm if purpose == "firm_confirm" else open_list
    results: list[object] = []
    second_tab = threading.Thread(target=lambda: results.append(use(engine, link)))

    with transaction(engine) as session:
        firm = stored_answers.locked(session, token, NOW)
        assert firm is not None
        contact_rows.contact_of(session, firm.id)
        second_tab.start()
        second_tab.join(timeout=0.5)
        contact_rows.forget(session, firm)
    second_tab.join()

    assert [bool(result) for result in results] == [False]


def test_in_two_tabs_the_last_address_counts_and_one_is_kept(engine: Engine) -> None:
    token = company(engine)

    enter(engine, token, "erste@firma-beispiel.de")
    enter(engine, token, "zweite@firma-beispiel.de")

    assert count(engine, CompanyContact) == 1
    assert len(standing(engine, token)) == 1


def test_entering_the_confirmed_address_again_changes_nothing_and_writes_no_mail(
    engine: Engine,
) -> None:
    token = confirmed(engine)
    before = len(mails(engine))

    assert enter(engine, token) is Entered.KNOWN
    assert len(mails(engine)) == before


def test_a_removed_address_is_gone_with_links_mails_and_consent(engine: Engine) -> None:
    token = confirmed(engine)
    ask(engine)
    link = last_link(engine, "firm_sign_in")

    assert contacts.remove(engine, token, by=author())

    assert shown(engine, token).address is None
    assert standing(engine, token) == []
    assert mails(engine) == []
    assert open_list(engine, link) is None


def test_a_consent_taken_back_stops_the_mails_of_its_purpose(engine: Engine) -> None:
    token = confirmed(engine)
    ask(engine)
    (consent,) = shown(engine, token).consents

    assert contacts.withdraw(engine, token, consent.id, by=author())
    assert contacts.withdraw(engine, token, consent.id, by=author())
    ask(engine, now=NOW + MINUTE)

    assert mails(engine) == []
    assert standing(engine, token) == []
    assert shown(engine, token).address is None


def test_without_a_standing_consent_no_mail_is_written_even_if_the_address_is_there(
    engine: Engine,
) -> None:
    confirmed(engine)
    with transaction(engine) as session:
        for consent in session.exec(select(Consent)):
            consent.withdrawn_utc = NOW
            session.add(consent)

    ask(engine)

    assert mails(engine, "firm_sign_in") == []


def test_mails_that_were_sent_stay_in_the_list_when_the_consent_goes(engine: Engine) -> None:
    token = confirmed(engine)
    with transaction(engine) as session:
        for mail in mails(engine):
            mail.state, mail.settled_utc = MailState.SENT.value, NOW
            session.merge(mail)
    (consent,) = shown(engine, token).consents

    contacts.withdraw(engine, token, consent.id, by=author())

    assert [mail.state for mail in shown(engine, token).mails] == ["sent"]


def test_nobody_takes_back_the_consent_of_another_firm(engine: Engine) -> None:
    token, foreign = confirmed(engine), company(engine)
    (consent,) = shown(engine, token).consents

    assert not contacts.withdraw(engine, foreign, consent.id, by=author())
    assert not contacts.withdraw(engine, foreign, 999, by=author())
    assert standing(engine, token) == [Purpose.SIGN_IN_LINK]


def test_a_sign_in_link_makes_a_new_key_to_the_same_answers_once(engine: Engine) -> None:
    token = confirmed(engine, employees=38)
    ask(engine)
    link = last_link(engine, "firm_sign_in")

    key = open_list(engine, link)

    assert key not in (None, token)
    for each in (token, str(key)):
        found = profiles.load(engine, each, NOW)
        assert found is not None
        assert found.profile.employees == 38
    assert open_list(engine, link) is None
    assert own_data.remove(engine, str(key), by=author()) is not None
    assert profiles.load(engine, token, NOW) is None


def test_a_sign_in_link_ends_with_its_time_and_with_the_answers(engine: Engine) -> None:
    confirmed(engine)
    ask(engine)
    link = last_link(engine, "firm_sign_in")
    late = confirmed(engine, NOW - timedelta(days=30) + MINUTE, "spaet@firma-beispiel.de")
    ask(engine, "spaet@firma-beispiel.de")
    dying = last_link(engine, "firm_sign_in")

    assert open_list(engine, link, at=HOUR) is None
    assert profiles.load(engine, late, NOW) is not None
    assert open_list(engine, dying, at=MINUTE) is None


def test_one_address_leads_to_each_of_its_companies(engine: Engine) -> None:
    tokens = [confirmed(engine, employees=number) for number in (1, 2)]
    assert len(tokens) == 2

    ask(engine)

    keys = [open_list(engine, link_in(mail)) for mail in mails(engine, "firm_sign_in")]
    found = [profiles.load(engine, str(key), NOW) for key in keys]
    assert {each.profile.employees for each in found if each} == {1, 2}


def test_the_oldest_key_goes_where_there_are_too_many(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(firm_sign_in, "MOST_KEYS", 2)
    token = confirmed(engine)
    keys = []
    for hours in range(3):
        ask(engine, now=NOW + hours * HOUR)
        keys.append(open_list(engine, last_link(engine, "firm_sign_in"), at=hours * HOUR))

    alive = [profiles.load(engine, str(key), NOW + 3 * HOUR) is not None for key in keys]

    assert alive == [False, True, True]
    assert profiles.load(engine, token, NOW) is not None


def test_a_new_address_of_the_answers_makes_every_other_link_invalid(engine: Engine) -> None:
    token = confirmed(engine)
    ask(engine)
    key = open_list(engine, last_link(engine, "firm_sign_in"))
    ask(engine)
    waiting = last_link(engine, "firm_sign_in")

    new = own_data.move(engine, str(key), by=author())

    assert profiles.load(engine, str(new), NOW) is not None
    assert [profiles.load(engine, each, NOW) for each in (token, str(key))] == [None, None]
    assert open_list(engine, waiting) is None
    assert count(engine, CompanyKey) == 0


def test_nobody_floods_a_mailbox_with_confirmations(engine: Engine) -> None:
    entered = [enter(engine, company(engine)) for _ in range(MOST_AN_HOUR + 2)]

    assert entered == [Entered.SENT] * MOST_AN_HOUR + [Entered.TOO_MANY] * 2
    assert len(mails(engine, "firm_confirm")) == MOST_AN_HOUR
    assert enter(engine, company(engine), now=NOW + HOUR) is Entered.SENT


def test_deleting_the_answers_does_not_reset_the_count(engine: Engine) -> None:
    for _ in range(MOST_AN_HOUR):
        token = company(engine)
        enter(engine, token)
        own_data.remove(engine, token, by=author())

    assert enter(engine, company(engine)) is Entered.TOO_MANY


def test_nobody_floods_a_mailbox_with_links(engine: Engine) -> None:
    confirmed(engine)

    for _ in range(MOST_AN_HOUR + 2):
        ask(engine)
    in_an_hour = len(mails(engine, "firm_sign_in"))
    for hours in range(1, 12):
        for _ in range(MOST_AN_HOUR):
            ask(engine, now=NOW + hours * HOUR)

    assert in_an_hour == MOST_AN_HOUR
    assert len(mails(engine, "firm_sign_in")) == MOST_A_DAY


def test_the_count_of_mails_holds_no_address(engine: Engine) -> None:
    enter(engine, company(engine))

    with reading(engine) as session:
        (row,) = session.exec(select(SignInAttempt)).all()
        assert row.outcome == mail_floods.OUTCOME
        assert EMAIL not in repr(row)


def statements(engine: Engine, email: str) -> list[str]:
    """What the database is told when somebody asks for a link."""
    told: list[str] = []

    def note(*arguments: object) -> None:
        told.append(str(arguments[2]).split("\n")[0])

    event.listen(engine, "before_cursor_execute", note)
    ask(engine, email)
    event.remove(engine, "before_cursor_execute", note)
    return told


def test_asking_costs_the_same_for_known_and_unknown_addresses(engine: Engine) -> None:
    confirmed(engine)

    known, unknown = statements(engine, EMAIL), statements(engine, "nie@gehoert.de")

    # What was written for nobody is taken back: the one statement that differs.
    assert known == [line.replace("ROLLBACK TO SAVEPOINT", "RELEASE SAVEPOINT") for line in unknown]
    assert mails(engine, recipient="nie@gehoert.de") == []
    with reading(engine) as session:
        orphans = select(OneTimeLink).where(col(OneTimeLink.company_id).is_(None))
        assert session.exec(orphans).all() == []


def test_an_unconfirmed_address_is_treated_like_an_unknown_one(engine: Engine) -> None:
    enter(engine, company(engine))

    ask(engine)

    assert mails(engine, "firm_sign_in") == []


def test_the_trail_never_takes_two_firms_for_one_although_numbers_come_again(
    engine: Engine,
) -> None:
    for day in range(2):
        then = NOW + timedelta(days=day)
        token = confirmed(engine, then)
        ask(engine, now=then)
        key = open_list(engine, last_link(engine, "firm_sign_in"), at=timedelta(days=day))
        assert key is not None
        own_data.move(engine, token, by=author(then))
        with reading(engine) as session:
            (row,) = session.exec(select(CompanyProfile)).all()
        with transaction(engine) as session:
            session.delete(row)

    with reading(engine) as session:
        subjects = [entry.subject for entry in session.exec(select(AuditEntry)).all()]
    assert len(subjects) == 8
    assert sorted({subjects.count(each) for each in subjects}) == [4]
