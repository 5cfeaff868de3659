"""News by e-mail for firms: asked for, confirmed, changed, paused, ended."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine, event
from sqlmodel import SQLModel, func, select

from models.company import CompanyProfile
from models.contact import CompanyContact, Consent
from models.digest import DigestSubscription, Rhythm
from models.mail import MailState
from models.offer import CatalogueState
from models.person import Person, Role
from models.session import reading, transaction
from tests.fixtures.apps import NOW
from tests.fixtures.outbox import letter, queue
from tests.fixtures.people import make_person
from tests.web import own_data_world
from tests.web.news_world import (
    LINKS,
    OFFER,
    ask_again,
    confirm,
    contact_of,
    everything,
    is_key_of_mails,
    receives,
    row_of,
    subscribe,
    subscribed,
    tell,
)
from tests.web.own_data_world import EMAIL, HOUR, author, company, confirmed, last_link, mails
from tests.web.result_world import RETENTION
from tests.web.test_at_once import second_tab
from web.clock import BERLIN, day_in_berlin
from web.consents import Purpose
from web.tokens import new_token, token_hash
from web.use_cases import one_time_links
from web.use_cases.digests import confirming, leaving, people_subscribing, subscribing
from web.use_cases.digests.calendar import next_day
from web.use_cases.digests.kinds import Audience
from web.use_cases.digests.links import secret_of
from web.use_cases.digests.people_subscribing import Timing
from web.use_cases.digests.subscribing import CONFIRM_WITHIN, Asked, Wishes
from web.use_cases.firms import contacts, marks, own_data, profiles
from web.use_cases.firms.contacts import UNCONFIRMED_FOR
from web.use_cases.one_time_links import LinkPurpose
from web.use_cases.operation import retention
from web.use_cases.signing_in import sessions
from web.use_cases.signing_in.mail_floods import MOST_AN_HOUR, MOST_FROM_NETWORK

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
OTHER = "neu@firma-beispiel.de"


def standing(engine: Engine, token: str) -> subscribing.Standing:
    """How the news of a firm stand."""
    found = subscribing.standing(engine, token, NOW)
    assert found is not None
    return found


def consents(engine: Engine) -> list[tuple[str, bool]]:
    """Purposes, and whether the consent stands."""
    with reading(engine) as session:
        rows = session.exec(select(Consent).order_by(Consent.id))  # type: ignore[arg-type]
        return [(row.purpose, row.withdrawn_utc is None) for row in rows]


def count(engine: Engine, table: type[SQLModel]) -> int:
    """How many rows a table has."""
    with reading(engine) as session:
        return session.exec(select(func.count()).select_from(table)).one()


def consent_id(engine: Engine, token: str, purpose: Purpose) -> int:
    """The number of a consent."""
    shown = own_data.show(engine, token, NOW)
    assert shown is not None
    return next(each.id for each in shown.consents if each.purpose == purpose)


def end(engine: Engine, token: str, now: datetime = NOW) -> bool:
    """Leave."""
    return leaving.end(engine, token, by=author(now))


def test_before_the_confirmation_nothing_but_the_mail_that_asks_for_it_can_be_sent(
    engine: Engine,
) -> None:
    token = company(engine)

    assert subscribe(engine, token) is Asked.SENT

    assert [(mail.purpose, mail.recipient) for mail in mails(engine)] == [("news_confirm", EMAIL)]
    assert receives(engine, token) == ""
    assert not standing(engine, token).has_begun


def test_a_confirmation_lets_news_begin_with_what_comes_after_it(engine: Engine) -> None:
    with transaction(engine) as session:
        state = session.exec(select(CatalogueState)).one()
        state.version = 41
        session.add(state)
    token = company(engine)
    subscribe(engine, token)

    secret = confirm(engine, last_link(engine, "news_confirm"), NOW + HOUR)

    row = row_of(engine, token)
    assert secret is not None
    assert is_key_of_mails(engine, token, secret)
    assert receives(engine, token) == EMAIL
    assert (row.confirmed_utc, row.scheduled_utc) == (NOW + HOUR, NOW + HOUR)
    assert row.told_until == 42
    assert {row.told_from_day, row.reminded_from, row.mailed_on} == {day_in_berlin(NOW)}


def test_an_address_that_is_confirmed_for_the_sign_in_link_is_not_so_for_news(
    engine: Engine,
) -> None:
    token = confirmed(engine)

    assert subscribe(engine, token) is Asked.SENT

    assert receives(engine, token) == ""
    assert standing(engine, token).is_email_confirmed
    assert confirm(engine, last_link(engine, "news_confirm")) is not None
    assert receives(engine, token) == EMAIL


def test_the_link_of_a_sign_in_address_confirms_no_news(engine: Engine) -> None:
    token = company(engine)
    own_data_world.enter(engine, token)
    subscribe(engine, token)

    assert confirm(engine, last_link(engine, "firm_confirm")) is None
    assert contacts.confirm(engine, last_link(engine, "firm_confirm"), by=author())
    assert receives(engine, token) == ""


def test_a_link_confirms_once(engine: Engine) -> None:
    token = company(engine)
    subscribe(engine, token)
    link = last_link(engine, "news_confirm")
    first = confirm(engine, link)
    before = everything(engine)

    assert first is not None
    assert confirm(engine, link, NOW + HOUR) is None
    assert everything(engine) == before
    found = confirming.look(engine, link, NOW)
    assert found is not None
    assert found.is_done


def test_a_link_works_for_three_days(engine: Engine) -> None:
    token = company(engine)
    subscribe(engine, token)
    link = last_link(engine, "news_confirm")

    assert confirm(engine, link, NOW + CONFIRM_WITHIN) is None
    assert confirming.look(engine, link, NOW + CONFIRM_WITHIN) is None
    assert confirm(engine, link, NOW + CONFIRM_WITHIN - MINUTE) is not None


def test_of_two_tabs_one_confirms(engine: Engine) -> None:
    token = company(engine)
    subscribe(engine, token)
    link = last_link(engine, "news_confirm")

    with second_tab(engine, lambda: confirm(engine, link)) as (session, results):
        found = one_time_links.find(session, link, LinkPurpose.CONFIRM_NEWS, now=NOW)
        assert found is not None
        one_time_links.use(session, found, now=NOW)

    assert results == [None]


def test_of_two_tabs_one_subscribes(engine: Engine) -> None:
    token = company(engine)

    with second_tab(engine, lambda: subscribe(engine, token)) as (session, results):
        firm = session.exec(select(CompanyProfile).with_for_update()).one()
        nonce = new_token()
        session.add(
            DigestSubscription(
                audience=Audience.FIRM.value,
                company_id=firm.id,
                nonce=nonce,
                link_hash=token_hash(secret_of(nonce, key=LINKS)),
                rhythm=Rhythm.MONTHLY.value,
                weekday=0,
                told_from_day=NOW.date(),
                reminded_from=NOW.date(),
                mailed_on=NOW.date(),
                created_utc=NOW,
                scheduled_utc=NOW,
            )
        )

    assert results == [Asked.STANDING]
    assert count(engine, DigestSubscription) == 1


def test_foreign_and_unknown_tokens_find_no_news(engine: Engine) -> None:
    subscribed(engine)
    foreign = company(engine)
    before = everything(engine)

    for token in (foreign, new_token()):
        assert not subscribing.change(engine, token, Wishes(rhythm=Rhythm.MONTHLY), by=author())
        assert ask_again(engine, token) is Asked.GONE
        assert not end(engine, token)
    assert subscribe(engine, new_token()) is Asked.GONE
    assert confirm(engine, new_token()) is None
    assert subscribing.standing(engine, new_token(), NOW) is None
    assert everything(engine) == before


def test_a_change_of_the_rhythm_counts_from_now_on_and_loses_nothing(engine: Engine) -> None:
    token, _ = subscribed(engine)
    later = NOW + DAY
    before = row_of(engine, token)

    wishes = Wishes(rhythm=Rhythm.MONTHLY, weekday=4, topics=("export",))
    assert subscribing.change(engine, token, wishes, by=author(later))

    row = row_of(engine, token)
    news = standing(engine, token).news
    assert news is not None
    assert news.wishes == wishes
    assert (row.scheduled_utc, row.told_from_day) == (later, before.told_from_day)
    assert row.told_until == before.told_until


def test_a_change_of_topics_does_not_move_the_next_day(engine: Engine) -> None:
    token, _ = subscribed(engine)

    wishes = Wishes(topics=("export",), has_reminders=False)
    assert subscribing.change(engine, token, wishes, by=author(NOW + DAY))

    row = row_of(engine, token)
    assert (row.scheduled_utc, row.topics, row.has_reminders) == (NOW, ["export"], False)


def test_who_had_no_news_or_reminders_is_told_nothing_of_before(engine: Engine) -> None:
    only_reminders, _ = subscribed(engine, rhythm=Rhythm.NEVER)
    only_news, _ = subscribed(engine, has_reminders=False)
    later = NOW + 100 * DAY

    for token in (only_reminders, only_news):
        assert subscribing.change(engine, token, Wishes(), by=author(later))

    today = day_in_berlin(later)
    began, reminded = row_of(engine, only_reminders), row_of(engine, only_news)
    assert (began.told_from_day, began.mailed_on) == (today, today)
    assert (reminded.reminded_from, reminded.told_from_day) == (today, day_in_berlin(NOW))


def test_subscribing_twice_changes_what_is_wished_and_writes_no_second_mail(
    engine: Engine,
) -> None:
    token = company(engine)

    asked = [subscribe(engine, token), subscribe(engine, token, OTHER, weekday=4)]

    assert asked == [Asked.SENT, Asked.STANDING]
    assert row_of(engine, token).weekday == 4
    assert [mail.recipient for mail in mails(engine)] == [EMAIL]


def test_a_mail_sent_once_more_makes_the_earlier_link_invalid(engine: Engine) -> None:
    token = company(engine)
    subscribe(engine, token)
    first = last_link(engine, "news_confirm")

    assert ask_again(engine, token) is Asked.SENT

    assert len(mails(engine, "news_confirm")) == 1
    assert confirm(engine, first) is None
    assert confirm(engine, last_link(engine, "news_confirm")) is not None
    assert ask_again(engine, token) is Asked.STANDING
    assert consents(engine) == [("news", True)]


def test_while_another_address_is_not_confirmed_news_wait_and_then_go_on(engine: Engine) -> None:
    token, _ = subscribed(engine)
    tell(engine, token)
    window = row_of(engine, token).told_until, row_of(engine, token).told_from_day

    assert ask_again(engine, token, OTHER, NOW + DAY) is Asked.SENT
    assert [mail.purpose for mail in mails(engine)] == ["news_confirm"]
    assert receives(engine, token) == ""

    assert confirm(engine, last_link(engine, "news_confirm"), NOW + DAY) is not None
    assert receives(engine, token) == OTHER
    row = row_of(engine, token)
    assert (row.told_until, row.told_from_day) == window
    assert row.confirmed_utc == NOW


def test_an_address_changed_on_the_page_of_own_data_must_be_confirmed_before_news_go_on(
    engine: Engine,
) -> None:
    token, _ = subscribed(engine)

    own_data_world.enter(engine, token, OTHER)
    assert receives(engine, token) == ""
    assert row_of(engine, token).ended_utc is None

    assert contacts.confirm(engine, last_link(engine, "firm_confirm"), by=author())
    assert receives(engine, token) == OTHER


def test_a_link_sent_to_the_old_address_does_not_confirm_the_new_one(engine: Engine) -> None:
    token = company(engine)
    subscribe(engine, token)
    old = last_link(engine, "news_confirm")

    own_data_world.enter(engine, token, OTHER)

    assert confirm(engine, old) is None
    assert receives(engine, token) == ""


@pytest.mark.parametrize("purpose", [Purpose.NEWS, Purpose.SIGN_IN_LINK])
def test_one_consent_taken_back_leaves_address_and_mails_of_the_other(
    engine: Engine, purpose: Purpose
) -> None:
    token, _ = subscribed(engine)
    own_data_world.enter(engine, token)
    own_data_world.ask(engine)
    tell(engine, token)

    assert contacts.withdraw(engine, token, consent_id(engine, token, purpose), by=author())

    contact = contact_of(engine, token)
    assert contact is not None
    assert contact.confirmed_utc == NOW
    left = {mail.purpose for mail in mails(engine)} - {"news_confirm"}
    is_news = purpose is Purpose.NEWS
    assert left == ({"firm_sign_in"} if is_news else {"news"})
    assert receives(engine, token) == ("" if is_news else EMAIL)


def test_the_consent_to_the_sign_in_link_for_a_confirmed_address_needs_no_mail(
    engine: Engine,
) -> None:
    token, _ = subscribed(engine)
    written = len(mails(engine))

    assert own_data_world.enter(engine, token) is contacts.Entered.KNOWN
    assert len(mails(engine)) == written

    own_data_world.ask(engine)
    assert len(mails(engine, "firm_sign_in")) == 1


def test_without_consent_to_it_no_sign_in_link_goes_to_the_address_of_news(
    engine: Engine,
) -> None:
    subscribed(engine)

    own_data_world.ask(engine)

    assert mails(engine, "firm_sign_in") == []


@pytest.mark.parametrize("way", ["button", "address", "consent"])
def test_news_end_with_all_that_waits_by_each_way(engine: Engine, way: str) -> None:
    token, secret = subscribed(engine)
    tell(engine, token)
    expires = profiles.load(engine, token, NOW)

    match way:
        case "button":
            assert end(engine, secret)
        case "address":
            assert contacts.remove(engine, token, by=author())
        case "consent":
            number = consent_id(engine, token, Purpose.NEWS)
            assert contacts.withdraw(engine, token, number, by=author())

    assert row_of(engine, token).ended_utc == NOW
    assert mails(engine) == []
    assert consents(engine) == [("news", False)]
    assert count(engine, CompanyContact) == 0
    assert standing(engine, token).news is None
    assert profiles.load(engine, token, NOW) == expires


def test_leaving_twice_is_leaving_once(engine: Engine) -> None:
    token, secret = subscribed(engine)

    assert end(engine, secret)
    before = everything(engine)

    assert end(engine, secret, NOW + DAY)
    assert end(engine, token, NOW + DAY)
    assert everything(engine) == before


def test_leaving_needs_no_answers_that_are_still_there(engine: Engine) -> None:
    token, secret = subscribed(engine)
    long_after = NOW + 1000 * DAY

    assert subscribing.standing(engine, token, long_after) is None
    found = leaving.look(engine, secret, long_after)
    assert found is not None
    assert (found.is_ended, found.has_answers) == (False, False)
    assert end(engine, secret, long_after)


def test_a_mail_that_was_sent_stays_in_the_list_after_leaving(engine: Engine) -> None:
    token, secret = subscribed(engine)
    tell(engine, token, state=MailState.SENT)

    end(engine, secret)

    assert [mail.state for mail in mails(engine, "news")] == ["sent"]


def test_after_leaving_one_can_come_back_and_confirms_again(engine: Engine) -> None:
    token, secret = subscribed(engine)
    end(engine, secret)

    assert subscribe(engine, token, now=NOW + DAY) is Asked.SENT
    assert receives(engine, token) == ""
    assert confirm(engine, last_link(engine, "news_confirm"), NOW + DAY) == secret
    assert receives(engine, token) == EMAIL
    assert row_of(engine, token).told_from_day == day_in_berlin(NOW + DAY)


def test_links_of_news_open_the_answers_also_after_leaving(engine: Engine) -> None:
    token, secret = subscribed(engine)
    end(engine, secret)

    found = profiles.load(engine, secret, NOW)
    assert found == profiles.load(engine, token, NOW)
    assert found is not None
    assert marks.dismiss(engine, secret, OFFER, now=NOW, retention=RETENTION)
    assert profiles.load(engine, secret, NOW + 1000 * DAY) is None


def test_the_answers_behind_any_token_are_found_by_one_statement(engine: Engine) -> None:
    _, secret = subscribed(engine)
    told: list[str] = []

    def note(*arguments: object) -> None:
        told.append(str(arguments[2]))

    event.listen(engine, "before_cursor_execute", note)
    profiles.load(engine, secret, NOW)
    event.remove(engine, "before_cursor_execute", note)

    assert sum("company_profile" in statement for statement in told) == 1
    assert sum(statement.startswith("SELECT") for statement in told) == 1


def test_links_of_a_person_s_news_open_no_answers(engine: Engine) -> None:
    company(engine)

    secret = advisor_with_news(engine)

    assert profiles.load(engine, secret, NOW) is None
    assert subscribing.standing(engine, secret, NOW) is None


def advisor_with_news(engine: Engine) -> str:
    """The secret of an advisor's mails."""
    person = make_person(engine, Role.ADVISOR)
    cookie = ""
    with transaction(engine) as session:
        cookie = sessions.begin(
            session, person.id or 0, now=NOW, lifetime=LIFETIME, is_complete=True
        )
    who = sessions.behind(engine, cookie, now=NOW, lifetime=LIFETIME)
    assert who is not None
    timing = Timing(rhythm=Rhythm.WEEKLY, weekday=0)
    assert people_subscribing.switch_on(
        engine, who, Audience.ADVISOR, timing, key=LINKS, by=author()
    )
    with reading(engine) as session:
        (row,) = session.exec(
            select(DigestSubscription).where(DigestSubscription.person_id == person.id)
        ).all()
        return secret_of(row.nonce, key=LINKS)


LIFETIME = sessions.Lifetime(whole=timedelta(hours=12), idle=timedelta(hours=2))


def test_a_person_leaves_by_the_link_alone(engine: Engine) -> None:
    secret = advisor_with_news(engine)

    assert end(engine, secret)
    assert end(engine, secret)

    found = leaving.look(engine, secret, NOW)
    assert found is not None
    assert (found.audience, found.is_ended, found.has_answers) == (Audience.ADVISOR, True, False)


@pytest.mark.parametrize("audience", [Audience.FIRM, Audience.ADVISOR])
def test_leaving_while_all_is_being_deleted_ends_nothing(
    engine: Engine, audience: Audience
) -> None:
    is_firm = audience is Audience.FIRM
    secret = subscribed(engine)[1] if is_firm else advisor_with_news(engine)

    with second_tab(engine, lambda: end(engine, secret)) as (session, results):
        session.delete(session.exec(select(CompanyProfile if is_firm else Person)).one())

    assert results == [False]


def test_a_new_link_of_the_answers_makes_those_of_earlier_news_invalid(engine: Engine) -> None:
    token, secret = subscribed(engine)
    tell(engine, token)

    new = own_data.move(engine, token, by=author())

    assert new is not None
    assert profiles.load(engine, secret, NOW) is None
    assert not end(engine, secret)
    assert mails(engine, "news") == []
    assert receives(engine, new) == EMAIL


def test_a_subscription_keeps_answers_as_long_as_finished_ones(engine: Engine) -> None:
    token, _ = subscribed(engine)

    found = profiles.load(engine, token, NOW)

    assert found is not None
    assert not found.is_finished
    assert found.expires_utc == NOW + timedelta(days=RETENTION.finished_days)


def test_one_address_gets_few_mails_however_often_it_is_entered(engine: Engine) -> None:
    asked = [subscribe(engine, company(engine)) for _ in range(60)]

    assert asked == [Asked.SENT] * MOST_AN_HOUR + [Asked.TOO_MANY] * (60 - MOST_AN_HOUR)
    assert len(mails(engine)) == MOST_AN_HOUR
    assert own_data_world.enter(engine, company(engine)) is contacts.Entered.TOO_MANY


def test_one_subscription_cannot_have_its_mail_sent_again_and_again(engine: Engine) -> None:
    token = company(engine)
    subscribe(engine, token)

    asked = [ask_again(engine, token) for _ in range(50)]

    assert asked.count(Asked.SENT) == MOST_AN_HOUR - 1


def test_one_network_makes_few_mails_whatever_it_types(engine: Engine) -> None:
    tokens = [company(engine) for _ in range(4)]
    asked = []
    for number in range(120):
        token, email = tokens[number % 4], f"wer{number}@firma-beispiel.de"
        again = subscribe(engine, token, email, network="192.0.2.7")
        asked.append(again)
        end(engine, token)

    assert asked.count(Asked.SENT) == MOST_FROM_NETWORK
    assert asked[MOST_FROM_NETWORK:] == [Asked.TOO_MANY] * (120 - MOST_FROM_NETWORK)


def test_a_refused_request_stores_nothing(engine: Engine) -> None:
    for _ in range(MOST_AN_HOUR):
        subscribe(engine, company(engine))
    token = company(engine)
    before = everything(engine)

    assert subscribe(engine, token) is Asked.TOO_MANY
    assert everything(engine) == before


def test_what_a_firm_wishes_is_about_when_it_comes() -> None:
    assert Wishes(rhythm=Rhythm.NEVER, has_reminders=False).are_empty
    assert not Wishes(rhythm=Rhythm.NEVER).are_empty


@pytest.mark.parametrize(
    ("rhythm", "weekday", "now", "day"),
    [
        (Rhythm.WEEKLY, 1, (2026, 11, 22, 12), date(2026, 11, 24)),
        (Rhythm.WEEKLY, 1, (2026, 11, 24, 6), date(2026, 11, 24)),
        (Rhythm.WEEKLY, 1, (2026, 11, 24, 8), date(2026, 12, 1)),
        (Rhythm.MONTHLY, 1, (2026, 11, 22, 12), date(2026, 12, 1)),
        (Rhythm.MONTHLY, 0, (2026, 12, 7, 8), date(2027, 1, 4)),
        (Rhythm.NEVER, 1, (2026, 11, 22, 12), None),
    ],
)
def test_the_next_day_that_is_told_is_the_next_day_of_the_rhythm(
    rhythm: Rhythm, weekday: int, now: tuple[int, int, int, int], day: date | None
) -> None:
    assert next_day(rhythm, weekday, datetime(*now, tzinfo=BERLIN)) == day


def test_a_mail_that_waits_for_somebody_else_is_left_alone(engine: Engine) -> None:
    token, secret = subscribed(engine)
    tell(engine, token)
    queue(engine, letter(purpose="invitation"))

    end(engine, secret)

    assert [mail.purpose for mail in mails(engine)] == ["invitation"]


def purge(engine: Engine, now: datetime) -> dict[str, int]:
    """The nightly run."""
    by = author(now, "job:retention")
    return dict(retention.run(engine, by=by, periods=own_data_world.PERIODS))


def test_news_that_nobody_confirms_go_after_a_week_with_consent_and_address(
    engine: Engine,
) -> None:
    token = company(engine)
    subscribe(engine, token)
    in_a_week = NOW + UNCONFIRMED_FOR

    purge(engine, in_a_week - MINUTE)
    assert count(engine, DigestSubscription) == 1
    purge(engine, in_a_week)

    assert count(engine, DigestSubscription) == 0
    assert count(engine, CompanyContact) == 0
    assert [stands for _, stands in consents(engine) if stands] == []


def test_the_address_of_the_sign_in_link_outlives_news_that_nobody_confirms(
    engine: Engine,
) -> None:
    token = confirmed(engine)
    subscribe(engine, token)

    counts = purge(engine, NOW + UNCONFIRMED_FOR)

    assert counts["unconfirmed_news"] == 1
    assert count(engine, DigestSubscription) == 0
    assert contact_of(engine, token) is not None
    assert ("sign_in_link", True) in consents(engine)
    assert ("news", True) not in consents(engine)


def test_a_mail_sent_once_more_gives_a_week_again(engine: Engine) -> None:
    token = company(engine)
    subscribe(engine, token)
    ask_again(engine, token, now=NOW + 6 * DAY)

    purge(engine, NOW + UNCONFIRMED_FOR)

    link = last_link(engine, "news_confirm")
    assert confirm(engine, link, NOW + 8 * DAY) is not None


def test_news_whose_new_address_nobody_confirms_end_after_a_week(engine: Engine) -> None:
    token, _ = subscribed(engine)
    ask_again(engine, token, OTHER)

    purge(engine, NOW + UNCONFIRMED_FOR)

    assert standing(engine, token).news is None
    assert count(engine, CompanyContact) == 0


def test_ended_news_are_forgotten_after_a_month(engine: Engine) -> None:
    _, secret = subscribed(engine)
    end(engine, secret)

    purge(engine, NOW + 29 * DAY)
    assert count(engine, DigestSubscription) == 1
    purge(engine, NOW + 30 * DAY)
    assert count(engine, DigestSubscription) == 0
    assert not end(engine, secret, NOW + 30 * DAY)
