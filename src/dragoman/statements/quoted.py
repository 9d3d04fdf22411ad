"""Quotations and their attributions: whose words stand between the marks, over sentences and paragraphs.

A content found by syntax that touches a quotation takes in the whole of it, since the parser loses its way in long
quotations and the marks don't. A quotation that no cue of the parse covers is given to the cue beside it ("…”, he
said", "said: “…"), else to the attribution that it continues.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from spacy.tokens import Doc, Token

from dragoman.offsets import is_border, tokens_in
from dragoman.statements.cues import cues_of
from dragoman.statements.quotes import Quote, continues, find_quotes
from dragoman.statements.raw import RawAttribution, Tokens, touch
from dragoman.statements.runs import cue_span, phrase, trim
from dragoman.statements.subjects import source_of

FEWEST_WORDS = 3
"""A quotation with fewer words is no speech of its own, unless it ends in the punctuation of a sentence."""
FARTHEST_CUE = 14
"""How many tokens of the same sentence may part a quotation from its cue."""
LONGEST_LABEL = 7
"""The most tokens before a colon that name a speaker, as in a transcript."""


@dataclass(frozen=True, slots=True)
class Speech:
    """A quotation of the report, over as many paragraphs as it is opened again in: runs of tokens, marks included."""

    parts: tuple[Tokens, ...]

    @property
    def start(self) -> int:
        """Its first token."""
        return self.parts[0][0]

    @property
    def end(self) -> int:
        """The token after its last one."""
        return self.parts[-1][1]


def with_quotations(doc: Doc, found: Sequence[RawAttribution], speeches: Sequence[Speech]) -> list[RawAttribution]:
    """The attributions with whole quotations as contents, and those of quotations that had none.

    The model's contents keep their ends, except for quotations over several paragraphs, which it can't see whole.
    """
    long = [speech for speech in speeches if len(speech.parts) > 1]
    grown = [_grown(doc, raw, speeches if raw.score is None else long) for raw in found]
    for speech in speeches:
        if any(_outside(raw, speech) and _covers(raw, speech) for raw in grown) or not _is_speech(doc, speech):
            continue
        new = _beside(doc, speech, grown)
        if new is not None:
            same = next((n for n, raw in enumerate(grown) if raw.cue == new.cue), None)
            if same is None:
                grown.append(new)
            else:
                grown[same] = replace(grown[same], content=_united(grown[same].content, new.content))
            continue
        before = _continued(doc, speech, grown)
        if before is not None:
            grown[before] = replace(grown[before], content=_united(grown[before].content, speech.parts))
    return sorted(grown, key=lambda raw: (raw.content[0][0], -raw.content[-1][1]))


def find_speeches(doc: Doc) -> list[Speech]:
    """The quotations of the report itself, those opened again in the next paragraph joined."""
    runs: list[list[Quote]] = []
    text = doc.text
    for quote in find_quotes(doc):
        if quote.depth:
            continue
        if runs and continues(text, runs[-1][-1], quote):
            runs[-1].append(quote)
        else:
            runs.append([quote])
    spans = ([tokens_in(doc, (q.start, q.end)) for q in run] for run in runs)
    return [Speech(tuple((s.start, s.end) for s in run)) for run in spans if all(len(s) for s in run)]


def _grown(doc: Doc, raw: RawAttribution, speeches: Sequence[Speech]) -> RawAttribution:
    """The attribution with each quotation that its content touches taken in whole, or cut to the one it lies in."""
    content = raw.content
    for speech in speeches:
        if not touch(content, speech.parts):
            continue
        if _outside(raw, speech):
            if touch(raw.source, speech.parts):
                continue
            content = _united(content, speech.parts)
        else:
            inner = (speech.start + 1, speech.end - 1)
            content = tuple(
                piece
                for s, e in content
                if (piece := trim(doc, max(s, inner[0]), min(e, inner[1]))) and piece[0] < piece[1]
            )
    return replace(raw, content=content) if content else raw


def _beside(doc: Doc, speech: Speech, found: Sequence[RawAttribution]) -> RawAttribution | None:
    """The attribution by a cue that follows the quotation or leads to it, in the same sentence."""
    for verb in [*_verbs_after(doc, speech), *_verbs_before(doc, speech)]:
        sources = source_of(verb)
        cue = next((c for c in cues_of(verb) if "quote" in c.frames), None)
        if cue is not None and sources:
            source = tuple(phrase(s) for s in sources)
            if any(s < speech.end and speech.start < e for s, e in source):
                source = tuple((s.i, s.i + 1) for s in sources if not speech.start <= s.i < speech.end)
            return RawAttribution(source, (cue_span(verb),), speech.parts, f"speech:{cue.id}", cue.id)
    label = _label(doc, speech)
    if label is not None:
        return RawAttribution((label,), ((label[1], label[1] + 1),), speech.parts, "quotes")
    return None


def _verbs_after(doc: Doc, speech: Speech) -> Iterator[Token]:
    """Verbs of a clause that begins right after the quotation: "…”, he said"."""
    for token in doc[speech.end : speech.end + FARTHEST_CUE]:
        if is_border(token) or token.text in (".", "!", "?", ";", "“", '"', "``"):
            return
        if token.tag_[:2] == "VB" and token.dep_ not in ("aux", "auxpass"):
            yield token
            return


def _verbs_before(doc: Doc, speech: Speech) -> Iterator[Token]:
    """Verbs before the quotation, nearest first, up to the head of their sentence."""
    leads = doc[max(0, speech.start - 1)].text in (":", ",", "that", "-", "—", "–")
    for number in range(speech.start - 1, max(-1, speech.start - 1 - FARTHEST_CUE * (2 if leads else 1)), -1):
        token = doc[number]
        if is_border(token):
            if doc[number - 1].text != ":":
                return
        elif token.text in (".", "!", "?", "”", '"', "''"):
            return
        elif token.tag_[:2] == "VB" and token.dep_ not in ("aux", "auxpass"):
            yield token


def _label(doc: Doc, speech: Speech) -> Tokens | None:
    """The name before a colon at the head of a paragraph, as in a transcript."""
    colon = speech.start - 1
    if colon < 1 or doc[colon].text != ":":
        return None
    start = colon
    while (
        start > 0
        and not is_border(doc[start - 1])
        and colon - start < LONGEST_LABEL
        and doc[start - 1].text not in (".", "”", '"')
    ):
        start -= 1
    words = doc[start:colon]
    if (
        not len(words)
        or any(t.tag_[:2] in ("VB", "MD") for t in words)
        or not any(t.tag_ in ("NNP", "NNPS") for t in words)
    ):
        return None
    return start, colon


def _continued(doc: Doc, speech: Speech, found: Sequence[RawAttribution]) -> int | None:
    """Place of the attribution that the quotation goes on with: nothing but its own words stand between."""
    best: tuple[int, int] | None = None
    for number, raw in enumerate(found):
        if not raw.source or not raw.rule.startswith(("speech:", "quotes", "tagger")):
            continue
        reach = [*raw.source, *raw.cue, *raw.content]
        end = max(e for s, e in reach if s < speech.start) if any(s < speech.start for s, _ in reach) else -1
        if end < 0 or (raw.cue and any(speech.start <= s < speech.end for s, _ in raw.cue)):
            continue
        between = doc[end : speech.start]
        borders = len(list(islice(filter(is_border, between), 2)))
        if borders > 1:
            continue
        if any(t.is_alpha for t in between) and (borders or any(t.text in ".?!" for t in between[:-1])):
            continue
        if best is None or end >= best[0]:
            best = (end, number)
    return best[1] if best else None


def _is_speech(doc: Doc, speech: Speech) -> bool:
    """False for scare quotes, titles and names in quotation marks."""
    if len(speech.parts) > 1:
        return True
    words = doc[speech.start : speech.end]
    inner = [t for t in words if t.is_alpha]
    ends = len(words) > 2 and (words[-2].text in (",", ".", "!", "?", "…", "--", "—") or words[-1].text[:1] in ",.!?")
    verbs = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD", "VB") for t in words)
    if ends and len(inner) >= 2:
        return True
    return len(inner) >= FEWEST_WORDS and verbs and not all(t.is_title for t in inner if len(t) > 3)


def _outside(raw: RawAttribution, speech: Speech) -> bool:
    return not touch(raw.cue, speech.parts)


def _covers(raw: RawAttribution, speech: Speech) -> bool:
    return any(s <= speech.start and speech.parts[0][1] <= e for s, e in raw.content)


def _united(first: tuple[Tokens, ...], second: tuple[Tokens, ...]) -> tuple[Tokens, ...]:
    """Runs of tokens joined where they touch."""
    joined: list[Tokens] = []
    for start, end in sorted((*first, *second)):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
