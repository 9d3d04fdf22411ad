"""What the pronouns of an article refer to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from dragoman.actors.phrases import Phrase
from dragoman.actors.words import words

if TYPE_CHECKING:
    from dragoman.actors.coreference import Entity
    from dragoman.actors.named import Names

SENTENCES_BACK = 3
PERSONAL = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
NEUTER = {"it", "its", "itself"}
PLURAL = {"they", "them", "their", "themselves", "theirs"}
FIRST = {"i", "me", "my", "myself", "mine", "we", "us", "our", "ours", "ourselves"}
SINGLE_BODIES = {"state", "government_body", "igo", "ngo", "party", "armed_group", "company", "media"}


def resolve_pronouns(doc: Doc, entities: Sequence[Entity], names: Names) -> None:
    """Give each third-person pronoun that has one to its actor."""
    numbers = {token.i: n for n, sentence in enumerate(doc.sents) for token in sentence}
    quoted = quoted_tokens(doc)
    for token in doc:
        word = token.lower_
        if token.pos_ != "PRON" or not (word in PERSONAL or word in NEUTER or word in PLURAL):
            continue
        if word in NEUTER and not _refers(token):
            continue
        scored = [
            (score, n) for n, entity in enumerate(entities) if (score := _score(token, entity, numbers, quoted)) > 0
        ]
        if scored and max(scored)[0] > _best_thing(token, entities, numbers):
            entity = entities[max(scored, key=lambda pair: (pair[0], -pair[1]))[1]]
            phrase = Phrase(doc, token.i, token.i + 1, token.i, "pronoun", entity.kind, (token.i, token.i + 1))
            phrase.gender = PERSONAL.get(word)
            entity.pronouns.append(phrase)


def quoted_tokens(doc: Doc) -> set[int]:
    """The tokens inside quotation marks; a quotation that isn't closed ends with its paragraph."""
    inside: set[int] = set()
    open_quote = False
    for token in doc:
        if token.is_space and "\n" in token.text:
            open_quote = False
        elif token.text == "“" or (token.text == '"' and not open_quote):
            open_quote = True
        elif token.text in {"”", '"'}:
            open_quote = False
        elif open_quote:
            inside.add(token.i)
    return inside


def _refers(token: Token) -> bool:
    """Whether "it" can be an actor here: its possessive, or the subject of something that is done."""
    if token.lower_ == "its":
        return True
    if token.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    verb = token.head
    if verb.pos_ == "AUX" or verb.lemma_ in words("weather-it"):
        return False
    empty = token.dep_ == "nsubjpass" and any(
        child.dep_ in {"ccomp", "csubj"} and child.i > verb.i for child in verb.children
    )
    return verb.pos_ == "VERB" and not empty  # "it was agreed that …" is nobody


def _agrees(word: str, entity: Entity) -> bool:
    """Whether kind, number and gender allow it."""
    plural = entity.phrases[0].plural
    if word in PERSONAL:
        return entity.kind == "person" and not plural and entity.gender in {None, PERSONAL[word]}
    if word in NEUTER:
        return entity.kind in SINGLE_BODIES and not plural
    return plural or entity.kind == "population"


def _score(token: Token, entity: Entity, numbers: dict[int, int], quoted: set[int]) -> float:
    """How well an actor fits as what a pronoun refers to; 0 where it can't be."""
    if not _agrees(token.lower_, entity):
        return 0
    mentions = [p for p in (*entity.phrases, *entity.pronouns) if p.head < token.i]
    if not mentions:
        return 0
    best = 0.0
    for phrase in mentions:
        distance = numbers[token.i] - numbers[phrase.head]
        if distance > SENTENCES_BACK or _same_clause_argument(token, phrase.token):
            continue
        score = 10.0 - 3 * distance + _prominence(phrase.token)
        if (phrase.head in quoted) != (token.i in quoted):
            score -= 2
        if phrase.form == "pronoun":
            score += 1
        if distance == 0 and token.dep_ == "nsubj" and phrase.token.dep_ == "nsubj":
            score += 1
        best = max(best, score + phrase.head / len(token.doc))
    return best + min(len(entity.phrases), 5) * 0.2


def _best_thing(token: Token, entities: Sequence[Entity], numbers: dict[int, int]) -> float:
    """How well the nearest thing that is no actor fits: in "the utilities and their networks" nobody is meant.

    Only where the pronoun doesn't act: what acts is an actor.
    """
    if token.lower_ not in {"its", "their", "them"}:
        return 0
    heads = {phrase.head for entity in entities for phrase in entity.phrases}
    sentence, best = token.sent, 0.0
    plural = token.lower_ != "its"
    for noun in token.doc[sentence.start : token.i]:
        if (
            noun.pos_ != "NOUN"
            or noun.i in heads
            or (noun.tag_ == "NNS") != plural
            or noun.ent_type_ in {"DATE", "TIME"}
        ):
            continue
        if (
            noun.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj", "conj"}
            and not token.is_ancestor(noun)
            and noun not in list(token.ancestors)
        ):
            weight = {"nsubj": 2.5, "nsubjpass": 2.5, "dobj": 1.0}.get(noun.dep_, 0.0)
            best = max(best, 10 + weight + noun.i / len(token.doc))
    return best


def _prominence(token: Token) -> float:
    while token.dep_ in {"appos", "conj"} and token.head.i != token.i:
        token = token.head
    if token.dep_ in {"nsubj", "nsubjpass"}:
        root = token.head.dep_ == "ROOT"
        return 4.0 if root else 3.0
    return {"dobj": 1.5, "agent": 1.5, "dative": 1.5, "poss": 0.5}.get(token.dep_, 1.0)


def _same_clause_argument(pronoun: Token, other: Token) -> bool:
    """Whether two words are arguments of one verb, so that they can't be the same."""
    if pronoun.dep_ == "poss":
        return False
    governor = pronoun.head if pronoun.dep_ != "pobj" else pronoun.head.head
    other_governor = other.head if other.dep_ != "pobj" else other.head.head
    return governor.i == other_governor.i and governor.pos_ in {"VERB", "AUX"}
