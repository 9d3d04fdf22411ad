"""What the ranker sees of two actors in a sentence: the codebook's readings, and the words between the two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from dragoman.events.clauses import children, is_passive, objects_of, prepositional_objects
from dragoman.events.reality import find_reality
from dragoman.events.relation import Reading, find_readings, head_of, path_between

BEST = 3
"""Readings of the codebook that the ranker is shown by name."""
CONTENT = frozenset({"VERB", "NOUN", "ADJ", "ADV", "PROPN"})


class PairFeatures:
    """The features of one pair: named ones with a weight, and vectors."""

    __slots__ = ("dense", "named")

    def __init__(self, named: dict[str, float], dense: NDArray[np.float32]) -> None:
        self.named, self.dense = named, dense


def pair_features(doc: Doc, source: Sequence[Token], target: Sequence[Token]) -> PairFeatures:
    """The features of a pair of actors, each a list of tokens; either may be empty."""
    readings = find_readings(doc, source, target)
    path = path_between(source, target)
    verb = _predicate(doc, source, target, path, readings)
    named = dict.fromkeys(_of_readings(readings), 1.0)
    for reading in readings:
        key = f"fit:{reading.root}"
        named[key] = max(named.get(key, 0.0), max(reading.fit, 0.0) / 5)
    named.update((name, 1.0) for name in _of_predicate(verb))
    named.update((name, 0.7) for name in _of_path(path))
    named.update((name, 0.7) for name in _of_actors(source, target))
    outside = {token.i for token in (*source, *target)}
    named.update((name, 0.15) for name in _of_words(doc, outside))
    return PairFeatures(named, _vectors(doc, verb, path, outside))


def _predicate(
    doc: Doc, source: Sequence[Token], target: Sequence[Token], path: Sequence[Token], readings: Sequence[Reading]
) -> Token:
    """The word that says what the one does to the other: the highest verb between them, else the best trigger."""
    verbs = [token for token in path if token.pos_ in {"VERB", "AUX"}]
    if verbs:
        return min(verbs, key=lambda token: sum(1 for _ in token.ancestors))
    if readings:
        return readings[0].trigger.token
    return head_of(source).head if source else next(doc.sents).root


def _of_readings(readings: Sequence[Reading]) -> Iterator[str]:
    for place, reading in enumerate(readings[:BEST]):
        fit = f"{reading.source:d}{reading.target:d}{reading.near:d}"
        yield f"r{place}:root:{reading.root}"
        yield f"r{place}:root:{reading.root}:{fit}"
        yield f"r{place}:entry:{reading.trigger.entry.id}"
        yield f"r{place}:entry:{reading.trigger.entry.id}:{reading.root}"
        yield f"r{place}:word:{reading.trigger.token.lemma_.lower()}:{reading.root}"
    if not readings:
        yield "r0:none"
    yield "roots:" + "+".join(reading.root for reading in readings[:2])


def _of_predicate(verb: Token) -> Iterator[str]:
    lemma = verb.lemma_.lower()
    yield f"v:{lemma}"
    yield f"v:reality:{find_reality(verb, verb, None, '', lasting=False)}"
    yield f"v:passive:{is_passive(verb)}"
    for child in verb.children:
        if child.dep_ in {"aux", "neg", "prt", "prep", "agent", "mark"}:
            yield f"v:{child.dep_}:{child.lower_}"
            yield f"v:{lemma}:{child.dep_}:{child.lower_}"
        if child.dep_ in {"prep", "agent"}:
            for noun in prepositional_objects(child):
                yield f"v:{child.lower_}:{noun.lemma_.lower()}"
    for clause in children(verb, "xcomp", "ccomp", "advcl", "conj"):
        inner = clause.lemma_.lower()
        yield f"v:{clause.dep_}:{inner}"
        yield f"v:{lemma}:{clause.dep_}:{inner}"
        for noun in objects_of(clause):
            yield f"v:{inner}:obj:{noun.lemma_.lower()}"
    for noun in objects_of(verb):
        yield f"v:obj:{noun.lemma_.lower()}"
        yield f"v:{lemma}:obj:{noun.lemma_.lower()}"
        yield from (f"v:obj:mod:{child.lemma_.lower()}" for child in children(noun, "amod", "compound"))
        for preposition in children(noun, "prep"):
            yield f"v:obj:{noun.lemma_.lower()}:{preposition.lower_}"
            yield from (f"v:obj:of:{inner.lemma_.lower()}" for inner in prepositional_objects(preposition))


def _of_path(path: Sequence[Token]) -> Iterator[str]:
    for token in path:
        yield f"p:{token.lemma_.lower()}"
        yield f"p:{token.lemma_.lower()}:{token.dep_}"
    yield "p:deps:" + ">".join(token.dep_ for token in path[:6])
    yield f"p:length:{min(len(path), 8)}"


def _of_actors(source: Sequence[Token], target: Sequence[Token]) -> Iterator[str]:
    for role, tokens in (("s", source), ("t", target)):
        if not tokens:
            yield f"{role}:none"
            continue
        head = head_of(tokens)
        yield f"{role}:head:{head.lemma_.lower()}" if head.pos_ != "PROPN" else f"{role}:name"
        yield f"{role}:dep:{head.dep_}"
        yield f"{role}:ent:{head.ent_type_}"
        yield from (f"{role}:word:{token.lemma_.lower()}" for token in tokens if token.pos_ in {"NOUN", "ADJ", "VERB"})


def _of_words(doc: Doc, outside: set[int]) -> Iterator[str]:
    last = ""
    for token in doc:
        if token.i in outside or token.is_punct or token.is_space or token.pos_ == "PROPN" or token.is_digit:
            last = ""
            continue
        lemma = token.lemma_.lower()
        yield f"w:{lemma}"
        if last:
            yield f"w:{last} {lemma}"
        last = lemma


def _vectors(doc: Doc, verb: Token, path: Sequence[Token], outside: set[int]) -> NDArray[np.float32]:
    """Word vectors, averaged: of the predicate, of its objects and complements, of the path, of the sentence."""
    complements = [*objects_of(verb), *children(verb, "xcomp", "ccomp", "advcl")]
    complements += [noun for clause in children(verb, "xcomp", "ccomp") for noun in objects_of(clause)]
    rest = [token for token in doc if token.pos_ in CONTENT - {"PROPN"} and token.i not in outside]
    groups = ([verb], complements, [token for token in path if token.pos_ in CONTENT], rest)
    return np.concatenate([_mean(group, doc) for group in groups])


def _mean(tokens: Sequence[Token], doc: Doc) -> NDArray[np.float32]:
    width = doc.vocab.vectors_length
    vectors = np.array([token.vector for token in tokens if token.has_vector], dtype=np.float32)
    if not len(vectors):
        return np.zeros(width, dtype=np.float32)
    mean = vectors.mean(axis=0)
    norm = float(np.linalg.norm(mean))
    return np.asarray(mean / norm if norm else mean, dtype=np.float32)
