"""What replies of servers mean: one literal case for each row of the table, and more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.mail.replies import Stage, is_address_dead, result_of
from web.use_cases.outbox.pausing import rest_after
from web.use_cases.outbox.verdicts import DELAYS, JITTER, Result, Verdict, delay_after

CASES = """
connect 421 4.3.2 shutting down                     | server_down     | 421 4.3.2
connect 554 5.7.1 your host is on a list            | server_down     | 554 5.7.1
connect 535 5.7.8 wrong password                    | server_down     | 535 5.7.8
connect 454 4.7.0 no TLS just now                   | server_down     | 454 4.7.0
mail    421 4.7.0 too many mails                    | server_down     | 421 4.7.0
mail    451 local trouble                           | server_down     | 451
mail    452 4.3.1 disk full                         | server_down     | 452 4.3.1
mail    530 5.7.0 sign in first                     | server_down     | 530 5.7.0
mail    550 5.7.1 you may not write as this         | server_down     | 550 5.7.1
mail    553 5.7.1 not your address                  | server_down     | 553 5.7.1
mail    552 too large                               | refused         | 552
mail    552 5.3.4 too large                         | refused         | 552 5.3.4
mail    503 out of order                            | server_down     | 503
rcpt    450 4.2.0 greylisted                        | later           | 450 4.2.0
rcpt    450 4.2.1 mailbox busy                      | later           | 450 4.2.1
rcpt    451 4.7.1 greylisted                        | later           | 451 4.7.1
rcpt    452 4.2.2 mailbox full                      | later           | 452 4.2.2
rcpt    421 going down                              | later           | 421
rcpt    550 no such user                            | no_such_address | 550
rcpt    550 5.1.1 unknown                           | no_such_address | 550 5.1.1
rcpt    550 5.1.2 no such domain                    | no_such_address | 550 5.1.2
rcpt    550 5.1.6 moved                             | no_such_address | 550 5.1.6
rcpt    550 5.1.10 not found                        | no_such_address | 550 5.1.10
rcpt    554 5.1.0 address rejected                  | no_such_address | 554 5.1.0
rcpt    550 5.2.1 closed                            | no_such_address | 550 5.2.1
rcpt    550 5.4.1 access denied, as Exchange says   | no_such_address | 550 5.4.1
rcpt    551 not here                                | no_such_address | 551
rcpt    553 5.1.3 badly written                     | no_such_address | 553 5.1.3
rcpt    553 badly written                           | no_such_address | 553
rcpt    556 no mail at this domain                  | no_such_address | 556
rcpt    552 mailbox full                            | later           | 552
rcpt    552 5.2.2 mailbox full                      | later           | 552 5.2.2
rcpt    550 5.2.2 mailbox full                      | later           | 550 5.2.2
rcpt    550 5.1.8 your address is bad               | later           | 550 5.1.8
rcpt    550 5.7.1 relaying denied                   | later           | 550 5.7.1
rcpt    554 5.7.1 your host is on a list            | later           | 554 5.7.1
rcpt    554 your host is on a list                  | later           | 554
rcpt    550 5.4.6 loop                              | later           | 550 5.4.6
rcpt    530 5.7.0 sign in first                     | server_down     | 530 5.7.0
rcpt    552 5.3.4 too large for this address        | refused         | 552 5.3.4
rcpt    501 5.5.4 bad parameters                    | refused         | 501 5.5.4
rcpt    555 parameters not known                    | refused         | 555
rcpt    354 what                                    | unanswered      | 354
data    451 4.3.0 later                             | later           | 451 4.3.0
data    503 5.5.1 no recipients                     | refused         | 503 5.5.1
data    554 5.5.1 no valid recipients               | refused         | 554 5.5.1
text    250 2.0.0 queued                            | accepted        | 250 2.0.0
text    250 queued                                  | accepted        | 250
text    451 4.7.1 later                             | later           | 451 4.7.1
text    421 4.3.2 shutting down                     | later           | 421 4.3.2
text    452 4.3.1 disk full                         | later           | 452 4.3.1
text    550 5.7.1 spam                              | refused         | 550 5.7.1
text    550 5.1.1 unknown after all                 | no_such_address | 550 5.1.1
text    550 refused                                 | refused         | 550
text    552 5.3.4 too large                         | refused         | 552 5.3.4
text    554 5.6.0 bad content                       | refused         | 554 5.6.0
"""


@pytest.mark.parametrize("line", CASES.strip().splitlines())
def test_a_reply_means_what_the_table_says(line: str) -> None:
    said, verdict, kept = (part.strip() for part in line.split("|"))
    stage, code, *words = said.split()

    result = result_of(Stage(stage), int(code), " ".join(words).encode())

    assert result == Result(Verdict(verdict), kept)


@given(stage=st.sampled_from(Stage), code=st.integers(200, 599), text=st.binary(max_size=80))
def test_every_reply_means_something_and_nothing_of_its_words_is_kept(
    stage: Stage, code: int, text: bytes
) -> None:
    result = result_of(stage, code, text)

    first, *rest = result.reply.split(" ")
    assert first == str(code)
    assert all(part.count(".") == 2 and part.replace(".", "").isdigit() for part in rest)


@pytest.mark.parametrize(
    ("status", "is_dead"),
    [
        ("5.0.0", True),
        ("5.1.1", True),
        ("5.1.10", True),
        ("5.2.1", True),
        ("5.4.1", True),
        ("5.4.4", True),
        ("5.4.310", True),
        ("5.1.8", False),
        ("5.2.2", False),
        ("5.2.3", False),
        ("5.3.4", False),
        ("5.4.6", False),
        ("5.6.1", False),
        ("5.7.1", False),
        ("4.4.1", False),
        ("2.0.0", False),
        ("", False),
    ],
)
def test_a_report_blames_the_address_only_where_nothing_reaches_it(
    status: str, is_dead: bool
) -> None:
    assert is_address_dead(status) is is_dead


@given(attempts=st.integers(1, len(DELAYS)), message_id=st.text(max_size=40))
def test_the_delay_is_that_of_the_table_give_or_take_a_tenth_and_the_same_each_time(
    attempts: int, message_id: str
) -> None:
    delay = delay_after(attempts, message_id)

    assert delay is not None
    assert delay == delay_after(attempts, message_id)
    assert abs(delay / DELAYS[attempts - 1] - 1) <= JITTER


def test_mails_refused_together_do_not_come_back_together() -> None:
    delays = {delay_after(1, str(number)) for number in range(1000)}

    assert len(delays) > 990


def test_after_two_days_nothing_is_tried_any_more() -> None:
    assert timedelta(hours=46) < sum(DELAYS, timedelta()) <= timedelta(hours=48)
    assert delay_after(len(DELAYS) + 1, "x") is None


@pytest.mark.parametrize(
    ("failures", "seconds"), [(5, 30), (6, 60), (7, 120), (9, 480), (10, 600), (10_000, 600)]
)
def test_a_server_that_stays_down_is_left_alone_for_ten_minutes_at_most(
    failures: int, seconds: int
) -> None:
    assert rest_after(failures) == timedelta(seconds=seconds)
