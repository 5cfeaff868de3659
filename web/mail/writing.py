"""Letters from templates, in the language of who gets them."""

from __future__ import annotations

from datetime import datetime

from flask import render_template
from flask_babel import force_locale

from web.letters import Letter


def write(
    name: str,
    *,
    cause: str,
    recipient: str,
    language: str,
    person_id: int | None = None,
    company_id: int | None = None,
    expires_utc: datetime | None = None,
    **values: object,
) -> Letter:
    """The letter of the template `mail/<name>.txt`, filled with `values`.

    The first line of a template is the subject; what follows is the text. The name of the template
    is the purpose of the letter.
    """
    with force_locale(language):
        subject, _, text = render_template(f"mail/{name}.txt", **values).strip().partition("\n")
    return Letter(
        cause=cause,
        purpose=name,
        recipient=recipient,
        language=language,
        subject=" ".join(subject.split()),
        text=text.strip() + "\n",
        person_id=person_id,
        company_id=company_id,
        expires_utc=expires_utc,
    )
