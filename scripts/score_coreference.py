"""Score who is who within an article against the project's own annotations of PolNeAR articles.

    score_coreference.py CHECKSET.jsonl TEXTS [--part dev|test] [--json] [--show]

CHECKSET holds one article a line, without text: ``{"document", "part", "actors": {KEY: [[s, e] …]}}``, each span the
head word of a mention, in offsets of the body that `plain_article` makes of ``TEXTS/DOCUMENT.txt``. Annotated are
persons, states, organisations, parties, groups of people that act and outlets, by name, description or pronoun; not
"you", relative pronouns, adjectives, places that are only places, and words that refer to several actors at once.

A found mention is the head word of its phrase. Chains without any annotated mention are left out on both sides of the
comparison, since a general system finds chains of things as well; chains of one mention count only for ``conll_all``.
Printed for our actors, and for no coreference at all: the parser's names, those with the same words as one chain.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from chain_scores import METRICS, Chain, ChainScores
from dragoman.actors import find_actors, resolve_speakers
from dragoman.actors.index import ActorIndex
from dragoman.offsets import tokens_in
from dragoman.parse import load_parser
from dragoman.readers.plain import plain_article
from dragoman.records import Article, Mention
from dragoman.statements import find_statements
from dragoman.times import find_times

type Key = dict[str, Any]
type Found = dict[str, frozenset[int]]
"""Chains under the name of their actor; a mention is the offset at which its head word starts."""

ACTING = {"PERSON", "ORG", "GPE", "NORP"}


def main() -> None:
    """Read the arguments, read the texts, print the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkset", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--part", choices=("dev", "test"), help="only the articles of one part")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    parser.add_argument("--show", action="store_true", help="print each chain that isn't as annotated")
    options = parser.parse_args()
    keys = [json.loads(line) for line in options.checkset.read_text("utf-8").splitlines()]
    keys = [key for key in keys if options.part in {None, key["part"]}]
    parsed = [(key, *_parsed(options.texts / f"{key['document']}.txt")) for key in keys]
    figures = {name: scores(parsed, chains_of) for name, chains_of in SYSTEMS.items()}
    if options.show:
        for key, doc, article in parsed:
            show(key, actor_chains(doc, article), article)
    if options.json:
        print(json.dumps(figures))
    else:
        for name, figure in figures.items():
            print(f"{name:12}", *(f"{metric} {value:.3f}" for metric, value in figure.items()))


def _parsed(path: Path) -> tuple[Doc, Article]:
    article = plain_article(path.read_text("utf-8"))
    return load_parser().parse(article), article


def actor_chains(doc: Doc, article: Article) -> Found:
    """The chains of our actors."""
    actors, mentions = find_actors(doc, article)
    statements = find_statements(doc, article, ActorIndex(doc, actors, mentions), find_times(doc, article))
    _, mentions = resolve_speakers(doc, article, ActorIndex(doc, actors, mentions), statements)
    return _by_actor(doc, mentions)


def _by_actor(doc: Doc, mentions: Iterable[Mention]) -> Found:
    of_head: dict[int, set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.kind != "adjective":
            of_head[tokens_in(doc, (mention.start, mention.end)).root.idx].add(mention.actor)
    chains: dict[str, set[int]] = defaultdict(set)
    for head, actors in of_head.items():
        if len(actors) == 1:
            chains[next(iter(actors))].add(head)
    return {actor: frozenset(heads) for actor, heads in chains.items()}


def name_chains(doc: Doc, article: Article) -> Found:
    """No coreference: names that the parser found, together where they have the same words."""
    chains: dict[str, set[int]] = defaultdict(set)
    for entity in doc.ents:
        if entity.label_ in ACTING:
            chains[entity.text].add(entity.root.idx)
    return {name: frozenset(heads) for name, heads in chains.items()}


SYSTEMS: dict[str, Callable[[Doc, Article], Found]] = {"actors": actor_chains, "same names": name_chains}


def scores(parsed: Iterable[tuple[Key, Doc, Article]], chains_of: Callable[[Doc, Article], Found]) -> dict[str, float]:
    """F1 of each metric and the CoNLL score, over articles."""
    plain, whole = ChainScores(), ChainScores()
    for key, doc, article in parsed:
        right = annotated(key)
        found = [chain for chain in chains_of(doc, article).values() if any(chain & other for other in right)]
        whole.add(right, found)
        plain.add(*([chain for chain in chains if len(chain) > 1] for chains in (right, found)))
    figures = {"conll": plain.conll}
    for metric in METRICS:
        agreement = plain.agreement(metric)
        figures |= {f"{metric}.p": agreement.precision, f"{metric}.r": agreement.recall, f"{metric}.f1": agreement.f1}
    return figures | {"conll_all": whole.conll}


def annotated(key: Key) -> list[Chain]:
    """The annotated chains of an article."""
    return [frozenset(start for start, _ in spans) for spans in key["actors"].values()]


def show(key: Key, found: Found, article: Article) -> None:
    """Print the chains that differ: each annotated one with the found ones that share mentions with it."""
    print(f"\n== {key['document']}")
    right = dict(zip(key["actors"], annotated(key), strict=True))
    for name, chain in right.items():
        for line in _differences(name, chain, right, found, article):
            print(line)


def _differences(name: str, chain: Chain, right: dict[str, Chain], found: Found, article: Article) -> Iterator[str]:
    touching = sorted(((len(chain & heads), actor) for actor, heads in found.items() if chain & heads), reverse=True)
    best = found[touching[0][1]] if touching else frozenset()
    for head in sorted(chain | best, key=lambda head: int(str(head))):
        assert isinstance(head, int)
        if head in chain and head in best:
            continue
        other = found if head in chain else right
        instead = next((actor for actor, heads in other.items() if head in heads), "nobody")
        word = article.body[max(0, head - 50) : head] + "[" + article.body[head : head + 30].replace("]", ")")
        verdict = f"is ours {instead}" if head in chain else f"is truly {instead}"
        print_word = word.replace("\n", " ")
        yield f"  {name}: {verdict}: …{print_word}"


if __name__ == "__main__":
    main()
