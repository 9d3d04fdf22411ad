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


def issue_tokens(hit: Hit, doc: Doc, index: ActorIndex) -> list[Token]:
    """The words of the issue in text order, those of an antecedent in the place of the pronoun that takes it up."""
    tokens: list[Token] = []
    for token in doc[slice(*_meant_span(hit))]:
        antecedent = _noun_phrase_meant(token, hit, index)
        tokens += [token] if antecedent is None else list(doc[slice(*antecedent)])
    return tokens


def issue_text(hit: Hit, doc: Doc, article: Article, index: ActorIndex) -> str:
    """The issue as the text has it, with its pronouns replaced by what they refer to."""
    first, end = _meant_span(hit)
    start, stop = span_without_stop(doc[first:end])
    parts: list[str] = []
    at = start
    for token in doc[first:end]:
        meant = _name_meant(token, index)
        if meant is None and (phrase_meant := _noun_phrase_meant(token, hit, index)) is not None:
            meant = article.body[slice(*span_without_stop(doc[slice(*phrase_meant)]))]
        if meant is not None:
            parts += [article.body[at : token.idx], meant]
            at = token.idx + len(token)
    return "".join([*parts, article.body[at:stop]])


def _meant_span(hit: Hit) -> tuple[int, int]:
    """First token and end of the issue; of the phrase that "do it" takes up, where the issue is that."""
    return _verb_phrase_meant(hit) or hit.issue


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


def _name_meant(token: Token, index: ActorIndex) -> str | None:
    """The name of the actor that a pronoun stands for; "it" as an object is more often a thing."""
    mention = index.mention_of(token)
    if mention is None or mention.kind != "pronoun" or token.lower_ not in OTHERS or token.tag_ == "PRP$":
        return None
    return None if token.lower_ == "it" and token.dep_ == "dobj" else index.actors[mention.actor].name


def _noun_phrase_meant(token: Token, hit: Hit, index: ActorIndex) -> tuple[int, int] | None:
    """First token and end of the nearest noun phrase before the stand that a pronoun for a thing can stand for."""
    likely = token.pos_ == "PRON" and token.lower_ in THINGS and token.dep_ not in {"expl", "mark", "det", "nsubj"}
    if not likely or token.tag_ in {"WDT", "DT", "IN"} or _name_meant(token, index) is not None:
        return None
    mention = index.mention_of(token)
    if mention is not None and mention.kind != "pronoun":  # part of a name: "those who opted to remain"
        return None
    plural = token.lower_ in {"them", "these", "those"}
    for word in _words_before(hit.trigger):
        fits = (
            word.pos_ == "NOUN" and word.dep_ not in {"compound", "npadvmod"} and word.ent_type_ not in {"DATE", "TIME"}
        )
        if fits and (word.tag_ == "NNS") == plural and index.of(word) is None:
            return phrase(word, leaver(set()))
    return None


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
