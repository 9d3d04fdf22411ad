"""Who "I" and "we" are: the author outside quotations, the speaker and those he speaks for inside them."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from dragoman.actors.coreference import Entity
from dragoman.actors.index import ActorIndex
from dragoman.actors.phrases import Phrase
from dragoman.actors.pronouns import quoted_tokens
from dragoman.actors.words import words
from dragoman.offsets import tokens_in
from dragoman.records import Actor, Article, Mention, Statement

SINGULAR = {"i", "me", "my", "myself", "mine"}
PLURAL = {"we", "us", "our", "ours", "ourselves"}
OFTEN = 3
"""Sentences whose subject is the institution that opens the text, from which on "we" is taken to be it."""
INSTITUTIONS = {"igo", "ngo", "state", "government_body", "party", "armed_group", "company"}
GOVERNING = {"GOV", "MIL", "LEG"}
OWN_TEXT = {"statement", "remark", "remarks", "speech", "address", "declaration", "op-ed", "article"}


def is_first_person(token: Token) -> bool:
    """Whether a token is a pronoun of the first person; "US" in capitals is a country."""
    return token.lower_ in SINGULAR | PLURAL and token.text != "US" and (token.lower_ != "i" or token.text == "I")


def resolve_author(doc: Doc, entities: list[Entity]) -> None:
    """Give the first person outside quotations to the author, or "we" to the institution that speaks through him.

    An author whom the text doesn't name becomes an actor of its own, known by his pronouns.
    """
    quoted = quoted_tokens(doc)
    pronouns = [token for token in doc if is_first_person(token) and token.i not in quoted]
    if not pronouns:
        return
    author = _named_author(doc, entities)
    institution = (_state_of(author, entities) if author else None) or _institution(doc, entities, quoted)
    unnamed = Entity(kind="person", author=True)
    for token in pronouns:
        phrase = Phrase(doc, token.i, token.i + 1, token.i, "pronoun", "person", (token.i, token.i + 1))
        if institution is not None and token.lower_ in PLURAL:
            institution.pronouns.append(phrase)
        elif author is not None:
            author.pronouns.append(phrase)
        else:
            unnamed.phrases.append(phrase)
    if unnamed.phrases:
        entities.append(unnamed)


def _named_author(doc: Doc, entities: Sequence[Entity]) -> Entity | None:
    """Whose statement the first paragraph says the text is: "Statement by …", "… said:"."""
    border = next((token.i for token in doc if token.is_space and "\n" in token.text), 0)
    byline = border > 0 and not any(token.pos_ in {"VERB", "AUX"} for token in doc[:border])
    for entity in entities:
        if entity.kind != "person" or not entity.named:
            continue
        for phrase in entity.phrases:
            head = phrase.token
            if phrase.head >= border:
                continue
            by = (
                head.dep_ == "pobj"
                and head.head.lower_ in {"by", "from", "of"}
                and head.head.head.lemma_.lower() in OWN_TEXT
            )
            owns = head.dep_ in {"compound", "nmod", "poss"} and head.head.lemma_.lower() in OWN_TEXT
            speaks = head.dep_ == "nsubj" and head.head.lemma_ == "say" and doc[border - 1].text == ":"
            label = head.i + 1 < len(doc) and doc[head.i + 1].text == ":" and head.dep_ != "pobj"
            if by or owns or speaks or label or (byline and phrase is entity.phrases[0]):
                return entity
    return None


def _state_of(author: Entity, entities: Sequence[Entity]) -> Entity | None:
    """The state for which an author speaks who holds an office of it."""
    codes = {code for phrase in author.phrases for code in phrase.codes}
    if not codes & GOVERNING or author.country is None:
        return None
    return next((entity for entity in entities if entity.key == author.country), None)


def _institution(doc: Doc, entities: Sequence[Entity], quoted: set[int]) -> Entity | None:
    """The institution in whose name the text is written: subject of the first sentence, where it says or does more."""
    first = next((sentence for sentence in doc.sents if sentence.root.pos_ in {"VERB", "AUX"}), None)
    for entity in entities:
        if first is None or entity.kind not in INSTITUTIONS or not entity.named:
            continue
        subjects = [p.token for p in entity.phrases if p.token.dep_ == "nsubj" and p.head not in quoted]
        opening = next((token for token in subjects if token.head.i == first.root.i), None)
        if opening is not None and (len(subjects) >= OFTEN or opening.head.lemma_.lower() in words("speech")):
            return entity
    return None


def resolve_speakers(
    doc: Doc, article: Article, index: ActorIndex, statements: Sequence[Statement]
) -> tuple[list[Actor], list[Mention]]:
    """The actors and mentions, with the first person inside quotations given to those who are quoted.

    "I" is the source of the innermost statement around it; "we" is whom the source speaks for: what the statement says,
    else the body or state of the source's role where it is an actor of the report, else the source.
    """
    mentions = list(index.mentions)
    quoted = quoted_tokens(doc)
    covering: dict[int, Statement] = {}
    for statement in sorted(statements, key=lambda s: -sum(end - start for start, end in s.content)):
        for span in statement.content:
            covering.update((token.i, statement) for token in tokens_in(doc, span))
    taken = {(mention.start, mention.end) for mention in mentions}
    for i in sorted(quoted & covering.keys()):
        token, statement = doc[i], covering[i]
        place = (token.idx, token.idx + len(token))
        if statement.source is None or not is_first_person(token) or place in taken:
            continue
        actor = statement.source if token.lower_ in SINGULAR else _spoken_for(statement, index)
        text = article.body[place[0] : place[1]]
        mentions.append(Mention(actor=actor, start=place[0], end=place[1], text=text, kind="pronoun"))
    mentions.sort(key=lambda mention: (mention.start, -mention.end, mention.actor))
    return list(index.actors.values()), mentions


def _spoken_for(statement: Statement, index: ActorIndex) -> str:
    source = statement.source or ""
    if statement.speaks_for is not None:
        return statement.speaks_for
    actor = index.actors.get(source)
    if actor is None or actor.kind != "person":
        return source
    org = next((role.org for role in actor.roles if role.org is not None and role.when != "former"), None)
    if org is not None:
        return org
    if actor.country is not None and GOVERNING & set(actor.codes):
        states = (
            other.id for other in index.actors.values() if other.kind == "state" and other.country == actor.country
        )
        return next(states, source)
    return source
