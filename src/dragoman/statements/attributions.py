"""The attributions of an article before their sources are tied to actors.

The learned tagger finds them; the codebook and the quotation marks add what it was never shown: it learned from
political news, where nobody marks what is attributed inside a quotation and few bodies "express their support".
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from dragoman.statements.cued import cued_attributions
from dragoman.statements.cues import entries, entry_of
from dragoman.statements.quoted import find_speeches, with_quotations
from dragoman.statements.raw import RawAttribution, Tokens, shared, size, touch
from dragoman.statements.tagger import Tagger

SAME = 0.5
"""From this Jaccard index of their contents on two attributions are the same; the benchmarks' border."""
ALIASES = frozenset("know call dub nickname name".split())


def find_attributions(doc: Doc) -> list[RawAttribution]:
    """Who said what: sources, cues and contents as runs of tokens; those inside another's words too."""
    tagged, cued = Tagger.load().attributions(doc), list(cued_attributions(doc))
    outer = _outermost(doc, tagged, cued)
    inner = [raw for raw in _mended(doc, tagged, cued) if raw.inside is not None and not _alias(doc, raw)]
    inner += _added(cued, [*outer, *inner])
    return [*outer, *(raw for raw in inner if not _own_mind(doc, raw, outer))]


def outermost_attributions(docs: Iterable[Doc]) -> Iterator[list[RawAttribution]]:
    """For each document the attributions that the report itself makes, none inside another's words."""
    kept: deque[Doc] = deque()

    def passed() -> Iterator[Doc]:
        for doc in docs:
            kept.append(doc)
            yield doc

    for tagged in Tagger.load().attributions_many(passed()):
        doc = kept.popleft()
        yield _outermost(doc, tagged, list(cued_attributions(doc)))


def _outermost(doc: Doc, tagged: Sequence[RawAttribution], cued: Sequence[RawAttribution]) -> list[RawAttribution]:
    """What the report itself attributes: by the tagger, by quotation marks that it left over, by cues in plain text."""
    speeches = find_speeches(doc)
    found = [raw for raw in _mended(doc, tagged, cued) if raw.inside is None and not _alias(doc, raw)]
    owned = [raw for raw in cued if any(_owns(raw, other) for other in found)]
    found = [*(raw for raw in found if not any(_owns(other, raw) for other in owned)), *owned]
    taken = (*(run for raw in found for run in raw.content), *(run for speech in speeches for run in speech.parts))
    added = [raw for raw in _added(cued, found) if not touch(raw.cue, taken)]
    return with_quotations(doc, [*found, *added], speeches)


def _added(cued: Iterable[RawAttribution], found: Sequence[RawAttribution]) -> list[RawAttribution]:
    """What the rules have beyond what was found."""
    return [raw for raw in cued if _stands_alone(raw) and not any(_like(raw, other) for other in found)]


def _mended(doc: Doc, tagged: Sequence[RawAttribution], cued: Sequence[RawAttribution]) -> list[RawAttribution]:
    """The tagger's attributions with their codebook entries, sources that only the parse shows, and no stray pieces."""
    others = [*tagged, *cued]
    return [_without_strays(_known(doc, raw, cued), others) for raw in tagged]


def _known(doc: Doc, raw: RawAttribution, cued: Sequence[RawAttribution]) -> RawAttribution:
    same = next((other for other in cued if touch(other.cue, raw.cue)), None)
    words = [doc[n] for start, end in raw.cue for n in range(start, end)]
    entry = same.entry if same is not None and same.entry else entry_of(words, doc[raw.content[0][0]])
    source = raw.source
    if not source and same is not None and not touch(same.source, raw.content):
        source = same.source
    return replace(raw, entry=entry, source=source)


def _without_strays(raw: RawAttribution, others: Sequence[RawAttribution]) -> RawAttribution:
    """Without the pieces of its content that belong to the content of another attribution beside it."""
    if len(raw.content) < 2:
        return raw
    beside = [o for o in others if not touch(o.cue, raw.cue + raw.content) and not touch(raw.cue, o.content)]
    own = tuple(
        run for run in raw.content if not any(s <= run[0] and run[1] <= e for o in beside for s, e in o.content)
    )
    return replace(raw, content=own) if own else raw


def is_attitude(raw: RawAttribution) -> bool:
    """True for what somebody thinks, wants or does about a matter rather than says."""
    return raw.entry is not None and entries()[raw.entry].attitude


def _alias(doc: Doc, raw: RawAttribution) -> bool:
    """True for "also known as": a name, nobody's words."""
    return not raw.source and any(
        doc[n].lemma_.lower() in ALIASES and doc[n].tag_ in ("VBN", "VBD") for s, e in raw.cue for n in range(s, e)
    )


def _owns(raw: RawAttribution, other: RawAttribution) -> bool:
    """True where what the tagger took for a source is the cue: "the insistence that … was made clear by him"."""
    if not raw.source or touch(raw.cue, other.cue) or not _overlap(raw.content, other.content):
        return False
    return touch(raw.cue, other.source) or (not other.source and touch(raw.cue, other.content))


def _stands_alone(raw: RawAttribution) -> bool:
    """True for what a rule may add by itself: speech, and the stands that adjectives express ("is determined to")."""
    return not is_attitude(raw) or (raw.entry is not None and entries()[raw.entry].kind == "adjective")


def _like(raw: RawAttribution, other: RawAttribution) -> bool:
    if touch(raw.cue, other.cue):
        return True
    return _overlap(raw.content, other.content)


def _own_mind(doc: Doc, raw: RawAttribution, found: Sequence[RawAttribution]) -> bool:
    """What a speaker says of his own mind: "he said he thought that …" is one statement."""
    if not is_attitude(raw) or any(doc[s:e].root.pos_ in ("NOUN", "PROPN") for s, e in raw.source):
        return False
    return any(
        other is not raw and raw.cue and any(s <= raw.cue[0][0] and raw.cue[-1][1] <= e for s, e in other.content)
        for other in found
    )


def _overlap(first: tuple[Tokens, ...], second: tuple[Tokens, ...]) -> bool:
    both = shared(first, second)
    return both > 0 and both >= SAME * (size(first) + size(second) - both)
