"""Requests as browsers send them: cookies, forms with their tokens, the status that should come."""

from __future__ import annotations

import http.client
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.benchmarks.figures import WrongResultError
from tests.benchmarks.load import HOST, TIMEOUT, Answer

SEE_OTHER = 303
_TOKEN = re.compile(rb'name="csrf_token" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Step:
    """One request; a form is posted. `expected` is the status of an answer that is right."""

    path: str
    cookie: str = ""
    form: Mapping[str, str] | None = None
    expected: int = 200

    @property
    def is_page(self) -> bool:
        """Whether a person looks at the answer."""
        return self.form is None and not self.path.startswith(("/api/", "/static/"))


@dataclass(frozen=True, slots=True)
class Browser:
    """The cookies of one browser, and the token that its forms carry."""

    cookie: str
    token: str

    def shows(self, path: str) -> Step:
        """A page is opened."""
        return Step(path, self.cookie)

    def sends(self, path: str, **values: str) -> Step:
        """A form is sent."""
        return Step(path, self.cookie, {**values, "csrf_token": self.token}, SEE_OTHER)


def take(step: Step, port: int, *, scheduled: float | None = None) -> Answer:
    """The answer to one step, on a connection of its own; status 0 for one that is not right."""
    answer, _ = _exchange(step, port, scheduled)
    is_right = answer.status == step.expected
    return answer if is_right else Answer(0, answer.body, answer.seconds)


def open_browser(port: int, form: str, *, cookie: str = "") -> Browser:
    """A browser that has opened the page with this form."""
    answer, cookies = _exchange(Step(form, cookie), port, None)
    found = _TOKEN.search(answer.body)
    if found is None:
        raise WrongResultError(f"no form on {form} ({answer.status})")
    return Browser("; ".join(filter(None, (cookie, *cookies))), found[1].decode())


def errors_among(answers: tuple[Answer, ...]) -> int:
    """How many were not right."""
    return sum(1 for answer in answers if answer.status == 0)


def _exchange(step: Step, port: int, scheduled: float | None) -> tuple[Answer, list[str]]:
    began = time.perf_counter() if scheduled is None else scheduled
    connection = http.client.HTTPConnection(HOST, port, timeout=TIMEOUT)
    headers = {"Cookie": step.cookie} if step.cookie else {}
    try:
        if step.form is None:
            connection.request("GET", step.path, headers=headers)
        else:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request("POST", step.path, urlencode(step.form), headers)
        response = connection.getresponse()
        status, body = response.status, response.read()
        set_by = response.headers.get_all("Set-Cookie") or []
    except (OSError, http.client.HTTPException):
        status, body, set_by = 0, b"", []
    finally:
        connection.close()
    answer = Answer(status, body, time.perf_counter() - began)
    return answer, [each.partition(";")[0] for each in set_by]
