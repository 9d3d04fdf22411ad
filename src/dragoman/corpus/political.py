"""Whether an article is about politics, told from its words alone: what `--only political` reads.

Nothing is parsed: known names, words for offices and words for what happens are counted, and a linear model weighs how
often they stand. It is made to let nothing go that would give an event between political actors; what it lets through
may still be about something else. Trained by `scripts/train_political.py`; figures in `docs/performance.md`.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import cache
from pathlib import Path

import msgspec
import spacy
from snowballstemmer import stemmer
from spacy.tokens import Doc

from dragoman.actors.knowledge import load_knowledge
from dragoman.events.book import load_event_book
from dragoman.events.cameo import PLOVER_QUADS
from dragoman.records import Actor, Article

WEIGHTS = Path(__file__).parent / "weights" / "political.json"
NOT_POLITICAL = "isn't about politics (--only political)"
"""The reason for which an article is left out."""
POLITICAL_KINDS = {"state", "government_body", "party", "armed_group", "igo"}
POLITICAL_CODES = {"GOV", "MIL", "LEG", "JUD", "PTY", "OPP", "REB", "COP", "SPY", "UAF", "IGO", "PRE"}
LONGEST = 20_000
"""Code points that are looked at: a longer article has said by then what it is about."""


class PoliticalModel(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A linear model of `signs_of`."""

    bias: float
    weights: dict[str, float]
    threshold: float
    """The score from which an article is kept."""
    trained: str
    """On what, when, and with what result."""


def is_political_actor(actor: Actor) -> bool:
    """True for a public body, party, armed group or international organisation, and whoever acts for one."""
    return actor.kind in POLITICAL_KINDS or bool(POLITICAL_CODES.intersection(actor.codes))


def is_political(article: Article) -> bool:
    """True unless the words show that the article is about something else."""
    return political_score(article) >= load_model().threshold


def political_score(article: Article) -> float:
    """The model's score: over zero where politics is likelier than not."""
    model = load_model()
    signs = signs_of(article)
    return model.bias + sum(weight * signs.get(sign, 0.0) for sign, weight in model.weights.items())


def signs_of(article: Article) -> dict[str, float]:
    """How often each kind of sign stands in an article: log(1 + number in a hundred words)."""
    doc = _tokenizer()(f"{article.title or ''}\n{article.body}"[:LONGEST])
    counts = Counter(_names(doc))
    counts.update(sign for token in doc for sign in _signs_of_word(token.lower_))
    words = sum(token.is_alpha for token in doc) or 1
    return {sign: math.log1p(100 * count / words) for sign, count in counts.items()}


def _names(doc: Doc) -> list[str]:
    """One sign for each known name."""
    signs: list[str] = []
    for matches in load_knowledge().names_in(doc):
        fact = matches[0].fact
        signs.append(fact.kind if fact.sort == "body" else fact.sort)
    return signs


@cache
def load_model() -> PoliticalModel:
    """The model as it was trained."""
    return msgspec.json.decode(WEIGHTS.read_bytes(), type=PoliticalModel)


@cache
def _tokenizer() -> spacy.tokenizer.Tokenizer:
    tokenizer = spacy.blank("en").tokenizer
    assert isinstance(tokenizer, spacy.tokenizer.Tokenizer)
    return tokenizer


@cache
def _vocabulary() -> dict[str, frozenset[str]]:
    """What a word may be a sign of, by its stem."""
    found: dict[str, set[str]] = {}
    book = load_event_book()
    for table in (book.verbs, book.nouns):
        for lemma, patterns in table.items():
            found.setdefault(_stem(lemma), set()).update(PLOVER_QUADS[pattern.entry.type] for pattern in patterns)
    for noun, entries in load_knowledge().nouns.items():
        kinds = {entry.kind for _, entry in entries if POLITICAL_CODES.intersection(entry.codes)}
        found.setdefault(_stem(noun), set()).update(f"noun for {kind}" for kind in kinds)
    return {stem: frozenset(signs) for stem, signs in found.items()}


_stemmer = stemmer("english")


def _stem(word: str) -> str:
    return str(_stemmer.stemWord(word))


@cache
def _signs_of_word(word: str) -> frozenset[str]:
    return _vocabulary().get(_stem(word), frozenset())
