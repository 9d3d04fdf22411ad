"""The attributions of an article before their sources are tied to actors."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from dragoman.statements.cued import cued_attributions
from dragoman.statements.cues import is_attitude
from dragoman.statements.quoted import Speech, find_speeches, with_quotations
from dragoman.statements.raw import RawAttribution


def find_attributions(doc: Doc) -> list[RawAttribution]:
    """Who said what, in text order: sources, cues and contents as runs of tokens; those inside another's words too."""
    speeches = find_speeches(doc)
    return _distinct(_sober(doc, with_quotations(doc, list(cued_attributions(doc)), speeches)))


def outer_attributions(doc: Doc) -> list[RawAttribution]:
    """The attributions that the report itself makes: none from inside a quotation, no attitudes from inside a content."""
    speeches = find_speeches(doc)
    found = find_attributions(doc)
    return [
        raw
        for raw in found
        if not any(_within(raw, speech) for speech in speeches)
        and not (is_attitude(raw.rule) and any(_nested(raw, other) for other in found))
    ]


def _sober(doc: Doc, found: list[RawAttribution]) -> list[RawAttribution]:
    """Without what a speaker says of his own mind: "he said he thought that …" is one statement."""
    return [
        raw
        for raw in found
        if not (is_attitude(raw.rule) and not _third_party(doc, raw) and any(_nested(raw, other) for other in found))
    ]


def _third_party(doc: Doc, raw: RawAttribution) -> bool:
    return any(doc[s:e].root.pos_ in ("NOUN", "PROPN") for s, e in raw.source)


def _nested(raw: RawAttribution, other: RawAttribution) -> bool:
    """True where the cue lies in the other's content."""
    return other is not raw and bool(raw.cue) and any(s <= raw.cue[0][0] and raw.cue[-1][1] <= e for s, e in other.content)


def _within(raw: RawAttribution, speech: Speech) -> bool:
    return bool(raw.cue) and any(s <= raw.cue[0][0] and raw.cue[-1][1] <= e for s, e in speech.parts)


def _distinct(found: Sequence[RawAttribution]) -> list[RawAttribution]:
    """Each content once: where two cues claim the same content, the one with a source stays, else the first."""
    kept: dict[tuple[tuple[int, int], ...], RawAttribution] = {}
    for raw in found:
        other = kept.get(raw.content)
        if other is None or (raw.source and not other.source):
            kept[raw.content] = raw
    return list(kept.values())
