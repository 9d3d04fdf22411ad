"""What the parse says of a clause: finite or not, passive, introduced by a word, and the clause that it belongs to."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.statements.raw import Tokens
from dragoman.statements.runs import trim

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})


def verb_above(token: Token) -> Token:
    """The token if it is a verb, else the nearest verb that it hangs on."""
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    return token


def main_clause(parenthesis: Token) -> Token:
    """The clause that a parenthesis belongs to; one at the end of its sentence covers all clauses joined by "and"."""
    clause = verb_above(parenthesis.head)
    last = trim(parenthesis.doc, parenthesis.sent.start, parenthesis.sent.end)[1]
    if parenthesis.right_edge.i + 1 >= last:
        while clause.dep_ == "conj" and clause.head.i != clause.i and clause.head.pos_ in ("VERB", "AUX"):
            clause = clause.head
    return clause


def connectives(clause: Token) -> list[Tokens]:
    """Conjunctions and "however" at the head of a clause: the report's, not the source's."""
    return [
        (c.i, c.i + 1)
        for c in clause.lefts
        if c.dep_ == "cc" or c.lower_ in ("however", "meanwhile") or (c.dep_ == "mark" and c.lower_ == "while")
    ]


def is_passive(verb: Token) -> bool:
    """True for "was rejected" and for the second of "was read and rejected"."""
    return verb.tag_ == "VBN" and (
        any(c.dep_ in ("auxpass", "nsubjpass", "agent") for c in verb.children)
        or (verb.dep_ == "conj" and is_passive(verb.head) and not any(c.dep_ == "aux" for c in verb.children))
    )


def is_finite(verb: Token) -> bool:
    """True for a verb with a tense, a modal, a subject or a conjunction; not for an infinitive."""
    return verb.tag_ in ("VBD", "VBZ", "VBP", "MD") or (
        any(
            c.dep_ in ("mark", "nsubj", "nsubjpass", "expl")
            or (c.dep_ in ("aux", "auxpass", "cop") and c.tag_ in ("MD", "VBD", "VBZ", "VBP"))
            for c in verb.children
        )
        and not is_infinitive(verb)
    )


def is_gerund(verb: Token) -> bool:
    """True for "opening" and "having opened"."""
    return verb.tag_ == "VBG" or any(c.dep_ in ("aux", "auxpass") and c.tag_ == "VBG" for c in verb.lefts)


def is_infinitive(verb: Token) -> bool:
    """True for "to open"."""
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.lefts)


def is_marked(verb: Token, word: str) -> bool:
    """True where the word introduces the verb's clause: "that", "as"."""
    return any(c.lower_ == word and c.dep_ in ("mark", "advmod") for c in verb.lefts)


def is_impersonal(verb: Token) -> bool:
    """True where words have no source: "it is said that", "was said to have", "it seems that"."""
    return is_passive(verb) or any(c.dep_ in SUBJECTS and is_expletive(c) for c in verb.children)


def is_expletive(subject: Token) -> bool:
    """True for the "it" of "it is said that"; elsewhere "it" may be a ministry."""
    if subject.dep_ == "expl":
        return True
    verb = subject.head
    return subject.lower_ == "it" and (verb.lemma_ in ("seem", "appear") or is_passive(verb))
