"""Which of the applicants that a text names may apply, and what stands around them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from offers.reading.actors import Actor, branch_actor, branches
from offers.reading.folding import Folded
from offers.reading.lexicon import Mention
from offers.reading.pieces import Piece, Span, pieces
from offers.reading.signals import says, signal
from offers.schema.conditions import InSector

_PLACED = re.compile(r"(?<![a-z])(?:in|aus|im) [a-z/ -]{2,40}? (?=[a-z]+)")
_GENITIVE = re.compile(r"(?<![a-z])(?:der|des|den|dem|die|das) ")
_DIGIT = re.compile(r"\d")
_ADJECTIVE = re.compile(
    r"(?:[a-z-]*(?:ig|lich|isch|iv|al|[iou]n?ell|iert|end|sam|bar|eigen|ueber|haft|mittler|klein|jung|neu|"
    r"gross|privat|kleinst)(?:e[rnsm]?)?|[a-z-]+-|[a-z]\.)"
)


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody who may apply, where he stands, and the stretches of text that narrow him.

    `denied` where the text excludes him, `aside` where a bracket names him.
    """

    actor: Actor
    start: int
    end: int
    before: Span
    after: Span = (0, 0)
    brackets: tuple[Span, ...] = ()
    denied: bool = False
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Applicants:
    """Everybody who may apply; `open` where the text names somebody unknown or leaves room."""

    known: tuple[Applicant, ...]
    open: bool


def listed(text: Folded, plain: str, start: int, end: int) -> Applicants:
    """The applicants of a stretch; `plain` is the folded text without its brackets."""
    walk = _Walk(text, plain)
    for piece in pieces(plain, start, end):
        walk.take(piece)
    known = walk.done(end)
    return Applicants(known, walk.open or _with_partners(known, plain))


def _with_partners(known: tuple[Applicant, ...], plain: str) -> bool:
    """Whether companies take part beside others: 'Hochschulen mit Unternehmenspartnern'."""
    if any(one.actor.company for one in known):
        return False
    return any(says("partners", plain[slice(*one.after)]) for one in known)


class _Walk:
    """Goes through the pieces of a text and keeps what one piece means for the next."""

    def __init__(self, text: Folded, plain: str) -> None:
        self.text, self.plain, self.open = text, plain, False
        self.found: list[Applicant] = []
        self._governed = self._relative = False
        self._adjectives_from: int | None = None
        self._half_word = False

    def take(self, piece: Piece) -> None:
        """One piece: its first noun may apply, nouns behind a preposition may not."""
        words = self.plain[piece.start : piece.end]
        if piece.fresh:
            self._relative = bool(self.found) and bool(signal("relative").match(words.lstrip()))
        if self._relative:
            return
        if not piece.mentions:
            self._take_words(piece, words)
            return
        first = piece.mentions[0]
        self.open |= self._half_word and isinstance(first.entry.condition.test, InSector)
        lead = self._lead(piece, first.start)
        self._governed = self._is_governed(piece, lead)
        if not self._governed and not self._repeats(first, lead):
            self._add(piece, first, lead)
            self._add_included(piece)

    def done(self, end: int) -> tuple[Applicant, ...]:
        """The applicants, each with the text up to the next one."""
        following = [one.before[0] for one in self.found[1:]] + [end]
        return tuple(
            replace(one, after=(one.end, max(one.end, last)))
            for one, last in zip(self.found, following, strict=False)
        )

    def _lead(self, piece: Piece, end: int) -> str:
        """What stands before a noun, without 'für' and the like that begin the text."""
        lead = self.plain[piece.start : end].lstrip()
        while not self.found and (begin := signal("lead").match(lead)):
            lead = lead[begin.end() :].lstrip(" :")
        located = signal("located").search(lead)
        return _PLACED.sub("", lead, count=1) if located else lead

    def _is_governed(self, piece: Piece, lead: str) -> bool:
        for name in ("maybe", "added", "denied"):
            lead = signal(name).sub(" ", lead)
        if says("prepositions", lead):
            return True
        return self._governed and not piece.fresh and not lead.strip()

    def _repeats(self, mention: Mention[Actor], lead: str) -> bool:
        """'Unternehmen, insbesondere KMU': named already."""
        named = any(one.actor.company for one in self.found)
        is_added = says("added", lead) and not says("wider", lead)
        return named and mention.entry.company and is_added

    def _add(self, piece: Piece, mention: Mention[Actor], lead: str) -> None:
        begin = piece.start if self._adjectives_from is None else self._adjectives_from
        self._adjectives_from = None
        if not self.found and says("added", lead):
            self.open = True
        denied = says("denied", signal("not_denied").sub(" ", lead)) or bool(
            signal("denied_after").match(self.plain[mention.end : piece.end].lstrip())
        )
        span = (begin, mention.start)
        self.found.append(Applicant(mention.entry, mention.start, mention.end, span, denied=denied))

    def _add_included(self, piece: Piece) -> None:
        """'Transferpartner inkl. Unternehmen': more nouns of a piece that no preposition rules."""
        rest = self.plain[piece.mentions[0].end : piece.mentions[-1].start]
        self._governed = says("prepositions", rest)
        for earlier, later in zip(piece.mentions, piece.mentions[1:], strict=False):
            between = self.plain[earlier.end : later.start]
            if says("added", between) and not says(
                "prepositions", signal("added").sub("", between)
            ):
                span = (later.start, later.start)
                self.found.append(Applicant(later.entry, later.start, later.end, span))
                self._governed = False

    def _take_words(self, piece: Piece, words: str) -> None:
        """A piece without a known noun: adjectives, more of what a preposition began, or new."""
        bare = words.strip()
        if not bare or self._continues(piece, bare):
            return
        if all(_ADJECTIVE.fullmatch(word) for word in bare.split()):
            self._adjectives_from = piece.start
            self._half_word = bare.endswith("-")
        elif not self._names_branch(piece, bare) and self._names_somebody(piece):
            self.open = True

    def _continues(self, piece: Piece, bare: str) -> bool:
        """Whether a preposition or genitive after the last applicant governs this piece, too."""
        if signal("prepositions").match(bare) or _GENITIVE.match(bare) or _DIGIT.search(bare):
            return True
        if not self.found:
            return self._governed
        between = self.plain[self.found[-1].end : piece.start]
        return self._governed or says("prepositions", between) or bool(_GENITIVE.search(between))

    def _names_branch(self, piece: Piece, bare: str) -> bool:
        """'Handwerk, Handel und Freiberufler': the branch stands for its companies."""
        for mention in branches().mentions(bare):
            if (mention.start, mention.end) == (0, len(bare)):
                start = self.plain.index(bare, piece.start)
                actor, span = branch_actor(mention.entry), (piece.start, start)
                self.found.append(Applicant(actor, start, start + len(bare), span))
                return True
        return False

    def _names_somebody(self, piece: Piece) -> bool:
        words = self.text.quote(piece.start, piece.end).split()
        return any(word[:1].isupper() for word in words) and not words[-1].endswith("-")
