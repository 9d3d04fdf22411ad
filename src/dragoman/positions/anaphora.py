"""Issues in full words: what "do it", "remove it" and "that" stand for.

A verb phrase that only stands for one ("do it", "do so", "do that") is read as the nearest verb phrase before it; a
pronoun for a thing as the nearest noun phrase before it that isn't an actor; a pronoun for an actor as his name.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from dragoman.actors.index import ActorIndex
from dragoman.offsets import is_border
from dragoman.positions.clauses import child, phrase, span_without_stop
from dragoman.positions.complements import leaver
from dragoman.positions.hits import Hit
from dragoman.records import Article

THINGS = frozenset({"it", "this", "that", "them", "these", "those"})
PROFORMS = frozenset({"it", "so", "this", "that", "likewise", "the same"})
OTHERS = frozenset({"him", "her", "them", "it", "he", "she", "they", "us", "me", "itself", "themselves"})
EMPTY_VERBS = frozenset(
    {"do", "be", "have", "say", "tell", "add", "note", "explain", "ask", "go", "make", "take", "get"}
)
"""Verbs whose phrase is no antecedent of "do it": they say nothing to be done, or report."""
REACH = 3
"""Sentences back in which an antecedent is looked for, the stand's own among them."""


def issue_text(hit: Hit, doc: Doc, article: Article, index: ActorIndex) -> str:
    """The issue as the text has it, with its pronouns replaced by what they refer to."""
    first, end = hit.issue
    if (antecedent := _verb_phrase_meant(hit)) is not None:
        start, stop = span_without_stop(doc[antecedent[0] : antecedent[1]])
        return article.body[start:stop]
    start, stop = span_without_stop(doc[first:end])
    parts: list[str] = []
    at = start
    for token in doc[first:end]:
        meant = _meant(token, hit, article, index)
        if meant is not None:
            parts += [article.body[at : token.idx], meant]
            at = token.idx + len(token)
    return "".join([*parts, article.body[at:stop]])


def _verb_phrase_meant(hit: Hit) -> tuple[int, int] | None:
    """The verb phrase that "do it" takes up."""
    verb = hit.about
    if verb.lemma_ != "do" or verb.pos_ != "VERB":
        return None
    taken_up = [each for each in verb.rights if each.lower_ in PROFORMS and each.dep_ in {"dobj", "advmod"}]
    if not taken_up:
        return None
    for word in _words_before(hit.trigger):
        usable = word.pos_ == "VERB" and word.lemma_ not in EMPTY_VERBS and word.dep_ not in {"amod", "compound", "acl"}
        if (
            usable
            and child(word, "dobj", "prep", "xcomp", "dative") is not None
            and word.lemma_ not in _reporting(word)
        ):
            return phrase(word, leaver(set()), word.i)
    return None


def _reporting(verb: Token) -> frozenset[str]:
    """The verb's own lemma, if what it governs is reported: "told the paper that …"."""
    return frozenset({verb.lemma_}) if child(verb, "ccomp") is not None else frozenset()


def _meant(token: Token, hit: Hit, article: Article, index: ActorIndex) -> str | None:
    """The words for a pronoun of the issue; ``None`` where it is none or nothing fits."""
    if (
        token.pos_ != "PRON"
        or token.tag_ == "PRP$"
        or token.lower_ not in THINGS | OTHERS
        or token.dep_ in {"expl", "mark", "det"}
    ):
        return None
    mention = index.mention_of(token)
    if mention is not None and mention.kind != "pronoun":  # part of a name: "those who opted to remain"
        return None
    actor = index.of(token)
    if actor is not None and (token.lower_ != "it" or token.dep_ != "dobj"):
        return index.actors[actor].name
    if token.lower_ not in THINGS or token.tag_ in {"WDT", "DT", "IN"}:
        return None
    plural = token.lower_ in {"them", "these", "those"}
    for word in _words_before(hit.trigger):
        fits = (
            word.pos_ == "NOUN" and word.dep_ not in {"compound", "npadvmod"} and word.ent_type_ not in {"DATE", "TIME"}
        )
        if fits and (word.tag_ == "NNS") == plural and index.of(word) is None:
            first, end = phrase(word, leaver(set()))
            start, stop = span_without_stop(word.doc[first:end])
            return article.body[start:stop]
    return index.actors[actor].name if actor is not None else None


def _words_before(word: Token) -> Iterator[Token]:
    """The words before a word, the nearest first, in its sentence and in those before it."""
    borders = 0
    for number in range(word.i - 1, -1, -1):
        token = word.doc[number]
        if token.is_sent_start and not is_border(token):
            borders += 1
        yield token
        if borders > REACH:
            return
