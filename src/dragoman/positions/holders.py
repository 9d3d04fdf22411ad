"""Who holds a stand, and whom it is directed at."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from dragoman.actors.index import ActorIndex
from dragoman.offsets import tokens_in
from dragoman.positions.clauses import child, first_conjunct, governor
from dragoman.positions.hits import Hit
from dragoman.records import Statement

HYPHENS = re.compile("[-\u2010-\u2015/]")
FIRST_PERSON = frozenset({"i", "we", "our", "my", "us", "me"})
DESCRIBED = frozenset({"those", "anyone", "anybody", "everyone", "someone", "who", "whoever", "people", "one"})
"""Holders that a relative clause picks out by their stand ("those who back it"): it only describes them."""


COLLECTIVE = frozenset({"state", "government_body"})
"""Kinds of actors whom others of their country can speak for."""


LATEST = 60
"""Characters of a reported content in which an untied "he" is taken for the speaker."""


class Speech:
    """The statements of an article, found by token."""

    def __init__(self, doc: Doc, statements: Sequence[Statement]) -> None:
        self._doc = doc
        self._around: dict[int, Statement] = {}
        self._cue: dict[int, Statement] = {}
        by_length = sorted(statements, key=lambda s: -sum(end - start for start, end in s.content))
        for statement in by_length:  # an inner statement is shorter than the one around it, and wins inside itself
            for span in statement.content:
                for token in tokens_in(doc, span):
                    self._around[token.i] = statement
            if statement.cue is not None:
                for token in tokens_in(doc, statement.cue):
                    self._cue[token.i] = statement

    def around(self, token: Token) -> Statement | None:
        """The innermost statement in whose content a token lies; a second that-clause belongs to the first one's."""
        own = self._around.get(token.i)
        verb = governor(token)
        if verb.dep_ != "conj" or not any(each.dep_ == "mark" and each.lower_ == "that" for each in verb.children):
            return own
        beside = self._around.get(first_conjunct(verb).i)
        nested = beside is not None and (own is None or beside.inside == own.id)
        return beside if nested else own

    def cued_by(self, token: Token) -> Statement | None:
        """The statement that a token is the cue of."""
        return self._cue.get(token.i)

    def speakers(self, statement: Statement | None, index: ActorIndex) -> tuple[str, ...]:
        """Who vouches for a statement: its source and those named beside it, or whom an unnamed source speaks for."""
        if statement is None or statement.source is None:
            return ()
        source = index.actors.get(statement.source)
        if source is not None and source.unnamed and statement.speaks_for is not None:
            return (statement.speaks_for,)
        span = tokens_in(self._doc, statement.source_span) if statement.source_span else None
        named = index.of_phrase(span.root) if span else ()
        return named if statement.source in named else (statement.source,)


def holders_of(hit: Hit, index: ActorIndex, speech: Speech) -> tuple[str, ...]:
    """Ids of the actors who hold a stand; several where the subject is coordinated, none where nobody can be named.

    A stand without a holder of its own is that of the one who says it, or whom he speaks for where he is unnamed.
    """
    around = speech.around(hit.trigger)
    statement = around or speech.cued_by(hit.trigger)
    if hit.holder is None:
        return speech.speakers(statement or speech.around(hit.about), index)
    if hit.holder.lower_ in DESCRIBED:
        return ()
    named = actors_of(hit.holder, index)
    if hit.holder.lower_ in FIRST_PERSON:
        behind = statement.speaks_for if statement is not None else None
        source = index.actors.get(statement.source or "") if statement is not None else None
        if hit.holder.lower_ in {"i", "my", "me"} and source is not None and not source.unnamed:
            return (source.id,)
        return (behind,) if behind else named or speech.speakers(statement, index)
    if not named and around is not None and hit.holder.lower_ in {"he", "she"}:
        named = _speaker_himself(hit.holder, around, index)
    if not named or (hit.spoken and around is None):
        return ()
    if hit.own and around is not None and not all(_same_side(actor, around, index) for actor in named):
        return ()
    return named


def _speaker_himself(pronoun: Token, statement: Statement, index: ActorIndex) -> tuple[str, ...]:
    """The source whom "he" most likely is in "Smith said he would leave", where the pronoun is tied to nobody."""
    source = index.actors.get(statement.source or "")
    opens = statement.form == "indirect" and any(
        start <= pronoun.idx < start + LATEST for start, _ in statement.content
    )
    return (source.id,) if opens and source is not None and source.kind == "person" else ()


def _same_side(actor: str, statement: Statement, index: ActorIndex) -> bool:
    """True where the source of a statement can speak for an actor: the same, his state, his office or party.

    What one person says that another will do is no stand of the other's, though they be of one country.
    """
    if actor in {statement.source, statement.speaks_for}:
        return True
    if statement.source is None:
        return False
    one, other = index.actors.get(actor), index.actors.get(statement.source)
    if one is None or other is None:
        return False
    if any(role.org == actor for role in other.roles) or any(role.org == other.id for role in one.roles):
        return True
    return one.country is not None and one.country == other.country and one.kind in COLLECTIVE


def actors_of(token: Token, index: ActorIndex) -> tuple[str, ...]:
    """Ids of the actors of a noun phrase: itself, or whose it is ("Russian policy", "the Kremlin's line")."""
    found = index.of_phrase(token) or spelled(token, index)
    if found:
        return found
    for dep in ({"appos"}, {"poss", "amod", "compound"}):
        for each in token.children:
            if each.dep_ in dep and (actor := index.of(each)) is not None:
                return (actor,)
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ == "of" and (obj := child(prep, "pobj")) is not None:
            return index.of_phrase(obj)
    return ()


def spelled(token: Token, index: ActorIndex) -> tuple[str, ...]:
    """Ids of the actors whose names a word holds that is no mention by itself: "U.S.-Iraq", "HoR." at a text's end."""
    if not token.text[:1].isupper():
        return ()
    parts = [part for part in HYPHENS.split(token.text) if part]
    parts = parts if len(parts) > 1 else [token.text.rstrip(".")]
    if parts == [token.text]:
        return ()
    names = {name: actor.id for actor in index.actors.values() for name in (actor.name, *actor.names)}
    return tuple(dict.fromkeys(names[part] for part in parts if part in names))


def toward_of(hit: Hit, holder: str, doc: Doc, index: ActorIndex) -> tuple[str, ...]:
    """Ids of the actors that a stand is directed at: those it addresses first, then those its issue names."""
    found = [actor for token in hit.toward for actor in _addressed(token, holder, index)]
    first, end = hit.issue
    for token in doc[first:end]:
        mention = index.mention_of(token)
        if mention is None or (mention.actor == holder and mention.kind != "name"):
            found += spelled(token, index) or _the_country(token, holder, index)
        elif not (token.dep_ == "pobj" and token.head.dep_ == "agent"):
            found.append(mention.actor)
    return tuple(actor for actor in dict.fromkeys(found) if actor != holder)


def _addressed(token: Token, holder: str, index: ActorIndex) -> tuple[str, ...]:
    """Whom the object of an urging verb means; a pronoun there is never the one who urges."""
    found = actors_of(token, index)
    if token.pos_ != "PRON" or token.lower_ in FIRST_PERSON or found not in {(), (holder,)}:
        return found
    person = token.lower_ in {"him", "her"}
    before = [m for m in index.within((token.sent.start_char, token.idx)) if m.actor != holder]
    fitting = [m.actor for m in before if (index.actors[m.actor].kind == "person") == person and m.kind != "adjective"]
    return tuple(fitting[-1:])


def _the_country(token: Token, holder: str, index: ActorIndex) -> tuple[str, ...]:
    """The state that "the country" takes up: the last one named that isn't the holder."""
    if token.lower_ not in {"country", "nation"} or not any(each.lower_ == "the" for each in token.children):
        return ()
    states = [m.actor for m in index.within((0, token.idx)) if index.actors[m.actor].kind == "state"]
    return tuple([state for state in states if state != holder][-1:])
