"""Load as people make it: requests leave on schedule, whether or not earlier ones are answered.

Latency counts from the scheduled moment, so a stall is felt by every request that falls into it.
"""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

HOST = "127.0.0.1"
TIMEOUT = 10.0
MOST_AT_ONCE = 64
OK = 200


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent; with a body it is a POST of JSON."""

    path: str
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status 0 where nothing did."""

    status: int
    body: bytes
    seconds: float


def send(request: Request, port: int, *, scheduled: float | None = None) -> Answer:
    """The answer to one request on a connection of its own."""
    began = time.perf_counter() if scheduled is None else scheduled
    connection = http.client.HTTPConnection(HOST, port, timeout=TIMEOUT)
    try:
        method = "GET" if request.body is None else "POST"
        headers = {} if request.body is None else {"Content-Type": "application/json"}
        connection.request(method, request.path, request.body, headers)
        response = connection.getresponse()
        status, body = response.status, response.read()
    except (OSError, http.client.HTTPException):
        status, body = 0, b""
    finally:
        connection.close()
    return Answer(status, body, time.perf_counter() - began)


def open_loop(
    requests: Sequence[Any],
    port: int,
    *,
    rate: float,
    seconds: float,
    sender: Callable[..., Answer] = send,
) -> tuple[Answer, ...]:
    """The answers to `rate` requests a second for so many seconds, the requests in turn."""
    began = time.perf_counter()
    with ThreadPoolExecutor(max_workers=MOST_AT_ONCE) as pool:
        waiting = []
        for number in range(round(rate * seconds)):
            scheduled = began + number / rate
            time.sleep(max(scheduled - time.perf_counter(), 0.0))
            request = requests[number % len(requests)]
            waiting.append(pool.submit(sender, request, port, scheduled=scheduled))
        return tuple(each.result() for each in waiting)


def errors(answers: Sequence[Answer]) -> int:
    """How many are no 200."""
    return sum(1 for answer in answers if answer.status != OK)
