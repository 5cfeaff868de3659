"""Conditions as a list of sentences with what can be done to each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext

from matcher.wording import requirement
from offers.errors import InputErrors
from offers.schema import Block, Evidence, dump_block, parse_condition
from offers.schema.block_trees import Path
from offers.schema.conditions import AllOf, AnyOf, NotOf
from web.formats import rate
from web.language import current_language
from web.pages.editor.block_kinds import kind_name

WHOLE = "alles"
_PATH = re.compile(r"\d{1,3}(?:-\d{1,3}){0,120}")


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockItem:
    """One block: `path` as addresses name it, `anchor` its id on the page.

    `reading` says that a program read it from a text, and how sure it was; '' once confirmed.
    """

    path: str
    anchor: str
    text: str
    label: str
    quote: str
    reading: str
    error: str
    is_group: bool
    is_switchable: bool
    is_first: bool
    is_last: bool
    parts: tuple[BlockItem, ...]


def read_path(text: str) -> Path | None:
    """The path that an address names; None if it is none."""
    if text == WHOLE:
        return ()
    return tuple(map(int, text.split("-"))) if _PATH.fullmatch(text) else None


def path_text(path: Path) -> str:
    """The path as addresses name it."""
    return "-".join(map(str, path)) or WHOLE


def grammar_path(root: Block, path: Path) -> str:
    """The same as errors name it: 'conditions.all.0.not'."""
    steps, block = ["conditions"], root
    for step in path:
        steps.append(block.kind if block.kind == "not" else f"{block.kind}.{step}")
        block = block.parts[step]
    return ".".join(steps)


def block_items(root: Block | None, errors: Mapping[str, str]) -> tuple[BlockItem, ...]:
    """The outermost block as an item; none where nothing is demanded. `errors`: by grammar path."""
    return () if root is None else (_item(root, root, (), errors),)


def sentence_of(block: Block) -> str:
    """What a block demands: 'Höchstens 249 Beschäftigte'; of a group how its parts are joined."""
    if block.is_group:
        return _HEADINGS[block.kind]()
    try:
        test = parse_condition(dump_block(block)).test
    except InputErrors:
        return gettext("%(kind)s: not complete yet", kind=kind_name(block.kind))
    if isinstance(test, AllOf | AnyOf | NotOf):
        raise AssertionError(f"no leaf: {block.kind}")
    return requirement(test, Evidence(), negated=False, language=current_language())


def _item(root: Block, block: Block, path: Path, errors: Mapping[str, str]) -> BlockItem:
    where, last = path_text(path), _last(root, path)
    return BlockItem(
        path=where,
        anchor=f"block-{where}",
        text=sentence_of(block),
        label=block.label,
        quote=block.quote,
        reading=_reading(block),
        error=_error(grammar_path(root, path), block, errors),
        is_group=block.is_group,
        is_switchable=block.kind in ("all", "any"),
        is_first=not path or path[-1] == 0,
        is_last=not path or path[-1] == last,
        parts=tuple(_item(root, part, (*path, i), errors) for i, part in enumerate(block.parts)),
    )


def _last(root: Block, path: Path) -> int:
    """The number of the last block in the group of the block there."""
    for step in path[:-1]:
        root = root.parts[step]
    return len(root.parts) - 1


def _error(path: str, block: Block, errors: Mapping[str, str]) -> str:
    """The message for this very block, or for a value in it."""
    if block.is_group:
        return errors.get(path, "") or errors.get(f"{path}.{block.kind}", "")
    found = (text for at, text in errors.items() if at == path or at.startswith(f"{path}."))
    return next(found, "")


def _reading(block: Block) -> str:
    if not block.was_read:
        return ""
    if block.confidence is None:
        return gettext("Read from the text by a program.")
    sure = rate(round(block.confidence * 100))
    return gettext("Read from the text by a program, sure to %(share)s.", share=sure)


_HEADINGS = {
    "all": lambda: gettext("All of these:"),
    "any": lambda: gettext("At least one of these:"),
    "not": lambda: gettext("Not:"),
}
