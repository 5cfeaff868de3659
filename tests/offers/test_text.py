"""German text becomes comparable, whatever people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.text import normalise, tokens, words
from offers.text.compounds import parts
from offers.text.tokenising import stop_words

SPELT_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)
GERMAN = st.text(alphabet="abcdefghilmnoprstuwzäöüßÄÖÜAEFGKS -", max_size=80)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Förderung", "foerderung"),
        ("FOERDERUNG", "foerderung"),
        ("Fo\u0308rderung", "foerderung"),
        ("Maße ẞ", "masse ss"),
        ("Fu\u00adßball", "fussball"),
        ("neue Feuer aktuell Steuer Israel", "neue feuer aktuell steuer israel"),
        ("Café à la carte", "cafe a la carte"),
        ("<p>Wärme&nbsp;&amp; Kälte</p>", "waerme kaelte"),
        ("<script>alert(1)</script>", "alert(1)"),
        ("5 < 10 und 20 > 3", "5 10 und 20 3"),
        ("F&E, F + E und FuE", "fue, fue und fue"),
        ("a\x00b\x1bc\ud800d", "a b cd"),
        ("ＧｍｂＨ ﬁx ½", "gmbh fix 1⁄2"),
        ("  \t\n ", ""),
        ("'; DROP TABLE offers; --", "'; drop table offers; --"),
    ],
)
def test_every_spelling_has_one_form(text: str, expected: str) -> None:
    assert normalise(text) == expected


@given(st.text(alphabet="abfeEFGnir äöüÄÖÜß–„“§€+:*_/-;.%\n\t1", max_size=40))
def test_everyday_texts_take_a_shorter_way_to_the_same_form(text: str) -> None:
    soft_hyphen = "\u00ad"  # Vanishes, and is no everyday sign.
    assert normalise(text) == normalise(text + soft_hyphen)


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(GERMAN)
def test_both_spellings_of_umlauts_give_the_same_tokens(text: str) -> None:
    assert tokens(text.translate(SPELT_OUT)) == tokens(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zuschüsse", "Zuschuss"),
        ("neue", "neuer"),
        ("Fachkräfte", "Fachkraft"),
        ("Gründerinnen", "Gründung"),
        ("Gründer:innen", "Gründer"),
        ("Mitarbeiter*in", "Mitarbeiter"),
        ("Forscher", "Forschung"),
        ("Betriebe", "Betriebes"),
    ],
)
def test_inflected_words_share_their_stem(one: str, other: str) -> None:
    assert tokens(one)[0] == tokens(other)[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [("neue", "Feuer"), ("Steuer", "Stau"), ("Sicherheit", "sich"), ("Israel", "Isar")],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert tokens(one) != tokens(other)


@pytest.mark.parametrize(
    ("compound", "expected"),
    [
        ("energieberatung", ("energie", "beratung")),
        ("fachkraeftemangel", ("fachkraefte", "mangel")),
        ("lagerhalle", ("lager", "halle")),
        ("bundesfoerderung", ("bundes", "foerderung")),
        ("buergschaftsbank", ("buergschaft", "bank")),
        ("gewaechshaeuser", ("gewaech", "haeuser")),
        ("fachkraft", ()),
        ("apparat", ()),
        ("verwaltung", ()),
        ("zzzzzzzzzz", ()),
    ],
)
def test_compounds_come_apart_at_base_words(compound: str, expected: tuple[str, ...]) -> None:
    assert parts(compound) == expected


@pytest.mark.parametrize(
    ("compound", "phrase"),
    [
        ("Energieberatung", "Beratung zu Energie"),
        ("Fachkräftemangel", "Fachkräfte"),
        ("Lagerhalle", "Halle"),
        ("IT-Sicherheit", "Sicherheit"),
    ],
)
def test_a_compound_holds_the_words_it_is_made_of(compound: str, phrase: str) -> None:
    assert set(tokens(phrase)) <= set(tokens(compound))


def test_stop_words_of_both_languages_and_single_letters_are_left_out() -> None:
    assert words("Wir haben für the company a b eine Frage") == ("company", "frage")
    assert {"fuer", "ueber", "with", "wuerden"} <= stop_words()


def test_it_is_a_word_because_firms_have_it() -> None:
    assert words("Unsere IT") == ("it",)


@pytest.mark.parametrize(
    "text",
    [
        "Wärmepumpe 😀 \x00 " * 600,
        "<a " * 3_400,
        "foerderung" * 1_000,
        "&amp;" * 2_000,
        "\ud800" * 10_000,
        "\u0308a" * 5_000,
    ],
)
def test_long_and_hostile_texts_become_tokens_without_complaint(text: str) -> None:
    assert all(isinstance(token, str) for token in tokens(text))
