"""An attribution as it stands in the text, before its source is tied to an actor: what rules and tagger both give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

type Tokens = tuple[int, int]
"""A run of tokens of the ``doc``: ``[start, end)``."""


@dataclass(frozen=True, slots=True)
class RawAttribution:
    """Source, cue and content, each in one or more runs of tokens, in text order.

    ``source`` and ``cue`` may be empty; ``content`` never is.
    """

    source: tuple[Tokens, ...]
    cue: tuple[Tokens, ...]
    content: tuple[Tokens, ...]
    rule: str
    """What found it: ``speech:ID`` of a codebook entry, ``quotes``, ``tagger`` …"""
    entry: str | None = None
    """Id of the codebook entry ``speech.yaml`` that the cue belongs to."""
    score: float | None = None
    """The model's probability, where a model found it."""
    inside: int | None = None
    """Place in the list of the attribution in whose content this one lies, where the finder knows it."""


def size(runs: tuple[Tokens, ...]) -> int:
    """How many tokens are in the runs."""
    return sum(end - start for start, end in runs)


def shared(first: tuple[Tokens, ...], second: tuple[Tokens, ...]) -> int:
    """How many tokens are in both; the runs of each don't overlap."""
    if not first or not second or first[-1][1] <= second[0][0] or second[-1][1] <= first[0][0]:
        return 0
    return sum(max(0, min(e, b) - max(s, a)) for s, e in first for a, b in second)


def touch(first: tuple[Tokens, ...], second: tuple[Tokens, ...]) -> bool:
    """True where some token is in both."""
    for s, e in first:
        for a, b in second:
            if s < b and a < e:
                return True
    return False


def holds(outer: tuple[Tokens, ...], inner: tuple[Tokens, ...]) -> bool:
    """True where each of the inner runs lies in one of the outer ones."""
    for a, b in inner:
        for s, e in outer:
            if s <= a and b <= e:
                break
        else:
            return False
    return True


def innermost(number: int, found: Sequence[RawAttribution]) -> int | None:
    """Place of the smallest attribution in whose content the cue and content of another one lie."""
    own, least = (*found[number].cue, *found[number].content), size(found[number].content)
    within = (
        (wide, other)
        for other, candidate in enumerate(found)
        if (wide := size(candidate.content)) > least and holds(candidate.content, own)
    )
    return min(within, default=(0, None))[1]
