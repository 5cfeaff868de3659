"""Trees of blocks changed at a path: numbers of the parts from the outermost block down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from offers.schema.blocks import Block

Path = tuple[int, ...]
DEEPEST = 20
"""Groups in groups beyond this are refused: nobody could read them."""


def block_at(root: Block, path: Path) -> Block | None:
    """The block there; None if there is none."""
    found = root
    for step in path:
        if not 0 <= step < len(found.parts):
            return None
        found = found.parts[step]
    return found


def with_block(root: Block, path: Path, new: Block) -> Block:
    """The tree with another block there."""
    if not path:
        return new
    return _with_parts(
        root,
        path[:-1],
        lambda parts: (*parts[: path[-1]], new, *parts[path[-1] + 1 :]),
    )


def without_block(root: Block, path: Path) -> Block | None:
    """The tree without the block there; None if that was all."""
    if not path:
        return None
    return _with_parts(root, path[:-1], lambda parts: (*parts[: path[-1]], *parts[path[-1] + 1 :]))


def with_more(root: Block | None, path: Path, new: Block) -> Block:
    """The tree with a block added: at the end of the group there, or beside what is no group.

    It stays as it is where it would get too deep.
    """
    if root is None:
        return Block(kind="all", parts=(new,))
    grown = _grown(root, path, new)
    return root if depth(root) < depth(grown) > DEEPEST else grown


def _grown(root: Block, path: Path, new: Block) -> Block:
    there = block_at(root, path)
    if there is None:
        return root
    if not there.is_group:
        return with_block(root, path, Block(kind="all", parts=(there, new)))
    if there.kind == "not" and there.parts:
        inner = _grown(there.parts[0], (), new)
        return with_block(root, path, replace(there, parts=(inner,)))
    return with_block(root, path, replace(there, parts=(*there.parts, new)))


def moved(root: Block, path: Path, by: int) -> Block:
    """The tree with the block there `by` places further down (up if negative) in its group."""
    if not path:
        return root
    group = block_at(root, path[:-1])
    target = path[-1] + by
    if group is None or not 0 <= target < len(group.parts) or path[-1] >= len(group.parts):
        return root
    parts = list(group.parts)
    parts.insert(target, parts.pop(path[-1]))
    return with_block(root, path[:-1], replace(group, parts=tuple(parts)))


def wrapped(root: Block, path: Path, kind: str) -> Block:
    """The tree with a group of this kind around the block there, unless it gets too deep."""
    there = block_at(root, path)
    if there is None or depth(root) >= DEEPEST:
        return root
    return with_block(root, path, Block(kind=kind, parts=(there,)))


def unwrapped(root: Block, path: Path) -> Block:
    """The tree with the parts of the group there in its place.

    A group that stands alone, or as the only part of a 'not', stays unless it has one part.
    """
    there = block_at(root, path)
    if there is None or not there.is_group:
        return root
    if len(there.parts) == 1:
        return with_block(root, path, there.parts[0])
    above = block_at(root, path[:-1]) if path else None
    if above is None or above.kind == "not":
        return root
    place = path[-1]
    parts = (*above.parts[:place], *there.parts, *above.parts[place + 1 :])
    return with_block(root, path[:-1], replace(above, parts=parts))


def depth(block: Block) -> int:
    """How many blocks stand in one another."""
    return 1 + max(map(depth, block.parts), default=0)


def _with_parts(
    root: Block, path: Path, change: Callable[[tuple[Block, ...]], tuple[Block, ...]]
) -> Block:
    """The tree with other parts in the group there."""
    if not path:
        return replace(root, parts=change(root.parts))
    step, *rest = path
    inner = _with_parts(root.parts[step], tuple(rest), change)
    return replace(root, parts=(*root.parts[:step], inner, *root.parts[step + 1 :]))
