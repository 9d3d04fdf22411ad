"""Attributions found by the statement model: who is the source, which words attribute, what is attributed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
from spacy.tokens import Doc

from dragoman.statements.nested import inner_windows, unquoted
from dragoman.statements.network import FOLDER, Linked, Network, Reading
from dragoman.statements.raw import RawAttribution, innermost
from dragoman.statements.relations import Tree
from dragoman.statements.signed import find_signed
from dragoman.statements.spans import Layout, Thresholds, smooth, to_attribution
from dragoman.statements.windows import cut_windows
from dragoman.statements.words import Words, read_words

THRESHOLDS = Thresholds(quoted=-2.0, other=0.0)
"""Where another attribution found is as often wrong as it takes to lower F1. PolNeAR dev, 2026-11."""
NESTED = Thresholds(quoted=0.5, other=0.5)
"""The same inside another attribution's content. No data: set to be careful."""
DEPTH = 2
"""How many times contents are read again: a statement within a statement within a statement."""
LEAST_CUE = -1.5
"""Log-odds under which a word isn't tried as a cue."""


class Tagger:
    """Finds attributions in parsed articles."""

    def __init__(self, network: Network, *, thresholds: Thresholds = THRESHOLDS) -> None:
        self._network = network
        self._thresholds = thresholds
        self._cue_words = frozenset[str](network.about["cue_words"])

    @classmethod
    def load(cls, folder: Path = FOLDER, *, threads: int = 1) -> Tagger:
        """The tagger with dragoman's weights, loaded once; ``threads`` is what it may use at a time.

        Raises:
            ModelError: A file of the model is missing.
        """
        return _load(folder, threads)

    def attributions(self, doc: Doc) -> list[RawAttribution]:
        """The attributions of one document in order of their cues; ``inside`` is a place in this list."""
        return next(self.attributions_many([doc]))

    def attributions_many(self, docs: Iterable[Doc]) -> Iterator[list[RawAttribution]]:
        """The attributions of many documents, in order.

        Windows of different documents are never read together: in 8 bits the scale of a batch depends on all that is
        in it, and a document's statements must not depend on its neighbours.
        """
        for doc in docs:
            yield from self._attributions([doc])

    def _attributions(self, docs: Sequence[Doc]) -> Iterator[list[RawAttribution]]:
        network = self._network
        words_of = [read_words(doc, network.pieces, network.deps, network.tags) for doc in docs]
        trees = [Tree(words) for words in words_of]
        whole = [
            Reading(n, words, trees[n], window) for n, words in enumerate(words_of) for window in cut_windows(words)
        ]
        linked = self._link(whole, len(docs))
        found = [
            _decode(doc, words, links, self._thresholds)
            for doc, words, links in zip(docs, words_of, linked, strict=True)
        ]
        fresh = found
        for _ in range(DEPTH):
            contents: list[Reading] = []
            for n, (doc, words) in enumerate(zip(docs, words_of, strict=True)):
                windows = inner_windows(doc, words, fresh[n], self._cue_words)
                bare = unquoted(words, windows)
                contents += [Reading(n, bare, trees[n], window) for window in windows]
            linked = self._link(contents, len(docs))
            fresh = [
                without_known_cues(_decode(doc, words, links, NESTED, signed=False), known)
                for doc, words, links, known in zip(docs, words_of, linked, found, strict=True)
            ]
            found = [[*known, *new] for known, new in zip(found, fresh, strict=True)]
        yield from map(nested, found)

    def _link(self, readings: Sequence[Reading], docs: int) -> list[list[Linked]]:
        """The words of each document that may be cues, each with the roles of the words around it."""
        linked: list[list[Linked]] = [[] for _ in range(docs)]
        for reading, link in self._network.link(list(self._network.encode(readings)), LEAST_CUE):
            linked[reading.doc].append(link)
        return linked


@cache
def _load(folder: Path, threads: int) -> Tagger:
    return Tagger(Network.load(folder, threads=threads))


def _decode(
    doc: Doc, words: Words, links: list[Linked], least: Thresholds, *, signed: bool = True
) -> list[RawAttribution]:
    """The attributions of one document's cues, without doubles."""
    found = list(find_signed(doc, words)) if signed else []
    if links:
        paths = smooth(np.stack([link.roles for link in links]))
        layout = Layout(words)
        linked = (to_attribution(words, layout, link, path, least) for link, path in zip(links, paths, strict=True))
        found += [raw for raw in linked if raw is not None]
    return without_doubles(found)


def without_doubles(found: Sequence[RawAttribution]) -> list[RawAttribution]:
    """The attributions, of those with the same cue or content only the best."""
    kept: list[RawAttribution] = []
    for raw in sorted(found, key=lambda raw: -(raw.score or 0.0)):
        if not any(raw.cue == other.cue or raw.content == other.content for other in kept):
            kept.append(raw)
    return kept


def without_known_cues(new: Sequence[RawAttribution], known: Sequence[RawAttribution]) -> list[RawAttribution]:
    """The attributions whose cue shares no word with the cue of a known one."""
    cues = {i for raw in known for start, end in raw.cue for i in range(start, end)}
    return [raw for raw in new if not any(i in cues for start, end in raw.cue for i in range(start, end))]


def nested(found: Sequence[RawAttribution]) -> list[RawAttribution]:
    """The attributions in order of their cues, each with the one that it lies inside."""
    ordered = sorted(found, key=lambda raw: (raw.cue, raw.content))
    return [replace(raw, inside=innermost(number, ordered)) for number, raw in enumerate(ordered)]
