"""An attribution as it stands in the text, before its source is tied to an actor: what rules and tagger both give."""

from __future__ import annotations

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
