"""The attributions of an article before their sources are tied to actors."""

from __future__ import annotations

from spacy.tokens import Doc

from dragoman.statements.cued import cued_attributions
from dragoman.statements.quoted import with_quotations
from dragoman.statements.raw import RawAttribution


def find_attributions(doc: Doc) -> list[RawAttribution]:
    """Who said what, in text order: sources, cues and contents as runs of tokens."""
    return _distinct(with_quotations(doc, list(cued_attributions(doc))))


def _distinct(found: list[RawAttribution]) -> list[RawAttribution]:
    """Each content once: where two cues claim the same content, the one with a source stays, else the first."""
    kept: dict[tuple[tuple[int, int], ...], RawAttribution] = {}
    for raw in found:
        other = kept.get(raw.content)
        if other is None or (raw.source and not other.source):
            kept[raw.content] = raw
    return list(kept.values())
