"""The data types that every stage shares: the record of one article, exactly as it is written to JSON.

A record holds character offsets and ids, never parser objects. Offsets count code points of ``article.body``
and are half-open: ``body[start:end]``. A field that isn't known is ``None``, a list without entries ``()``.
The structs are frozen, and `msgspec` turns them into JSON, reads them back and derives the JSON Schema.

Source: the vocabulary and the JSON shape of the project's design; PLOVER 2023 for event types.
"""

from __future__ import annotations

from datetime import date as Day  # noqa: N812 - some fields are called date
from typing import Annotated, Any, Literal, get_args

import msgspec
from msgspec import Meta, Struct

__version__ = "0.1.0"

SCHEMA_VERSION = 1
"""Version of the JSON shape: raised when a field changes its meaning or goes, not when one is added."""

type Offset = Annotated[int, Meta(ge=0)]
type Span = tuple[Offset, Offset]
"""A passage of the body: ``[start, end)`` in code points."""

type ActorKind = Literal[
    "person",
    "state",
    "government_body",
    "party",
    "armed_group",
    "igo",
    "ngo",
    "company",
    "media",
    "population",
    "other",
]
type MentionKind = Literal["name", "description", "pronoun", "place", "adjective"]
type Authority = Literal["named", "unnamed", "institution", "document", "collective", "unattributed"]
type StatementAct = Literal[
    "say", "deny", "demand", "promise", "threaten", "warn", "accuse", "praise", "criticise", "ask", "propose",
    "deny_knowledge", "agree", "refuse", "announce", "explain", "believe",
]  # fmt: skip
type Form = Literal["direct", "indirect", "mixed"]
type EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
type Reality = Literal["happened", "ongoing", "planned", "possible", "conditional", "denied", "alleged", "not_done"]
type PositionAct = Literal[
    "demands", "refuses", "supports", "opposes", "promises", "threatens", "offers", "accepts", "recognises",
    "does_not_recognise", "will_not", "will", "calls_for", "rules_out", "open_to", "neutral", "has_interest",
    "has_no_interest",
]  # fmt: skip
type Strength = Literal["firm", "qualified", "tentative"]
type ConditionKind = Literal[
    "until", "unless", "only_if", "if", "without", "provided_that", "as_long_as", "after", "in_exchange_for"
]
type Precision = Literal["day", "week", "month", "season", "year", "decade", "interval"]
type PlaceKind = Literal["country", "region", "town"]
type DateEvidence = Literal["option", "markup", "url", "dateline", "text"]


def values_of(alias: Any) -> tuple[str, ...]:
    """The values that a type alias of this module allows, in their written order: ``values_of(Reality)``."""
    return get_args(alias.__value__)


class Published(Struct, frozen=True, kw_only=True, rename={"source": "from"}):
    """The day of publication, and what it rests on."""

    date: Day
    """The day; the first day of the month or year where only that is known."""
    precision: Literal["day", "month", "year"] = "day"
    """What of the date is known."""
    source: DateEvidence
    """Where the day was found; ``from`` in JSON. ``option`` is the reader's own word, given on the command line."""
    evidence: str | None = None
    """The words of the page that give the day, to the letter."""


class NotPublished(Struct, frozen=True, kw_only=True):
    """A date that stands in the page and isn't the report's day."""

    date: Day
    """The date."""
    why: str
    """Why it isn't taken: ``the site's clock above the page``."""


class Removed(Struct, frozen=True, kw_only=True):
    """A piece of the page that isn't the article's body, kept so that nothing is lost."""

    text: str
    """The words, to the letter."""
    why: str
    """``masthead``, ``breadcrumb``, ``title``, ``byline``, ``caption``, ``teaser``, ``navigation``, ``repeated`` …"""


class Article(Struct, frozen=True, kw_only=True):
    """What is left of a source file without the page's chrome.

    ``body`` is the text as printed: paragraphs parted by one blank line, nothing normalised inside a paragraph.
    """

    id: str
    """Made from title and body: the same report saved twice has the same id."""
    title: str | None = None
    """The headline, without the site's name."""
    author: str | None = None
    """The byline's name or names."""
    publisher: str | None = None
    """The outlet."""
    url: str | None = None
    """The page's own address, canonical where the page gives one."""
    language: str = "en"
    """ISO 639-1."""
    body: str
    """The text as printed, paragraphs parted by one blank line."""
    paragraphs: tuple[Span, ...]
    """Where each paragraph stands in the body."""
    published: Published | None = None
    """The day of publication; ``None`` where nothing certain gives it."""
    not_published: tuple[NotPublished, ...] = ()
    """Dates that stand in the page and aren't its day."""
    removed: tuple[Removed, ...] = ()
    """What isn't body, in the order of the page."""
    notes: tuple[str, ...] = ()
    """What the reader had to do to the bytes: the charset it guessed, damage it repaired."""


class Skipped(Struct, frozen=True, kw_only=True):
    """A source file, or a part of one, that gave no article, and why, in words for the person who asked."""

    source: str
    """The file's name as given, with the part inside it after ``#`` where it holds several."""
    reason: str
    """What is wrong, in one line."""


class Role(Struct, frozen=True, kw_only=True):
    """What an actor is, for whom, as the text says it."""

    title: str
    """Words of the text: ``foreign minister``, ``head of Libya's armed forces``."""
    org: str | None = None
    """Id of the actor whose role it is."""
    start: Offset
    """Where the title stands: first code point."""
    end: Offset
    """One past the last code point."""
    when: Literal["former", "elect", "acting", "designate", "deputy"] | None = None
    """What the text says of the term; ``None`` for a plain present."""


class Actor(Struct, frozen=True, kw_only=True):
    """A person, state, body, group or population that speaks, acts, is acted on or talked about."""

    id: str
    """Readable and stable: ``sergey-lavrov``."""
    name: str
    """The fullest name form, without titles."""
    kind: ActorKind
    """What sort of actor."""
    country: str | None = None
    """ISO 3166-1 alpha-3."""
    codes: tuple[str, ...] = ()
    """PLOVER/CAMEO sector codes: ``GOV``, ``MIL``, ``REB`` …"""
    names: tuple[str, ...] = ()
    """Every name form of the text, to the letter; pronouns only where nothing else names the actor."""
    unnamed: bool = False
    """True for an actor known only by what is said of it: "a Russian official"."""
    roles: tuple[Role, ...] = ()
    """What the text says the actor is."""


class Mention(Struct, frozen=True, kw_only=True):
    """A stretch of text that refers to an actor."""

    actor: str
    """Id of the actor."""
    start: Offset
    """First code point."""
    end: Offset
    """One past the last code point."""
    text: str
    """The words, to the letter."""
    kind: MentionKind
    """How the words refer."""


class Time(Struct, frozen=True, kw_only=True, rename={"first": "from", "last": "to"}):
    """A time expression. ``from`` and ``to`` are inclusive days, ``None`` where the text gives no anchor."""

    id: str
    """Made from place and words."""
    start: Offset
    """First code point."""
    end: Offset
    """One past the last code point."""
    text: str
    """The words, to the letter."""
    first: Day | None = None
    """``from`` in JSON."""
    last: Day | None = None
    """``to`` in JSON."""
    precision: Precision | None = None
    """How long the time is that the words name."""


class Place(Struct, frozen=True, kw_only=True):
    """A place that the article names, on the map."""

    start: Offset
    """First code point."""
    end: Offset
    """One past the last code point."""
    text: str
    """The words, to the letter: those of ``place`` in statements and events."""
    name: str
    """The gazetteer's name."""
    kind: PlaceKind
    """What is named."""
    country: str
    """ISO 3166-1 alpha-3."""
    admin: str | None = None
    """The first-level region: ISO 3166-2 for a region (``US-VA``), GeoNames' code for a town (``LY.77``)."""
    geonames: int | None = None
    """GeoNames id."""
    latitude: float | None = None
    """Degrees north."""
    longitude: float | None = None
    """Degrees east."""


class Statement(Struct, frozen=True, kw_only=True):
    """An attribution: whose words, the words that attribute, and what is attributed."""

    id: str
    """Made from content and cue."""
    source: str | None
    """Actor id; ``None`` where nobody is named, or where the words can't be tied to an actor."""
    source_span: Span | None
    """The words that name the source."""
    speaks_for: str | None = None
    """Id of the actor in whose name the source speaks: the "we" of an official is his government's."""
    authority: Authority
    """Who vouches."""
    act: StatementAct
    """What the source does by saying it."""
    form: Form
    """``direct`` in the source's own words, ``indirect`` in the paper's, ``mixed`` where only part is quoted."""
    cue: Span | None
    """The words that attribute."""
    content: tuple[Span, ...]
    """What is attributed, without the cue; several spans where the cue splits it."""
    told: tuple[str, ...] = ()
    """Ids of those whom it was told."""
    place: str | None = None
    """Where it was said, in the words of the text."""
    time: str | None = None
    """Id of the time at which it was said."""
    inside: str | None = None
    """Id of the statement in whose content this one lies."""
    rule: str
    """The rule, codebook entry or model that made it."""
    score: float | None = None
    """The model's probability, where a model made it."""


class Event(Struct, frozen=True, kw_only=True):
    """Who did what to whom, coded in PLOVER, and whether it happened."""

    id: str
    """Made from type, trigger and actors."""
    type: EventType
    """PLOVER's root type."""
    mode: str | None = None
    """PLOVER's mode, in lower case; ``None`` where the type has none or the text doesn't tell."""
    context: tuple[str, ...] = ()
    """PLOVER's contexts, in lower case."""
    actors: tuple[str, ...] = ()
    """Ids of those who do it."""
    recipients: tuple[str, ...] = ()
    """Ids of those to whom it is done."""
    reality: Reality
    """Whether it happened, in the words that vouch for it."""
    statement: str | None = None
    """Id of the statement that vouches for it; ``None`` where the report says it in its own voice."""
    place: str | None = None
    """Where, in the words of the text."""
    time: str | None = None
    """Id of the time at which it happens."""
    trigger: Span
    """The word that names the happening."""
    evidence: Span
    """The clause that tells it."""
    retold: tuple[Span, ...] = ()
    """Other passages of the article that tell the same happening."""
    rule: str
    """The rule, codebook entry or model that made it."""
    score: float | None = None
    """The model's probability, where a model made it."""


class Condition(Struct, frozen=True, kw_only=True):
    """What must happen, or not, before a position changes."""

    kind: ConditionKind
    """By its connective."""
    span: Span
    """With the connective: "until it has been approved by the House"."""
    who: tuple[str, ...] = ()
    """Ids of the actors who must act; empty where the text doesn't say."""
    negated: bool = False
    """True where the position changes if the thing does *not* happen."""


class Position(Struct, frozen=True, kw_only=True):
    """A holder's stand towards something."""

    id: str
    """Made from holder, act and issue."""
    holder: str
    """Id of the actor whose stand it is."""
    act: PositionAct
    """The stand."""
    issue: Span
    """The shortest passage that names what the stand is on."""
    issue_text: str
    """What the stand is on, with "it" and "do so" replaced by what they refer to."""
    issue_key: str | None = None
    """The matter, by what would be done to which kind of thing: ``provide/arms``; the same in all wordings of it."""
    toward: tuple[str, ...] = ()
    """Ids of the actors at whom the stand is directed."""
    strength: Strength = "firm"
    """``qualified`` where hedged or conditional in tone, ``tentative`` where only considered."""
    conditions: tuple[Condition, ...] = ()
    """What limits the stand."""
    statement: str | None = None
    """Id of the statement on whose word it rests."""
    time: str | None = None
    """Id of the time since when, or at which, it is held."""
    evidence: Span
    """The clause that states it."""
    rule: str
    """The rule or codebook entry that made it."""


class Record(Struct, frozen=True, kw_only=True):
    """All that was taken from one article."""

    dragoman: str = __version__
    """Version of the program that made the record."""
    schema: int = SCHEMA_VERSION
    """Version of this shape."""
    article: Article
    """The article."""
    actors: tuple[Actor, ...] = ()
    """In the order of their first mention."""
    mentions: tuple[Mention, ...] = ()
    """In text order."""
    times: tuple[Time, ...] = ()
    """In text order."""
    places: tuple[Place, ...] = ()
    """In text order."""
    statements: tuple[Statement, ...] = ()
    """In text order."""
    events: tuple[Event, ...] = ()
    """In text order."""
    positions: tuple[Position, ...] = ()
    """In text order."""


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Record)


def record_to_json(record: Record) -> bytes:
    """One line of UTF-8 JSON."""
    return _encoder.encode(record)


def record_from_json(data: bytes | str) -> Record:
    """The record that `record_to_json` wrote.

    Raises: `msgspec.ValidationError`, naming the path of the field, where the JSON isn't a record.
    """
    return _decoder.decode(data)


def record_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a record."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(Record)}
