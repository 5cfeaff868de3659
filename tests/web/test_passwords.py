"""Which passwords are taken, and how they are kept."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher, extract_parameters
from hypothesis import given
from hypothesis import strategies as st

from web.passwords import HASHER, Hasher, PasswordProblem, problem_of

AYLA = ("ayla.beispiel@example.org", "Ayla Beispiel")


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("", "too_short"),
        ("xK9#mQ2!vB7", "too_short"),
        ("xK9#mQ2!vB7§", None),
        ("drei Fische im Teich", None),
        ("x" * 201, "too_long"),
        ("Zug Mond Tasse " * 13 + "Igel!", None),
        ("Zug Mond Tasse " * 13 + "Igel!!", "too_long"),
        ("Passwort1234", "too_common"),
        ("PASSWORD1234", "too_common"),
        ("ｐａｓｓｗｏｒｄ１２３４", "too_common"),
        ("123456789012", "too_common"),
        ("aaaaaaaaaaaaaaa", "too_common"),
        ("qwertzuiop12", "too_common"),
        ("Sonnenschein2026", "too_common"),
        ("ayla.beispiel@example.org", "too_personal"),
        ("Ayla.Beispiel", "too_personal"),
        ("AYLABEISPIEL2026!", "too_personal"),
        ("Angebotslotse2026", "too_personal"),
        ("Beispielhafte Fische im Teich", None),
    ],
)
def test_a_password_is_long_and_neither_common_nor_personal(
    password: str, problem: str | None
) -> None:
    assert problem_of(password, personal=AYLA) == problem


def test_length_counts_letters_not_how_a_keyboard_composes_them() -> None:
    assert problem_of("äöüÄÖÜßéèêxy".encode().decode()) is None
    assert problem_of("a\u0308" * 11) == PasswordProblem.TOO_SHORT


def test_a_password_typed_on_another_keyboard_is_the_same() -> None:
    kept = HASHER.hash("Grüße aus Köln")

    assert HASHER.is_right("Gru\u0308ße aus Ko\u0308ln", kept)


@given(st.text(max_size=300))
def test_no_text_breaks_the_rules(text: str) -> None:
    problem = problem_of(text, personal=AYLA)

    assert problem is None or problem in PasswordProblem


def test_hashes_are_argon2id_not_below_the_lower_bound_of_owasp() -> None:
    parameters = extract_parameters(HASHER.hash("drei Fische im Teich"))

    assert parameters.type.name == "ID"
    assert parameters.memory_cost >= 19_456
    assert parameters.time_cost >= 2


def test_the_same_password_never_has_the_same_hash() -> None:
    assert HASHER.hash("drei Fische im Teich") != HASHER.hash("drei Fische im Teich")


@pytest.mark.parametrize("kept", [None, "", "broken", "$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA"])
def test_where_no_hash_is_kept_no_password_is_right(kept: str | None) -> None:
    assert not HASHER.is_right("drei Fische im Teich", kept)


def test_a_hash_with_weaker_parameters_is_outdated() -> None:
    weak = Hasher(PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1))

    assert HASHER.is_outdated(weak.hash("drei Fische im Teich"))
    assert not HASHER.is_outdated(HASHER.hash("drei Fische im Teich"))
