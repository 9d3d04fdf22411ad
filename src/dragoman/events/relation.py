"""What the codebook says of two given actors: the relation of a source towards a target in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dragoman.events.arguments import Arguments, find_arguments
from dragoman.events.book import load_event_book
from dragoman.events.clauses import doers_of, expand
from dragoman.events.lightverbs import load_light_verbs
from dragoman.events.reality import find_reality, refuses
from dragoman.events.triggers import Trigger, find_triggers
from dragoman.records import EventType

FRIENDLY = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
HOSTILE = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})


@dataclass(frozen=True, slots=True)
class Reading:
    """One trigger of the sentence, and how well the two actors fill its places."""

    trigger: Trigger
    arguments: Arguments
    root: EventType
    """The type, with intent counted as agreement or threat and refusal as rejection, as CAMEO counts them."""
    source: bool
    target: bool
    near: bool
    """The trigger stands on the path of the parse between the two actors."""
    depth: int

    @property
    def fit(self) -> float:
        """How well the actors fill the places: 4 is both, 0 neither."""
        return 2.0 * self.source + 2.0 * self.target + 1.0 * self.near - 0.1 * self.depth


def find_readings(doc: Doc, source: Sequence[Token], target: Sequence[Token]) -> list[Reading]:
    """The readings of a sentence, the one that the two actors fill best first."""
    actors = {token.i for token in (*source, *target)}
    sources, targets = {token.i for token in source}, {token.i for token in target}
    path = path_between(source, target)
    on_path = {token.i for token in path}
    found: list[Reading] = []
    for words in find_triggers(doc, load_event_book()):
        readings = [_reading(trigger, actors, sources, targets, on_path) for trigger in words]
        best = max(readings, key=lambda reading: (reading.source + reading.target, reading.trigger.pattern.weight))
        if best.trigger.token.i not in actors or best.trigger.token.i in on_path:
            found.append(best)
    return sorted(_lifted(found), key=lambda reading: -reading.fit)


def _reading(trigger: Trigger, actors: set[int], sources: set[int], targets: set[int], on_path: set[int]) -> Reading:
    arguments = find_arguments(trigger, lambda token: token.i in actors, load_light_verbs())
    spoken = arguments.speaker and any(token.i in sources for token in _speakers(arguments.verb))
    shared = arguments.doers if trigger.entry.mutual else ()
    words = (trigger.token, arguments.verb, *trigger.parts)
    return Reading(
        trigger,
        arguments,
        _root(trigger, arguments),
        source=spoken or any(token.i in sources for token in arguments.doers),
        target=any(token.i in targets for token in (*arguments.whom, *shared)),
        near=any(word.i in on_path for word in words),
        depth=sum(1 for _ in trigger.token.ancestors),
    )


def _speakers(verb: Token) -> list[Token]:
    """Subjects of the verbs above a clause, one of whom says it."""
    return [
        token
        for above in verb.ancestors
        if above.pos_ == "VERB"
        for subject in doers_of(above)
        for token in expand(subject)
    ]


def _lifted(readings: list[Reading]) -> Iterable[Reading]:
    """Readings where a trigger that takes its complement in also takes over whom the complement is done to."""
    for reading in readings:
        root, target = reading.root, reading.target
        if reading.trigger.entry.takes_in:
            inner = [other for other in readings if reading.trigger.token.is_ancestor(other.trigger.token)]
            target = target or any(other.target for other in inner)
            if root == "AGREE" and any(_threat(other) for other in inner):
                root = "THREATEN"
        yield Reading(reading.trigger, reading.arguments, root, reading.source, target, reading.near, reading.depth)


def _threat(reading: Reading) -> bool:
    """True for a hostile act that somebody promises, plans or is ready for."""
    return reading.root == "THREATEN" and reading.trigger.entry.type in HOSTILE and reading.trigger.token.pos_ == "VERB"


def _root(trigger: Trigger, arguments: Arguments) -> EventType:
    entry = trigger.entry
    if entry.doer == "speaker":
        return entry.type
    if entry.type in FRIENDLY and refuses(arguments.verb):
        return "REJECT"
    reality = find_reality(trigger.token, arguments.verb, None, "", lasting=False)
    if reality in {"planned", "conditional"}:
        if entry.type in FRIENDLY:
            return "AGREE"
        if entry.type in HOSTILE and entry.type != "MOBILIZE":
            return "THREATEN"
    return entry.type


def path_between(source: Sequence[Token], target: Sequence[Token]) -> list[Token]:
    """The tokens of the parse on the way from the head of the source to the head of the target, both left out."""
    if not source or not target:
        return []
    first, last = head_of(source), head_of(target)
    up = [first, *first.ancestors]
    down = [last, *last.ancestors]
    below = {token.i for token in up}
    meeting = next((token for token in down if token.i in below), None)
    if meeting is None:
        return up[1:] + down[1:]
    left = up[1 : up.index(meeting) + 1] if meeting is not first else []
    right = down[1 : down.index(meeting)] if meeting is not last else []
    return [token for token in left + right[::-1] if token is not first and token is not last]


def head_of(tokens: Sequence[Token]) -> Token:
    """The token of a span whose head lies outside it."""
    inside = {token.i for token in tokens}
    return next((token for token in tokens if token.head.i not in inside or token.head == token), tokens[0])
