"""The ledger's tables. Facts carry the ids of their records; rows of actors may be joined by judgements.

============= =======================================================================================
table         one row is
============= =======================================================================================
articles      an article, with its record as it was made
fingerprints  a piece of an article's wording, by which copies are found
sources       a source file, or a part of one, and what came of it
actors        somebody across all articles
names         a name form under which an actor stands in some article
appearances   an actor of one article, and the actor of the ledger that it was taken to be
roles         what an appearance is called, for whom
statements    an attribution; statement_about: who is mentioned in the words
events        a happening as one article tells it; event_parties: who takes part
positions     a stand; position_toward: towards whom; conditions, condition_who, condition_about: the terms
judgements    a decision on the ledger, dated, attributed, reversible
reviews       a fact that was accepted, rejected or changed, by the judgement in force
assignments   an actor of an article that a judgement gave to another actor of the ledger
============= =======================================================================================

Days are ISO dates; ``start`` and ``end`` are offsets into the article's body.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()


def _in_article(*, index: bool = True) -> Column[int]:
    return Column("article", ForeignKey("articles.n", ondelete="CASCADE"), nullable=False, index=index)


def _appearance(name: str, *, needed: bool = False) -> Column[int]:
    return Column(name, ForeignKey("appearances.n", ondelete="CASCADE"), nullable=not needed, index=True)


def _owner(name: str, table: str) -> Column[int]:
    return Column(name, ForeignKey(f"{table}.n", ondelete="CASCADE"), primary_key=True)


articles = Table(
    "articles",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("title", Text),
    Column("publisher", Text, index=True),
    Column("url", Text),
    Column("language", Text, nullable=False),
    Column("day", Date, index=True),
    Column("body", Text, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Column("version", Text, nullable=False),
    Column("added", DateTime, nullable=False),
    Column("copy_of", ForeignKey("articles.n")),
    Column("statements", Integer, nullable=False),
    Column("unnamed", Integer, nullable=False),
    Column("events", Integer, nullable=False),
    Column("positions", Integer, nullable=False),
    Index("articles_by_outlet", "publisher", "day", "copy_of", "statements", "unnamed", "events", "positions"),
)

fingerprints = Table(
    "fingerprints",
    metadata,
    Column("article", ForeignKey("articles.n", ondelete="CASCADE"), primary_key=True),
    Column("value", BigInteger, primary_key=True, index=True),
)

sources = Table(
    "sources",
    metadata,
    Column("path", Text, primary_key=True),
    Column("digest", Text),
    Column("article", ForeignKey("articles.n", ondelete="CASCADE"), index=True),
    Column("skipped", Text),
    Column("publisher", Text, index=True),
    Column("day", Date),
    Column("added", DateTime, nullable=False),
)

actors = Table(
    "actors",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("country", Text),
    Column("unnamed", Boolean, nullable=False),
    Column("joined_to", ForeignKey("actors.n"), index=True),
)

names = Table(
    "names",
    metadata,
    Column("actor", ForeignKey("actors.n", ondelete="CASCADE"), primary_key=True),
    Column("form", Text, primary_key=True),
    Column("folded", Text, nullable=False, index=True),
    Column("sound", Text, nullable=False, index=True),
)

appearances = Table(
    "appearances",
    metadata,
    Column("n", Integer, primary_key=True),
    _in_article(index=False),
    Column("id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("country", Text),
    Column("unnamed", Boolean, nullable=False),
    Column("actor", ForeignKey("actors.n"), nullable=False, index=True),
    Column("taken_for", ForeignKey("actors.n"), nullable=False, index=True),
    Column("why", Text, nullable=False),
    Column("score", Float, nullable=False),
    UniqueConstraint("article", "id"),
)

roles = Table(
    "roles",
    metadata,
    Column("n", Integer, primary_key=True),
    _appearance("appearance", needed=True),
    Column("title", Text, nullable=False),
    _appearance("org"),
    Column("state", Text),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

statements = Table(
    "statements",
    metadata,
    Column("n", Integer, primary_key=True),
    _in_article(index=False),
    Column("id", Text, nullable=False),
    _appearance("source"),
    _appearance("speaks_for"),
    Column("authority", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("inside", Text),
    Column("day", Date),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    UniqueConstraint("article", "id"),
)

statement_about = Table(
    "statement_about",
    metadata,
    _owner("statement", "statements"),
    Column("appearance", ForeignKey("appearances.n", ondelete="CASCADE"), primary_key=True, index=True),
)

events = Table(
    "events",
    metadata,
    Column("n", Integer, primary_key=True),
    _in_article(index=False),
    Column("id", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("context", JSON, nullable=False),
    Column("reality", Text, nullable=False),
    Column("statement", Text),
    Column("place", Text),
    Column("day", Date, index=True),
    Column("last_day", Date),
    Column("day_known", Boolean, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    UniqueConstraint("article", "id"),
)

event_parties = Table(
    "event_parties",
    metadata,
    _owner("event", "events"),
    Column("side", Text, primary_key=True),
    Column("appearance", ForeignKey("appearances.n", ondelete="CASCADE"), primary_key=True, index=True),
)

positions = Table(
    "positions",
    metadata,
    Column("n", Integer, primary_key=True),
    _in_article(index=False),
    Column("id", Text, nullable=False),
    _appearance("holder", needed=True),
    Column("act", Text, nullable=False),
    Column("stance", Text, nullable=False),
    Column("issue", Text, index=True),
    Column("issue_text", Text, nullable=False),
    Column("strength", Text, nullable=False),
    Column("statement", Text),
    Column("day", Date, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    UniqueConstraint("article", "id"),
)

position_toward = Table(
    "position_toward",
    metadata,
    _owner("position", "positions"),
    Column("appearance", ForeignKey("appearances.n", ondelete="CASCADE"), primary_key=True, index=True),
)

conditions = Table(
    "conditions",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("position", ForeignKey("positions.n", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("negated", Boolean, nullable=False),
    Column("deed", Text),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

condition_who = Table(
    "condition_who",
    metadata,
    _owner("condition", "conditions"),
    Column("appearance", ForeignKey("appearances.n", ondelete="CASCADE"), primary_key=True, index=True),
)

condition_about = Table(
    "condition_about",
    metadata,
    _owner("condition", "conditions"),
    Column("appearance", ForeignKey("appearances.n", ondelete="CASCADE"), primary_key=True, index=True),
)

judgements = Table(
    "judgements",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("act", Text, nullable=False),
    Column("subject", JSON, nullable=False),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("made", DateTime, nullable=False),
    Column("undone", DateTime),
    Column("undone_by", Text),
)

reviews = Table(
    "reviews",
    metadata,
    Column("article", Text, primary_key=True),
    Column("fact", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("changes", JSON, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("judgement", ForeignKey("judgements.n"), nullable=False),
)

assignments = Table(
    "assignments",
    metadata,
    Column("article", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("actor", ForeignKey("actors.n"), nullable=False),
    Column("judgement", ForeignKey("judgements.n"), nullable=False),
)
