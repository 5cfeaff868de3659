"""The form of one block: which fields its kind has, and the block that they say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from offers.schema import Block
from offers.schema.blocks import NO, NUMBER, RANGE, TEXT, YES
from offers.schema.grammar import RANGE_KEYS
from offers.taxonomy.facts import FACTS, Fact, FactType
from web.language import current_language
from web.pages.editor import entries
from web.pages.editor.block_kinds import fact_options, word_options
from web.pages.editor.entries import Kind
from web.pages.editor.field import Field, FieldView
from web.pages.editor.notes import meanings

VALUES, LOW, HIGH, EXACTLY = "werte", "ab", "bis", "genau"
FACT, ANSWER = "frage", "antwort"
LABEL, QUOTE = "anzeige", "zitat"
Fields = tuple[FieldView, ...]


def block_fields(block: Block, error: str = "") -> Fields:
    """The fields for what the block demands; the error stands at the first one."""
    found = _fields_of(block)
    return tuple(
        replace(field, error=error if not place else "") for place, field in enumerate(found)
    )


def evidence_fields(block: Block, error: str = "") -> Fields:
    """The fields for the quote and for what readers read instead."""
    return (
        FieldView(
            name=QUOTE,
            label=gettext("Sentence of the source"),
            kind=Kind.TEXT,
            hint=gettext("Word for word. Every condition that excludes somebody needs one."),
            value=block.quote,
            rows=3,
            error=error,
        ),
        FieldView(
            name=LABEL,
            label=gettext("What readers see instead (optional)"),
            kind=Kind.LINE,
            hint=gettext("Only where our sentence does not say it well enough"),
            value=block.label,
        ),
    )


def read_form(form: MultiDict[str, str], before: Block) -> Block:
    """The block that the form says, now a person's word: it counts as read by a program no more.

    What nobody touched stays to the letter.
    """
    demanded = _read_demand(form, before)
    return replace(
        demanded,
        quote=_text(form, QUOTE, Kind.TEXT, before.quote),
        label=_text(form, LABEL, Kind.LINE, before.label),
        reading="",
        confidence=None,
    )


def _fields_of(block: Block) -> Fields:
    if block.is_group:
        return ()
    if block.kind == "fact":
        return _fact_fields(block)
    if block.kind in RANGE_KEYS:
        return _limit_fields(block, _unit(block.kind))
    options = word_options(block.kind)
    if options:
        known = {value for value, _ in options}
        own = tuple((value, value) for value in block.values if value not in known)
        return (
            _view(VALUES, gettext("At least one of these"), Kind.CHOICES, options + own, block),
        )
    return (_lines(block),)


def _view(
    name: str, label: str, kind: Kind, options: tuple[tuple[str, str], ...], block: Block
) -> FieldView:
    return FieldView(name=name, label=label, kind=kind, options=options, values=block.values)


def _lines(block: Block) -> FieldView:
    hints = {
        "territory": gettext("One place a line: name, or AGS or NUTS code"),
        "sector": gettext("One WZ code a line, such as 25.62 or C"),
        "legal_form": gettext("One legal form a line, such as GmbH"),
    }
    path = {"territory": "territory", "sector": "sectors"}.get(block.kind, block.kind)
    field = Field(path, VALUES, "", Kind.LINES)
    return FieldView(
        name=VALUES,
        label=gettext("One of these"),
        kind=Kind.LINES,
        hint=hints[block.kind],
        value="\n".join(block.values),
        notes=() if block.kind == "legal_form" else meanings(field, list(block.values)),
    )


def _limit_fields(block: Block, unit: str) -> Fields:
    return (
        FieldView(
            name=LOW, label=gettext("At least"), kind=Kind.WHOLE, value=block.low, suffix=unit
        ),
        FieldView(
            name=HIGH, label=gettext("At most"), kind=Kind.WHOLE, value=block.high, suffix=unit
        ),
    )


def _fact_fields(block: Block) -> Fields:
    fact = FACTS.get(block.name)
    fields = _ANSWERS[fact.type](fact, block) if fact and _suits(fact, block) else _any(block)
    options = fact_options()
    if not fact and block.name:
        options = (*options, (block.name, block.name))
    asked = FieldView(
        name=FACT, label=gettext("Question"), kind=Kind.CHOICE, options=options, value=block.name
    )
    return (asked, *fields)


def _suits(fact: Fact, block: Block) -> bool:
    """Whether the answer that the block asks for is one that the question may have."""
    suiting = {
        FactType.BOOLEAN: (YES, NO, ""),
        FactType.NUMBER: (NUMBER, RANGE, ""),
        FactType.CHOICE: (TEXT, ""),
    }
    is_untouched = block.answer == RANGE and not (block.low or block.high)
    return is_untouched or block.answer in suiting[fact.type]


def _truth_fields(fact: Fact, block: Block) -> Fields:
    options = ((YES, gettext("Yes")), (NO, gettext("No")))
    return (_answer(options, block.answer if block.answer in (YES, NO) else ""),)


def _number_fields(fact: Fact, block: Block) -> Fields:
    units = {"EUR": gettext("euros"), "people": gettext("people")}
    exactly = FieldView(
        name=EXACTLY,
        label=gettext("Or exactly"),
        kind=Kind.WHOLE,
        value=block.equals if block.answer == NUMBER else "",
    )
    return (*_limit_fields(block, units.get(fact.unit or "", "")), exactly)


def _choice_fields(fact: Fact, block: Block) -> Fields:
    language = current_language()
    options = [(choice.value, choice.label.get(language)) for choice in fact.choices]
    if block.answer == TEXT and block.equals not in dict(options):
        options.append((block.equals, block.equals))
    return (_answer(tuple(options), block.equals),)


_ANSWERS: dict[FactType, Callable[[Fact, Block], Fields]] = {
    FactType.BOOLEAN: _truth_fields,
    FactType.NUMBER: _number_fields,
    FactType.CHOICE: _choice_fields,
}


def _any(block: Block) -> Fields:
    """The fields for a question that nobody registered: its answer may be anything."""
    options = (
        (YES, gettext("Yes")),
        (NO, gettext("No")),
        (NUMBER, gettext("exactly a number")),
        (TEXT, gettext("exactly these words")),
        (RANGE, gettext("a number within limits")),
    )
    exactly = FieldView(
        name=EXACTLY,
        label=gettext("Number or words"),
        kind=Kind.LINE,
        value=block.equals,
    )
    return (_answer(options, block.answer), exactly, *_limit_fields(block, ""))


def _answer(options: tuple[tuple[str, str], ...], value: str) -> FieldView:
    return FieldView(
        name=ANSWER, label=gettext("Answer"), kind=Kind.CHOICE, options=options, value=value
    )


def _unit(kind: str) -> str:
    units = {
        "employees": gettext("people"),
        "turnover_eur": gettext("euros"),
        "balance_sheet_eur": gettext("euros"),
        "age_years": gettext("years"),
    }
    return units[kind]


def _read_demand(form: MultiDict[str, str], before: Block) -> Block:
    if before.is_group:
        return before
    if before.kind == "fact":
        return _read_fact(form, before)
    if before.kind in RANGE_KEYS:
        return _read_limits(form, before)
    options = word_options(before.kind)
    if options:
        known = [*(value for value, _ in options), *before.values]
        chosen = entries.ticked(before.values, form.getlist(VALUES), known)
        return replace(before, values=tuple(dict.fromkeys(chosen)))
    text = entries.typed(Kind.LINES, form.get(VALUES, ""))
    if text == entries.typed(Kind.LINES, "\n".join(before.values)):
        return before
    return replace(before, values=tuple(entries.lines(text)))


def _read_limits(form: MultiDict[str, str], before: Block) -> Block:
    return replace(
        before, low=_number(form, LOW, before.low), high=_number(form, HIGH, before.high)
    )


def _read_fact(form: MultiDict[str, str], before: Block) -> Block:
    name = entries.typed(Kind.LINE, form.get(FACT, ""))
    if name != entries.typed(Kind.LINE, before.name):
        return Block(kind="fact", name=name, answer=RANGE, quote=before.quote, label=before.label)
    asked = _read_limits(form, before)
    exactly, answer = form.get(EXACTLY), _answered(form)
    fact = FACTS.get(before.name)
    if fact is None or not _suits(fact, before):
        equals = _text(form, EXACTLY, Kind.LINE, before.equals)
        return replace(asked, answer=answer or before.answer, equals=equals)
    if fact.type is FactType.BOOLEAN:
        return replace(asked, answer=answer if answer in (YES, NO) else before.answer)
    if fact.type is FactType.CHOICE:
        return replace(asked, answer=TEXT, equals=before.equals if answer is None else answer)
    is_exact = bool(exactly and exactly.strip())
    equals = _number(form, EXACTLY, before.equals) if is_exact else ""
    return replace(asked, answer=NUMBER if is_exact else RANGE, equals=equals)


def _answered(form: MultiDict[str, str]) -> str | None:
    """The answer that was chosen; None where the form has no such field."""
    answer = form.get(ANSWER)
    return None if answer is None else entries.typed(Kind.LINE, answer)


def _number(form: MultiDict[str, str], name: str, before: str) -> str:
    """The number as Python writes it, the text where it is none; before where nobody touched it."""
    text = entries.typed(Kind.LINE, form.get(name, before))
    return before if text == before else str(entries.read_whole(text)) if text else ""


def _text(form: MultiDict[str, str], name: str, kind: Kind, before: str) -> str:
    text = entries.typed(kind, form.get(name, before))
    return before if text == entries.typed(kind, before) else text
