"""Whether a place or a noun does something, or has something done to it, as an actor."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.actors.words import words


def acts(token: Token) -> bool:
    """Whether the name of a capital stands for its government here: not "in Moscow", but "Moscow refused"."""
    dep, head = token.dep_, token.head
    if dep in {"conj", "appos"} and head.i != token.i:
        return acts(head)
    if dep == "nsubj":
        return head.pos_ in {"VERB", "AUX"} and not _describes_a_place(head)
    if dep == "nsubjpass":
        return True
    if dep == "poss":
        return head.lemma_.lower() not in words("place-nouns") and head.pos_ != "PROPN"
    if dep == "dobj":
        return head.lemma_.lower() not in words("motion") and head.lemma_.lower() in words("speech")
    if dep == "pobj" or dep == "dative":
        return _is_partner(head)
    return False


def _describes_a_place(verb: Token) -> bool:
    return (
        verb.lemma_ == "be"
        and any(child.dep_ in {"prep", "acomp"} for child in verb.children)
        and not any(child.dep_ == "xcomp" for child in verb.children)
    )


def _is_partner(preposition: Token) -> bool:
    """Whether a preposition leads to a partner: "talks with Ankara", "pressure on Tehran"."""
    word, governor = preposition.lower_, preposition.head
    if word not in words("partner-prepositions"):
        return False
    if governor.lemma_.lower() in words("motion"):
        return False
    if word in {"with", "by", "between", "against", "among", "toward", "towards"}:
        return True
    noun = governor.lemma_.lower()
    if word in {"on", "to"}:
        return noun in words(f"partner-{word}") or (word == "to" and noun in words("speech"))
    return word == "from" and governor.pos_ == "NOUN" and noun not in words("motion")


def says(token: Token) -> bool:
    """Whether somebody is the source of words: "the minister said", "according to the minister"."""
    if token.dep_ == "pobj":
        return token.head.lower_ == "to" and token.head.head.lower_ == "according"
    return token.dep_ == "nsubj" and token.head.lemma_.lower() in words("speech")
