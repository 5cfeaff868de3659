"""Conditions of a draft: blocks that read as sentences, added, changed, moved, removed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from flask import abort, render_template, request
from flask_babel import gettext

from offers.schema import Block, dump_block, read_block
from offers.schema.block_trees import (
    Path,
    block_at,
    moved,
    unwrapped,
    with_block,
    with_more,
    without_block,
    wrapped,
)
from web.current import author, services, today
from web.pages.editor import block_views
from web.pages.editor.block_form import block_fields, evidence_fields, read_form
from web.pages.editor.block_kinds import KINDS, fact_options, kind_name, kind_options
from web.pages.editor.block_views import (
    block_items,
    grammar_path,
    path_text,
    read_path,
    sentence_of,
)
from web.pages.editor.blueprint import (
    REVISION,
    Answer,
    blueprint,
    notice,
    number_sent,
    to_comparison,
    to_conditions,
)
from web.pages.editor.drafts import content_of
from web.pages.editor.mistakes import condition_errors, message
from web.typed_texts import one_line
from web.use_cases.catalogue import drafts
from web.use_cases.catalogue.checking import check
from web.use_cases.catalogue.drafts import Desk, Saving

Change = Callable[[Block, Path], Block | None]


def _confirmed(root: Block, path: Path) -> Block:
    """What a program read is right: the quote stays, the doubt goes."""
    there = block_at(root, path)
    return root if there is None else with_block(root, path, _as_known(there))


def _switched(root: Block, path: Path) -> Block:
    """'All' becomes 'at least one' and the other way round."""
    there = block_at(root, path)
    other = {"all": "any", "any": "all"}
    if there is None or there.kind not in other:
        return root
    return with_block(root, path, replace(there, kind=other[there.kind]))


_CHANGES: Mapping[str, Change] = {
    "hoch": lambda root, path: moved(root, path, -1),
    "runter": lambda root, path: moved(root, path, 1),
    "weg": without_block,
    "bestaetigen": _confirmed,
    "gruppe-alle": lambda root, path: wrapped(root, path, "all"),
    "gruppe-eine": lambda root, path: wrapped(root, path, "any"),
    "verneinen": lambda root, path: wrapped(root, path, "not"),
    "aufloesen": unwrapped,
    "wechseln": _switched,
}


@blueprint.get("/entwuerfe/<string:draft_id>/bedingungen")
def show_conditions(draft_id: str) -> Answer:
    """The conditions of a draft."""
    desk = _desk(draft_id)
    checked = check(content_of(desk), desk.base, today=today())
    found = checked.errors if "pruefen" in request.args else checked.slips
    errors = condition_errors(found)
    items = block_items(_root(desk), errors)
    return render_template(
        "pages/editor/conditions.html",
        desk=desk,
        draft=desk.draft,
        items=items,
        errors=tuple((f"#{anchor}", f"{text}: {error}") for anchor, text, error in _bad(items)),
        notice=notice(),
    )


@blueprint.post("/entwuerfe/<string:draft_id>/bedingungen")
def change_conditions(draft_id: str) -> Answer:
    """Do what the button says to the block that it names."""
    desk = _desk(draft_id)
    what, _, where = request.form.get("tun", "").partition(":")
    path, root = read_path(where), _root(desk)
    if what not in _CHANGES or path is None or root is None or block_at(root, path) is None:
        abort(404)
    if number_sent(REVISION) != desk.draft.revision:
        return to_conditions(draft_id, "veraltet")
    return _save(desk, _CHANGES[what](root, path))


@blueprint.get("/entwuerfe/<string:draft_id>/bedingungen/neu")
def choose_block(draft_id: str) -> Answer:
    """What kind of block to add; then its form."""
    desk, path, kind = _desk(draft_id), _place_of_new(), request.args.get("art", "")
    name = _question()
    if kind not in KINDS:
        return _choice(desk, path, gettext("What is demanded?"), "art", kind_options())
    if kind == "fact" and not name:
        return _choice(desk, path, gettext("Which question?"), "frage", fact_options(), kind)
    block = Block(kind=kind, name=name)
    return _form(desk, path, block, is_new=True)


@blueprint.post("/entwuerfe/<string:draft_id>/bedingungen/neu")
def add_block(draft_id: str) -> Answer:
    """Add a block to the group that the address names."""
    desk, path, kind = _desk(draft_id), _place_of_new(), request.args.get("art", "")
    if kind not in KINDS:
        abort(404)
    block = read_form(request.form, Block(kind=kind, name=_question()))
    root = _root(desk)
    if root is not None and block_at(root, path) is None:
        return _form(desk, path, block, is_new=True, status=409)
    if number_sent(REVISION) != desk.draft.revision:
        return _form(desk, path, block, is_new=True, status=409)
    return _save(desk, with_more(root, path, block))


@blueprint.get("/entwuerfe/<string:draft_id>/bedingungen/<string:where>")
def show_block(draft_id: str, where: str) -> Answer:
    """The form of one block."""
    desk, path = _desk(draft_id), read_path(where)
    block = _there(desk, path)
    if path is None or block is None:
        abort(404)
    return _form(desk, path, block)


@blueprint.post("/entwuerfe/<string:draft_id>/bedingungen/<string:where>")
def save_block(draft_id: str, where: str) -> Answer:
    """Store one block; where the draft was changed in between, both are shown first."""
    desk, path = _desk(draft_id), read_path(where)
    before = _there(desk, path)
    if path is None or before is None:
        abort(404)
    kind = request.form.get("art", before.kind)
    is_stale = number_sent(REVISION) != desk.draft.revision
    if kind != before.kind and kind in KINDS:
        before, is_stale = Block(kind=kind), True
    block = read_form(request.form, before)
    if is_stale:
        return _form(desk, path, block, status=409)
    root = _root(desk)
    assert root is not None
    return _save(desk, with_block(root, path, block), f"block-{path_text(path)}")


def _save(desk: Desk, root: Block | None, anchor: str = "") -> Answer:
    """Store the tree; if somebody was quicker, both drafts are shown side by side."""
    draft_id = desk.draft.public_id
    content = {key: value for key, value in desk.draft.content.items() if key != "conditions"}
    if root is not None:
        content["conditions"] = dump_block(root)
    revision = desk.draft.revision
    saved = drafts.save(services().engine, draft_id, content, revision=revision, by=author())
    if saved.outcome is Saving.GONE:
        abort(404)
    if saved.outcome is Saving.STALE:
        return to_comparison(saved.draft_id, draft_id)
    return to_conditions(draft_id, "gespeichert", anchor)


def _form(
    desk: Desk, path: Path, block: Block, *, is_new: bool = False, status: int = 200
) -> tuple[str, int]:
    """The form of a block; with 409 as it was sent, beside what stands there by now."""
    checked = check(content_of(desk), desk.base, today=today())
    errors = checked.errors if "pruefen" in request.args else checked.slips
    stands, root = _there(desk, path), _root(desk)
    quote = demand = ""
    if root is not None and stands is not None and not is_new:
        at = grammar_path(root, path)
        here = [each for each in errors if each.field == at or each.field.startswith(f"{at}.")]
        quote = next((message(each) for each in here if each.code == "no_quote"), "")
        others = (message(each) for each in here if each.code != "no_quote")
        demand = "" if block.is_group else next(others, "")
    page = render_template(
        "pages/editor/block.html",
        desk=desk,
        draft=desk.draft,
        is_new=is_new,
        kind=block.kind,
        title=kind_name(block.kind),
        sentence=sentence_of(stands) if stands is not None and not is_new else "",
        stands_quote=stands.quote if stands is not None else "",
        is_stale=status == 409,
        was_read=block.was_read,
        fields=block_fields(block, demand),
        evidence=evidence_fields(block, quote),
        path=path_text(path),
    )
    return page, status


def _choice(
    desk: Desk,
    path: Path,
    title: str,
    name: str,
    options: tuple[tuple[str, str], ...],
    kind: str = "",
) -> str:
    return render_template(
        "pages/editor/choose_block.html",
        draft=desk.draft,
        title=title,
        name=name,
        options=options,
        kind=kind,
        path=path_text(path),
    )


def _desk(draft_id: str) -> Desk:
    desk = drafts.load(services().engine, draft_id)
    if desk is None or not desk.draft.is_open:
        abort(404)
    return desk


def _root(desk: Desk) -> Block | None:
    raw = desk.draft.content.get("conditions")
    return read_block(raw) if isinstance(raw, Mapping) else None


def _there(desk: Desk, path: Path | None) -> Block | None:
    root = _root(desk)
    return None if root is None or path is None else block_at(root, path)


def _place_of_new() -> Path:
    """The group to which something is added; the outermost one for an address that is none."""
    return read_path(request.args.get("in", block_views.WHOLE)) or ()


def _question() -> str:
    """The name of the question that the address asks for."""
    return one_line(request.args.get("frage", ""))[:200]


def _bad(items: tuple[block_views.BlockItem, ...]) -> list[tuple[str, str, str]]:
    """Anchor, sentence and error of every block that has one."""
    found = []
    for item in items:
        if item.error:
            found.append((item.anchor, item.text, item.error))
        found += _bad(item.parts)
    return found


def _as_known(block: Block) -> Block:
    return replace(block, reading="", confidence=None)
