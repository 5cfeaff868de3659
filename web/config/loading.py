"""The settings of this process, read from its environment."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Mapping

from pydantic import ValidationError

from web.config.problems import SettingProblem, SettingsError
from web.config.settings import EXAMPLES, PREFIX, Settings, variable_of


def load_settings() -> Settings:
    """The settings of this process; SettingsError lists every variable that is wrong."""
    problems = [*_unknown_variables(os.environ)]
    try:
        settings = Settings()  # type: ignore[call-arg]  # the environment fills it
    except ValidationError as error:
        raise SettingsError([*_described(error), *problems]) from None
    if problems:
        raise SettingsError(problems)
    return settings


def _described(error: ValidationError) -> Iterable[SettingProblem]:
    for item in error.errors(include_input=False, include_url=False):
        name = str(item["loc"][0]) if item["loc"] else ""
        field = "database_url" if name.upper() == "DATABASE_URL" else name
        problem = "is required but not set" if item["type"] == "missing" else item["msg"]
        cleaned = problem.removeprefix("Value error, ")
        yield SettingProblem(variable_of(field), cleaned, EXAMPLES.get(field, ""))


def _unknown_variables(environment: Mapping[str, str]) -> Iterable[SettingProblem]:
    """Variables with our prefix that mean nothing: most often a slip of the pen."""
    known = {variable_of(field) for field in Settings.model_fields}
    for variable in sorted(environment):
        if variable.startswith(PREFIX) and variable not in known:
            close = difflib.get_close_matches(variable, known, n=1)
            hint = f"; did you mean {close[0]}" if close else ""
            yield SettingProblem(variable, f"is no setting{hint}")
