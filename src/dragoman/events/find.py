"""The events of an article: triggers with their actors, reality, vouching statement, time and place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec
from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpanOfTokens

from dragoman.actors.index import ActorIndex
from dragoman.events.arguments import Arguments, find_arguments
from dragoman.events.book import EventEntry, load_event_book
from dragoman.events.clauses import SUBJECTS, VERBAL, children, prepositional_objects
from dragoman.events.lightverbs import load_light_verbs
from dragoman.events.merge import Found, merge_found
from dragoman.events.places import Places
from dragoman.events.reality import find_reality, refuses
from dragoman.events.triggers import FIRST_PERSON, NOMINAL, Trigger, find_triggers
from dragoman.offsets import content_id, sentences, span_of, tokens_in
from dragoman.records import Actor, Article, Event, EventType, Mention, Reality, Span, Statement, Time

FRIENDLY: frozenset[EventType] = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
HOSTILE: frozenset[EventType] = frozenset({"PROTEST", "SANCTION", "COERCE", "ASSAULT"})
SPEECH: frozenset[EventType] = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
COMPLEMENT = frozenset(
    "xcomp ccomp dobj pobj prep pcomp acl acomp attr nsubjpass dative oprd advcl compound poss conj".split()
)
PERFORMATIVE = frozenset({"want", "wish", "like", "must", "have"})
"""Verbs by which a speaker does what he says: "I want to thank the mayor"."""
BACKDROP = frozenset("at during after following amid amidst since despite of to before until because".split())
"""Prepositions before what only says when or why something else takes place."""
TALKS = frozenset({"talk", "negotiation", "summit"})
"""Meetings that are of states by their name; an audience or a conversation needs a place or somebody."""
FIGURATIVE = frozenset({"assault-attack", "assault-campaign", "assault-fight"})
TALKERS = frozenset({"person", "party", "media", "company"})
ARMED = frozenset({"MIL", "REB", "UAF", "INS", "COP", "SPY", "RAD"})
PLACES = frozenset({"GPE", "LOC", "FAC"})


def find_events(
    doc: Doc, article: Article, index: ActorIndex, times: Sequence[Time], statements: Sequence[Statement]
) -> tuple[list[Event], list[Actor], list[Mention]]:
    """The events of an article in text order, each happening once, and all its actors and mentions.

    To the actors of the index are added the places and peoples that something is done to.
    """
    finder = Finder(doc, article, index, times, statements)
    found = [one for sentence in sentences(doc) for one in finder.events_of(sentence)]
    events = [one.event for one in merge_found(found) if _is_told_enough(one)]
    return events, *finder.places.added_for(events)


class Finder:
    """What the events of one article are made from."""

    def __init__(
        self,
        doc: Doc,
        article: Article,
        index: ActorIndex,
        times: Sequence[Time],
        statements: Sequence[Statement],
        *,
        intent: bool = False,
    ) -> None:
        """Take what events are made from; ``intent``: code as CAMEO does, plans are events, places no actors."""
        self.intent = intent
        self.doc, self.article, self.index, self.times = doc, article, index, times
        self.places = Places(doc, article, index)
        self.statements = sorted(statements, key=lambda s: min((e - b for b, e in s.content), default=0))
        self.cues = {
            s.id: " ".join(t.lemma_.lower() for t in tokens_in(doc, s.cue)) if s.cue else "" for s in statements
        }
        spans = ((tokens_in(doc, (mention.start, mention.end)), mention.actor) for mention in index.mentions)
        self.heads = {span.root.i: actor for span, actor in spans if len(span)}
        self.by_name = {name: actor.id for actor in index.actors.values() for name in actor.names}
        self.author = next((actor.id for actor in index.actors.values() if actor.name == "the author"), None)
        spoken = Counter(
            self.heads[token.i]
            for token in doc
            if token.lower_ in {"we", "our"} and token.i in self.heads and self._vouching(token) is None
        )
        self.voice = spoken.most_common(1)[0][0] if spoken else self.author
        """For whom the text itself speaks: the actor of its "we", else its author."""

    def events_of(self, sentence: SpanOfTokens) -> list[Found]:
        """The events of one sentence.

        What another event asks, refuses or promises is none of its own, but tells whom that event is for; nor is a word
        that another event's pattern has taken.
        """
        words = find_triggers(sentence, load_event_book())
        found = [one for readings in words if (one := self._first_event(readings)) is not None]
        taken = {part.i for one in found for part in one.trigger.parts}
        takers = {
            _scope(one.trigger).i: place
            for place, one in enumerate(found)
            if one.trigger.entry.takes_in or one.event.type == "REJECT"
        }
        own: list[int] = []
        for place, one in enumerate(found):
            taker = _taker(one.trigger, place, takers)
            if taker is not None:
                found[taker] = _with_complement(found[taker], one)
            elif one.trigger.token.i not in taken and not _gives_way(one, found):
                own.append(place)
        return [self._with_places(found[place]) for place in own]

    def _with_places(self, one: Found) -> Found:
        """A promise, threat or refusal with the places of what is promised, where nobody else is named."""
        if one.event.recipients or not one.trigger.entry.takes_in:
            return one
        struck = self._struck(one.trigger, one.arguments, one.event.actors)
        return Found(msgspec.structs.replace(one.event, recipients=struck), one.trigger, one.arguments)

    def _first_event(self, readings: list[Trigger]) -> Found | None:
        """The event of the likeliest reading of a word whose places are filled."""
        allowed = (trigger for trigger in readings if self.intent or not trigger.entry.pairs_only)
        return next((event for trigger in allowed if (event := self._event(trigger)) is not None), None)

    def _event(self, trigger: Trigger) -> Found | None:
        goes = trigger.entry.needs == "place"

        def is_somebody(token: Token) -> bool:
            return token.i in self.heads or token.lower_ in FIRST_PERSON or (goes and token.ent_type_ == "GPE")

        arguments = find_arguments(trigger, is_somebody, load_light_verbs())
        statement = self._vouching(trigger.token)
        actors = self._ids(arguments.doers, speech=trigger.entry.type in SPEECH)
        recipients = tuple(actor for actor in self._ids(arguments.whom) if actor not in actors)
        if arguments.speaker:
            speaker = statement.source if statement else self.voice
            actors = (speaker,) if speaker else ()
            recipients = tuple(actor for actor in recipients if actor not in actors)
            if trigger.pattern.kind == "modal" and statement is None and not _is_reported(arguments.verb):
                return None  # "the senator must decide": nobody asks him to
        if not actors and not arguments.speaker and not self.intent:
            actors = self._placed(self.places.crews(trigger))
        if not _enough(trigger.entry, trigger.token, actors, arguments.whom if goes else recipients):
            return None
        if not recipients and not trigger.entry.takes_in:
            recipients = self._struck(trigger, arguments, actors)
        type_, reality = self._reality(trigger, arguments, statement)
        if self._is_said(trigger, actors, recipients):
            type_ = "ACCUSE"
        if type_ == "AGREE" and (reality == "not_done" or _assents(trigger.token)):
            return None  # "is not ready to say": neither a promise nor a refusal of anything
        span = span_of(trigger.token)
        evidence = self._evidence(arguments.verb, trigger.token)
        event = Event(
            id=content_id("ev", self.article.id, *span, type_),
            type=type_,
            mode=trigger.entry.mode if type_ == trigger.entry.type else None,
            context=trigger.entry.context,
            actors=actors,
            recipients=recipients,
            reality=reality,
            statement=statement.id if statement else None,
            place=self._place(trigger.token, arguments.verb),
            time=self._time(evidence, span, (trigger.token, arguments.verb)),
            trigger=span,
            evidence=evidence,
            rule=trigger.entry.id,
        )
        return Found(event, trigger, arguments)

    def _is_said(self, trigger: Trigger, actors: Sequence[str], recipients: Sequence[str]) -> bool:
        """True for an attack of one politician or paper on another, which is one of words."""
        if trigger.entry.id not in FIGURATIVE or not (actors and recipients):
            return False
        parties = [self.index.actors.get(actor) for actor in (*actors, *recipients)]
        return all(
            one is not None and one.kind in TALKERS and not one.unnamed and not ARMED & set(one.codes)
            for one in parties
        )

    def _struck(self, trigger: Trigger, arguments: Arguments, actors: Sequence[str]) -> tuple[str, ...]:
        """The actors for whom the places and peoples stand that an act strikes, where its doer is known."""
        if self.intent or not actors or (trigger.entry.mutual and len(actors) > 1):
            return ()
        struck = self._placed(self.places.struck(trigger, arguments))
        return tuple(actor for actor in struck if actor not in actors)

    def _placed(self, heads: Sequence[Token]) -> tuple[str, ...]:
        """The actors whose names, or whose places and peoples, some words are."""
        found = (self.heads.get(token.i) or self.places.id_of(token) for token in heads)
        return tuple(dict.fromkeys(actor for actor in found if actor is not None))

    def _ids(self, heads: Sequence[Token], *, speech: bool = False) -> tuple[str, ...]:
        """The actors of some head words; ``speech``: who says "we" is the one who condemns, praises or asks."""
        found = (
            (self._first_person(token) if speech else None)
            or self.heads.get(token.i)
            or self._first_person(token)
            or self.by_name.get(token.text)
            for token in heads
        )
        return tuple(dict.fromkeys(actor for actor in found if actor is not None))

    def _first_person(self, token: Token) -> str | None:
        """Who says "we": the source of the statement around it, else whom the text speaks for."""
        if token.lower_ not in FIRST_PERSON:
            return None
        statement = self._vouching(token)
        return statement.source if statement is not None else self.heads.get(token.i, self.voice)

    def _reality(
        self, trigger: Trigger, arguments: Arguments, statement: Statement | None
    ) -> tuple[EventType, Reality]:
        """The type and the reality: a friendly act that the doer will not do is a refusal that has happened."""
        if trigger.entry.doer == "speaker":
            return trigger.entry.type, "happened"
        type_ = trigger.entry.type
        if type_ in FRIENDLY and refuses(arguments.verb):
            return "REJECT", "happened"
        cue = self.cues.get(statement.id, "") if statement else ""
        if statement is not None and statement.cue and statement.cue[0] <= trigger.token.idx < statement.cue[1]:
            statement = None
        if _performs(arguments.verb):
            return type_, "happened"
        return type_, find_reality(trigger.token, arguments.verb, statement, cue, lasting=trigger.entry.lasting)

    def _vouching(self, token: Token) -> Statement | None:
        """The innermost statement whose content holds a word."""
        for statement in self.statements:
            if any(start <= token.idx < end for start, end in statement.content):
                return statement
        return None

    def _evidence(self, verb: Token, trigger: Token) -> Span:
        """The clause of the event, without what only hangs on it as a sentence of its own."""
        left = min(verb.left_edge.i, trigger.left_edge.i)
        right = max(verb.right_edge.i, trigger.right_edge.i)
        for child in verb.children:
            if (
                child.i > max(verb.i, trigger.i)
                and child.dep_ in {"conj", "parataxis", "advcl", "punct", "cc"}
                and child.pos_ not in NOMINAL
            ):
                right = min(right, max(child.left_edge.i - 1, trigger.i))
                break
        tokens = self.doc[left : right + 1]
        while len(tokens) > 1 and (tokens[-1].is_punct or tokens[-1].is_space):
            tokens = tokens[:-1]
        return span_of(tokens)

    def _time(self, evidence: Span, trigger: Span, words: Sequence[Token]) -> str | None:
        """The time expression of the clause: what hangs on its verb or noun, else the nearest to the trigger."""
        inside = [time for time in self.times if evidence[0] <= time.start and time.end <= evidence[1]]
        own = [time for time in inside if _governor(tokens_in(self.doc, (time.start, time.end)).root, words) in words]
        return min(own or inside, key=lambda time: abs(time.start - trigger[0])).id if inside else None

    def _place(self, trigger: Token, verb: Token) -> str | None:
        """The place that a phrase with "in", "at" or "near" gives to the trigger or its verb."""
        for base in dict.fromkeys((trigger, verb)):
            for preposition in children(base, "prep"):
                if preposition.lower_ in {"in", "at", "near", "outside", "inside"}:
                    for noun in prepositional_objects(preposition):
                        if noun.ent_type_ in PLACES:
                            ent = next(ent for ent in noun.sent.ents if ent.start <= noun.i < ent.end)
                            return self.article.body[ent.start_char : ent.end_char]
        return None


def _governor(token: Token, words: Sequence[Token]) -> Token:
    """The verb, or the word of the event, that an expression hangs on."""
    while token.head != token and token not in words and token.pos_ not in VERBAL:
        token = token.head
    return token


def _with_complement(taker: Found, inner: Found) -> Found:
    """An event with what the event in its complement tells: whom it is for; and a promise of harm is a threat."""
    event = taker.event
    if not event.recipients:
        others = tuple(actor for actor in inner.event.recipients if actor not in event.actors)
        event = msgspec.structs.replace(event, recipients=others)
    own = set(event.actors) & set(inner.event.actors)
    direct = taker.trigger.token in (inner.verb.head, inner.verb.head.head)
    if event.type == "AGREE" and inner.event.type in HOSTILE and own and direct and inner.trigger.token.pos_ in VERBAL:
        event = msgspec.structs.replace(event, type="THREATEN", mode=None, context=inner.event.context)
    return Found(event, taker.trigger, taker.arguments)


def _gives_way(one: Found, found: Sequence[Found]) -> bool:
    """True for a journey where the same sentence tells whom it was made to meet."""
    return one.trigger.entry.yields and any(
        other is not one and other.event.type == one.event.type and one.trigger.token.is_ancestor(other.trigger.token)
        for other in found
    )


def _enough(entry: EventEntry, token: Token, actors: Sequence[str], recipients: Sequence[object]) -> bool:
    """True where enough actors are known for the words to be an event; a place counts where the entry says so."""
    if entry.needs in {"both", "place"}:
        return bool(actors and recipients) or (entry.mutual and len(actors) > 1)
    if entry.needs in {"recipient", "doer"}:
        return bool(recipients if entry.needs == "recipient" else actors)
    return bool(actors or recipients) or _alone(entry, token)


def _performs(verb: Token) -> bool:
    """True for "I want to thank" and "we would like to stress": the wish is the act."""
    above = verb.head
    return (
        verb.dep_ == "xcomp"
        and above.lemma_ in PERFORMATIVE
        and any(child.lower_ in FIRST_PERSON for child in children(above, "nsubj"))
    )


def _assents(verb: Token) -> bool:
    """True for the "agrees" after a quotation: it says who else thinks so."""
    return verb.pos_ in VERBAL and any(child.i < verb.i for child in children(verb, "ccomp"))


def _alone(entry: EventEntry, token: Token) -> bool:
    """True for a noun that is an event without any actor: "two bombings in Istanbul"."""
    if entry.bare is None or token.pos_ in VERBAL:
        return False
    if _backdrop(token):
        return False
    return entry.bare == "any" or _is_new(token)


def _is_new(noun: Token) -> bool:
    return any(child.lower_ in {"a", "an"} for child in children(noun, "det")) or any(children(noun, "nummod"))


def _is_told_enough(one: Found) -> bool:
    """True where the text says who, or at least where or how many: "two bombings", "violence in Lagos"."""
    token = one.trigger.token
    known = one.event.actors or one.event.recipients
    return bool(known) or token.lemma_ in TALKS or _is_new(token) or _is_placed(token)


def _is_reported(verb: Token) -> bool:
    """True for a clause that somebody says, whoever it is."""
    return any(step.dep_ == "ccomp" for step in (verb, *verb.ancestors))


def _is_placed(noun: Token) -> bool:
    """True where the words say where it took place: "bombings in Istanbul"."""
    return any(
        place.ent_type_ in PLACES
        for part in (noun, *noun.conjuncts)
        for preposition in children(part, "prep")
        if preposition.lower_ in {"in", "at", "near", "outside", "inside", "across"}
        for place in prepositional_objects(preposition)
    )


def _backdrop(noun: Token) -> bool:
    """True for what only says when or why something else takes place: "after the war", "amid unrest in the city"."""
    step = noun
    while step.dep_ in {"conj", "compound"} or (step.dep_ == "pobj" and step.head.lower_ == "of"):
        step = step.head if step.dep_ != "pobj" else step.head.head
    return step.dep_ in {"pobj", "pcomp"} and step.head.lower_ in BACKDROP and step.head.head != step.head


def _scope(trigger: Trigger) -> Token:
    """The word whose complements a trigger takes in: the verb that a modal helps, else the trigger."""
    return trigger.token.head if trigger.token.dep_ == "aux" else trigger.token


def _taker(trigger: Trigger, place: int, takers: dict[int, int]) -> int | None:
    """The place of the event in whose complement the trigger stands, if that event takes its complement in."""
    step = trigger.token
    while True:
        taker = takers.get(step.i)
        if taker is not None and taker != place:
            return taker
        if step.dep_ not in COMPLEMENT or (step.dep_ == "advcl" and any(children(step, "mark", *SUBJECTS))):
            return None
        step = step.head
