"""A value shared by threads: nobody waits for a newer one, and trouble never takes it away."""

from __future__ import annotations

import gc
import logging
import threading
from collections.abc import Callable

import pytest

from web.snapshot import Snapshot, Work, in_background, watch


class Hand:
    """A clock that a test turns."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


class Numbers(Snapshot[list[int]]):
    """Holds what `newest` gives, as a list of its own for each number."""

    def __init__(self, newest: Callable[[], int], **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]
        self.newest = newest
        self.looks = 0

    def _look(self, held: list[int] | None) -> list[int]:
        self.looks += 1
        number = self.newest()
        return held if held == [number] else [number]


def failing() -> int:
    """What a database that is away gives."""
    raise RuntimeError("away")


def test_a_request_goes_on_with_what_is_there_while_a_newer_value_is_made() -> None:
    waiting: list[Work] = []
    hand = Hand()
    numbers = Numbers(
        lambda: int(hand.seconds), check_seconds=5, monotonic=hand, run=waiting.append
    )
    assert numbers.current() == [0]

    hand.seconds = 6.0
    assert [numbers.current(), numbers.current()] == [[0], [0]]
    assert len(waiting) == 1, "one thread makes it, however many ask"

    assert waiting.pop()() is True
    assert numbers.current() == [6]
    assert not waiting


def test_a_process_that_was_forked_late_catches_up_before_its_first_request() -> None:
    waiting: list[Work] = []
    numbers = [1]
    held = Numbers(lambda: numbers[-1], check_seconds=5, monotonic=Hand(), run=waiting.append)
    held.renew()
    numbers.append(2)
    held.renew()

    assert held.current() == [2]
    assert waiting == []


def test_a_process_catches_up_although_the_database_is_away() -> None:
    held = Numbers(failing, check_seconds=5, monotonic=Hand())
    held.renew()

    with pytest.raises(RuntimeError):
        held.current()


def test_a_look_that_finds_nothing_newer_keeps_the_very_object() -> None:
    hand = Hand()
    outcomes: list[bool] = []
    numbers = Numbers(
        lambda: 1, check_seconds=5, monotonic=hand, run=lambda work: outcomes.append(work())
    )
    first = numbers.current()
    hand.seconds = 5.0

    assert numbers.current() is first
    assert (outcomes, numbers.looks) == ([False], 2)


def test_after_making_a_value_it_rests_as_long_as_that_took() -> None:
    hand = Hand()

    def slow() -> int:
        hand.seconds += 20.0
        return 1

    numbers = Numbers(slow, check_seconds=5, monotonic=hand, run=lambda work: work())
    numbers.current()
    hand.seconds = 25.0
    numbers.current()
    ended = hand.seconds

    hand.seconds = ended + 24.9
    numbers.current()
    assert numbers.looks == 2
    hand.seconds = ended + 25.0
    numbers.current()
    assert numbers.looks == 3


@pytest.mark.parametrize("check_seconds", [0, 5])
def test_trouble_leaves_the_value_that_is_held_and_is_logged(
    check_seconds: float, caplog: pytest.LogCaptureFixture
) -> None:
    hand = Hand()
    numbers = Numbers(
        lambda: 1, check_seconds=check_seconds, monotonic=hand, run=lambda work: work()
    )
    held = numbers.current()
    numbers.newest = failing
    hand.seconds = 6.0

    assert numbers.current() is held
    assert [line.levelno for line in caplog.records] == [logging.ERROR]
    numbers.newest = lambda: 2
    hand.seconds = 12.0
    assert numbers.current() in ([1], [2])
    assert numbers.current() == [2]


def test_a_machine_without_room_for_a_thread_leaves_the_value_that_is_held() -> None:
    hand = Hand()

    def refuse(work: Work) -> None:
        raise RuntimeError("can't start new thread")

    numbers = Numbers(lambda: int(hand.seconds), check_seconds=5, monotonic=hand, run=refuse)
    numbers.current()
    hand.seconds = 6.0

    assert [numbers.current(), numbers.current()] == [[0], [0]]


def test_without_a_first_value_the_trouble_is_the_callers() -> None:
    numbers = Numbers(failing, check_seconds=5)
    with pytest.raises(RuntimeError, match="away"):
        numbers.current()
    numbers.newest = lambda: 3
    assert numbers.current() == [3]


def test_with_no_seconds_every_request_sees_what_is_newest() -> None:
    numbers = Numbers(lambda: numbers.looks, check_seconds=0)
    assert [numbers.current(), numbers.current()] == [[1], [2]]


def test_threads_that_ask_first_get_one_value() -> None:
    numbers = Numbers(lambda: 1, check_seconds=5)
    found: list[list[int]] = []
    threads = [threading.Thread(target=lambda: found.append(numbers.current())) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert numbers.looks == 1
    assert all(each is found[0] for each in found)


def test_the_collector_is_back_when_a_newer_value_is_there() -> None:
    hand = Hand()
    numbers = Numbers(lambda: numbers.looks, check_seconds=5, monotonic=hand)
    before = numbers.current()
    hand.seconds = 6.0
    numbers.current()
    for each in threading.enumerate():
        if each.name == "snapshot":
            each.join(timeout=10)

    assert (before, numbers.current()) == ([1], [2])
    assert gc.isenabled()


def test_work_in_the_background_runs_in_another_thread_without_the_collector() -> None:
    seen: list[tuple[bool, bool]] = []
    done = threading.Event()

    def work() -> bool:
        seen.append((threading.current_thread() is threading.main_thread(), gc.isenabled()))
        done.set()
        return False

    in_background(work)

    assert done.wait(timeout=10)
    assert seen == [(False, False)]


def test_a_newer_value_comes_though_nobody_asks_for_it() -> None:
    newest, has_come = [1], threading.Event()
    numbers = Numbers(lambda: newest[0], check_seconds=0.001, run=lambda work: work())
    assert numbers.current() == [1]

    class Watched:
        def current(self) -> object:
            if numbers.current() == [2]:
                has_come.set()
            return None

    newest[0] = 2
    watch(Watched(), seconds=0.001)

    assert has_come.wait(30)
