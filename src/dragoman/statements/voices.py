"""Whose voice a statement is: the actor behind a source phrase, in whose name he speaks, and with what authority."""

from __future__ import annotations

from functools import cache
from typing import Literal

from msgspec import Struct
from spacy.tokens import Token

from dragoman.actors.index import ActorIndex
from dragoman.codebooks.load import load_codebook
from dragoman.records import Actor, Authority

SINGULAR = frozenset("i me my myself mine".split())
PLURAL = frozenset("we us our ours ourselves".split())
FIRST_PERSON = SINGULAR | PLURAL
SINGULAR_THIRD = frozenset(("he", "she"))
THIRD_PERSON = SINGULAR_THIRD | {"they"}
OPPOSITE = {"he": frozenset(("she", "her", "hers", "herself")), "she": frozenset(("he", "him", "his", "himself"))}
PERSONAL = frozenset("he she him her his hers himself herself".split())
RELATIVES = frozenset("who whom which that whose".split())
ONE_OF_MANY = frozenset("a an one another".split())
BODIES = frozenset("state government_body igo ngo party armed_group company media".split())
OFFICIAL = frozenset(("GOV", "MIL"))
SPOKEN_FOR = frozenset("state government_body igo ngo party armed_group company".split())


class SourceNouns(Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of ``source_nouns.yaml``: head nouns that show the authority of a source."""

    id: str
    nouns: tuple[str, ...]
    authority: Literal["document", "collective", "institution"]
    source: str
    example: str
    counter: str


@cache
def _authorities() -> dict[str, Authority]:
    return {noun: entry.authority for entry in load_codebook("source_nouns", SourceNouns) for noun in entry.nouns}


def antecedent(token: Token) -> Token:
    """The noun that a relative pronoun stands for, else the token itself."""
    if token.lower_ not in RELATIVES:
        return token
    for verb in token.ancestors:
        if verb.dep_ == "relcl":
            return verb.head
    return token


def actor_of(token: Token, index: ActorIndex) -> str | None:
    """The actor that the head word of a source refers to; for a document, its own actor or else its author's."""
    head = antecedent(token)
    mention = index.mention_of(head)
    if mention is not None and mention.start <= head.idx < mention.end:
        own = index.of(head)
        if own is not None:
            return own
    if _authorities().get(head.lemma_.lower()) == "document":
        for part in head.subtree:
            if part.i != head.i and (author := index.of(part)) is not None:
                return author
    if head.dep_ == "poss" or head.lower_ in PERSONAL:
        return index.of(head)
    return None


def authority_of(head: Token | None, actor: Actor | None) -> Authority:
    """With what authority a source speaks, by its head word and the actor that it refers to."""
    if head is None:
        return "unattributed"
    head = antecedent(head)
    known = _authorities().get(head.lemma_.lower())
    if known == "document" and head.tag_ in ("NN", "NNS"):
        return "document"
    if actor is None or actor.kind not in BODIES | {"person", "population"}:
        return _authority_of_words(head, known)
    if actor.kind == "person":
        return "collective" if head.tag_ == "NNS" else "unnamed" if actor.unnamed else "named"
    if actor.unnamed and known is None and any(c.lower_ in ONE_OF_MANY for c in head.lefts):
        return "unnamed"  # "a soldier": one member of the body
    many = actor.kind == "population" or known == "collective" or (actor.unnamed and head.tag_ == "NNS")
    return "collective" if many else "institution"


def _authority_of_words(head: Token, known: Authority | None) -> Authority:
    """With what authority a source speaks that no actor stands for."""
    noun = head.lemma_.lower()
    if head.ent_type_ == "PERSON" or noun in PERSONAL or noun in SINGULAR:
        return "named"
    if head.tag_ in ("NNS", "NNPS") or noun in ("they", "we"):
        return "collective"
    if known is not None:
        return known
    return (
        "institution" if noun == "it" or head.tag_ == "NNP" or head.ent_type_ in ("ORG", "GPE", "NORP") else "unnamed"
    )


def spoken_for(actor: Actor | None, head: Token | None, index: ActorIndex) -> str | None:
    """In whose name a person or document speaks: the body of his role, else his country's state where he has a role."""
    if actor is None or head is None:
        return None
    if actor.kind in SPOKEN_FOR:
        return None
    for role in actor.roles:
        if role.org is not None and index.actors[role.org].kind in SPOKEN_FOR:
            return role.org
    if actor.kind == "person" and actor.country and (actor.roles or actor.unnamed or OFFICIAL & set(actor.codes)):
        return next((a.id for a in index.actors.values() if a.kind == "state" and a.country == actor.country), None)
    return None
