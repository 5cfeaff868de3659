"""What was filled in goes into the answers of the firm, or the form says why it does not."""

from __future__ import annotations

from enum import StrEnum

from flask import request
from flask_babel import gettext

from matcher.wording.input_errors import problem
from offers.errors import InputErrors
from web.answer_forms.forms import AnswerForm
from web.answer_forms.shown import label_of, shown
from web.answer_forms.sources import source_words
from web.current import author, now, services
from web.desk import desk
from web.file_frame import no_such_file
from web.formats import listing
from web.language import current_language
from web.use_cases.files import answering, company
from web.use_cases.files.answering import Seen
from web.use_cases.files.company import KnownFirm
from web.use_cases.files.rows import Edited
from web.use_cases.firms.profiles import Change

STAND = "stand"
"""The field of a form that holds what its answers were when it was opened."""


class Saved(StrEnum):
    """REFUSED: the form says what is wrong. CONFLICT: somebody else answered meanwhile."""

    DONE = "done"
    REFUSED = "refused"
    CONFLICT = "conflict"


def known_firm(public_id: str) -> KnownFirm:
    """What the file knows; 404 where there is none, or its answers are gone."""
    found = company.known_firm(services().engine, desk(), public_id, now=now())
    if found is None:
        no_such_file()
    return found


def save(public_id: str, form: AnswerForm, change: Change, fields: tuple[str, ...]) -> Saved:
    """Store what the form says if its fields are as they were when it was opened."""
    before = Seen(fields, request.form.get(STAND, ""))
    try:
        done = answering.answer(services().engine, desk(), public_id, change, before, by=author())
    except InputErrors as bad:
        mark(form, bad)
        return Saved.REFUSED
    if done is Edited.GONE:
        no_such_file()
    return Saved.CONFLICT if done is Edited.CONFLICT else Saved.DONE


def standing(firm: KnownFirm, fields: tuple[str, ...]) -> str:
    """What stands in these fields now and who said so, as a sentence for whoever was too late."""
    parts = [
        gettext(
            "%(label)s: %(value)s (%(source)s)",
            label=label_of(field),
            value=_words(firm, field) or gettext("not specified"),
            source=source_words(firm.provenance.get(field)),
        )
        for field in fields
        if field != "region"
    ]
    return "; ".join(parts)


def _words(firm: KnownFirm, field: str) -> str:
    found = shown(firm.answers, field)
    return found if isinstance(found, str) else listing(found)


def mark(form: AnswerForm, bad: InputErrors) -> None:
    """Each problem stands at its field, what belongs to none at the first one."""
    fields = {field.name: field for field in form}
    for error in bad.errors:
        field = fields.get(error.field.partition(".")[0], form.main_field)
        field.errors = [problem(error.code, error.values, current_language())]
