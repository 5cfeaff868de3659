"""What goes wrong in a job and has a name: it is said in a sentence, not as a traceback."""

from __future__ import annotations


class NotDoneError(Exception):
    """The job could not do its work; `code` is one of `offers.errors.SENTENCES`."""

    def __init__(self, code: str, problem: str) -> None:
        super().__init__(problem)
        self.code = code
        self.problem = problem
