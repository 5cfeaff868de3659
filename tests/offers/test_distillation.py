"""The table of meanings is learnt from what a teacher says of texts."""

from pathlib import Path

import numpy as np
import pytest

from offers.distillation.inventing import Inventor
from offers.distillation.lessons import Lesson, phrases, sentences
from offers.distillation.lexicon import Lexicon, own_words
from offers.distillation.student import Student, design
from offers.distillation.teacher import Teacher, centred
from offers.taxonomy.needs import NEED_KEYS

STEMS = ("kredit", "strom", "visum", "wir")
LEXICON = Lexicon(
    words=("wir", "strom", "kredit", "visum", "kredite"),
    frequencies=np.array([1e-2, 1e-5, 1e-5, 1e-6, 1e-6]),
    stems=STEMS,
    stem_of=np.array([3, 1, 0, 2, 0]),
)
VECTORS = np.array([[1.0, 1, 1], [0, 0, 1], [1, 0, 0], [0, 1, 0], [1, 0, 0]])
TEXTS = ("wir Strom", "wir Kredit", "Visum", "Kredite Visum")
JUDGED = np.array([[-1.0, 2.0], [2.0, -1.0], [-2.0, 1.0], [0.5, 0.0]])


def _student() -> Student:
    return Student.fit(LEXICON, VECTORS, TEXTS, JUDGED, np.ones(len(TEXTS)))


def test_every_need_has_phrases_and_sentences_to_learn_from() -> None:
    assert {lesson.topic for lesson in phrases()} == set(NEED_KEYS)
    assert {lesson.topic for lesson in sentences()} == set(NEED_KEYS)


def test_rare_stems_weigh_more_and_forms_of_a_word_are_one() -> None:
    weights = LEXICON.weights()
    assert weights[3] < 0.1 < 0.9 < weights[2]
    np.testing.assert_allclose(LEXICON.stem_frequencies()[0], 1.1e-5)


def test_rows_of_texts_have_length_one_and_unknown_words_leave_no_trace() -> None:
    counts = design(LEXICON, LEXICON.weights(), ["Kredit Visum", "unbekanntes", ""]).toarray()
    np.testing.assert_allclose(np.linalg.norm(counts, axis=1), [1.0, 0.0, 0.0], atol=1e-9)
    assert not counts[0, [1, 3]].any()


def test_the_student_says_what_the_teacher_says() -> None:
    student = _student()
    said = design(LEXICON, student.weights, TEXTS) @ student.table
    assert np.corrcoef(said.ravel(), JUDGED.ravel())[0, 1] > 0.8


def test_the_same_lessons_give_the_same_table_rounded_to_small_integers(tmp_path: Path) -> None:
    for name in ("one.npz", "other.npz"):
        _student().save(tmp_path / name, LEXICON, ("loan", "power"))
    with np.load(tmp_path / "one.npz") as one, np.load(tmp_path / "other.npz") as other:
        for field in one.files:
            np.testing.assert_array_equal(one[field], other[field])
        assert one["table"].dtype == np.int8
        assert one["stems"].tobytes().decode().split("\n") == list(STEMS)


def test_the_teacher_tells_topics_apart_and_is_even_over_them() -> None:
    lessons = [Lesson("a", "loan", 1.0), Lesson("b", "power", 1.0), Lesson("c", "visa", 1.0)]
    teacher = Teacher.fit(np.eye(3), lessons, ("loan", "power", "visa"))
    assert teacher.judge(np.eye(3)).argmax(axis=1).tolist() == [0, 1, 2]
    np.testing.assert_allclose(teacher.directions.sum(axis=0), 0.0, atol=1e-9)


def test_what_texts_share_is_taken_off() -> None:
    found = centred(np.array([[9.0, 1.0], [9.0, -1.0]]))
    np.testing.assert_allclose(found, [[0.0, 1.0], [0.0, -1.0]], atol=1e-9)


@pytest.mark.parametrize("seed", [0, 1])
def test_made_up_texts_repeat_by_seed(seed: int) -> None:
    inventor = Inventor(
        LEXICON, centred(VECTORS).astype(np.float32), own_words("Strom, Visum"), ["Strom sparen"]
    )
    texts = inventor.texts(20, np.random.default_rng(seed))
    assert texts == inventor.texts(20, np.random.default_rng(seed))
    assert len(set(texts)) > 10
    assert all("{}" not in text for text in texts)
