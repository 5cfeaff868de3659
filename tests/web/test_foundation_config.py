"""Settings: from the environment only, and every mistake named at once."""

from __future__ import annotations

import pytest

from web.config import Settings, SettingsError, load_settings

SECRET = "x" * 40


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what a test sets is there."""
    import os

    for name in list(os.environ):
        if name.startswith("ANGEBOTSLOTSE_") or name == "DATABASE_URL":
            monkeypatch.delenv(name)


def load(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Settings:
    """The settings under these variables."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return load_settings()


def complaint(monkeypatch: pytest.MonkeyPatch, **variables: str) -> str:
    """What the start says about these variables."""
    with pytest.raises(SettingsError) as caught:
        load(monkeypatch, **variables)
    return str(caught.value)


def test_only_the_secret_key_has_to_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, ANGEBOTSLOTSE_SECRET_KEY=SECRET)

    assert settings.database_url == "sqlite:///instance/angebotslotse.sqlite3"
    assert settings.https is True
    assert settings.unfinished_days == 30
    assert settings.trusted_proxies == 0


def test_without_a_secret_key_the_service_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    message = complaint(monkeypatch)

    assert "ANGEBOTSLOTSE_SECRET_KEY: is required but not set." in message
    assert "Example: ANGEBOTSLOTSE_SECRET_KEY=" in message


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("ANGEBOTSLOTSE_SECRET_KEY", "short", "is shorter than 32 characters"),
        ("DATABASE_URL", "mysql://u@h/d", "is no address of a SQLite or PostgreSQL database"),
        ("DATABASE_URL", "nonsense", "is no address of a SQLite or PostgreSQL database"),
        ("ANGEBOTSLOTSE_FORM_RATE", "many", "is no rate"),
        ("ANGEBOTSLOTSE_TRUSTED_PROXIES", "-1", "greater than or equal to 0"),
        ("ANGEBOTSLOTSE_HTTPS", "perhaps", "valid boolean"),
        ("ANGEBOTSLOTSE_LOG_LEVEL", "LOUD", "should match"),
        ("ANGEBOTSLOTSE_UNFINISHED_DAYS", "0", "greater than or equal to 1"),
    ],
)
def test_a_bad_value_is_named_with_its_variable(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, words: str
) -> None:
    variables = {"ANGEBOTSLOTSE_SECRET_KEY": SECRET, variable: value}

    message = complaint(monkeypatch, **variables)

    assert f"- {variable}: " in message
    assert words in message


def test_all_mistakes_are_told_together(monkeypatch: pytest.MonkeyPatch) -> None:
    message = complaint(
        monkeypatch,
        ANGEBOTSLOTSE_SECRET_KEY="short",
        ANGEBOTSLOTSE_API_RATE="x",
        DATABASE_URL="x",
        ANGEBOTSLOTSE_OPERATOR_NAM="Stadt",
    )

    assert message.count("\n  - ") == 4


def test_a_misspelt_variable_is_told_with_what_was_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    message = complaint(
        monkeypatch, ANGEBOTSLOTSE_SECRET_KEY=SECRET, ANGEBOTSLOTSE_OPERATOR_NAM="Stadt"
    )

    assert "ANGEBOTSLOTSE_OPERATOR_NAM: is no setting; did you mean" in message
    assert "ANGEBOTSLOTSE_OPERATOR_NAME" in message


def test_a_bad_value_is_not_repeated_because_it_may_be_a_secret(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    message = complaint(
        monkeypatch, ANGEBOTSLOTSE_SECRET_KEY="hunter2", DATABASE_URL="mysql://u:pass@h/d"
    )

    assert "hunter2" not in message
    assert "pass@h" not in message


def test_the_secret_key_does_not_show_in_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert SECRET not in repr(load(monkeypatch, ANGEBOTSLOTSE_SECRET_KEY=SECRET))


def test_lists_are_written_with_commas_and_blanks_count_as_not_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = load(
        monkeypatch,
        ANGEBOTSLOTSE_SECRET_KEY=SECRET,
        ANGEBOTSLOTSE_HOME_TERRITORY="DEA51, Kreis Unna",
        ANGEBOTSLOTSE_OPERATOR_NAME="  ",
    )

    assert settings.home_territory == ("DEA51", "Kreis Unna")
    assert settings.operator_name is None
