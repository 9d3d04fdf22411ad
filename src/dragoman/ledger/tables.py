"""The ledger's tables. Facts carry the ids of their records; rows of actors may be joined by judgements.

============= =======================================================================================
table         one row is
============= =======================================================================================
articles      an article, with its record as it was made
fingerprints  a band of an article's signature, by which copies are found
sources       a source file, or a part of one, and what came of it
actors        somebody across all articles
names         a name form under which an actor stands in some article
appearances   an actor of one article, and the actor of the ledger that it was taken to be
roles         what an appearance is called, for whom
statements    an attribution; statement_about: who is mentioned in the words
happenings    what happened once, however many articles tell it
events        a happening as one article tells it; event_parties: who takes part
positions     a stand; position_held: whose it is; position_toward: towards whom
conditions    a term of a stand, and its status; condition_who: who must act; condition_about: on whom
judgements    a decision on the ledger, dated, attributed, reversible
reviews       a fact that was accepted, rejected or changed, by the judgement in force
assignments   an actor of an article that a judgement gave to another actor of the ledger
============= =======================================================================================

Days are ISO dates; ``start`` and ``end`` are offsets into the article's body. What ties a fact to an appearance also
has the appearance's actor and the fact's day, so that the latest facts of an actor are one walk along an index; see
`dragoman.ledger.judgements.follow` for how they are kept in step.
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


def _in_article() -> Column[int]:
    return Column("article", ForeignKey("articles.n", ondelete="CASCADE"), nullable=False)


def _fact(name: str, *columns: Column[object]) -> Table:
    """A table of facts: each has its id in its article's record, a day, and a passage."""
    return Table(
        name,
        metadata,
        Column("n", Integer, primary_key=True),
        _in_article(),
        Column("id", Text, nullable=False, index=True),
        *columns,
        Column("day", Date),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        UniqueConstraint("article", "id"),
    )


def _tie(name: str, owner: str, *columns: Column[object], dated: bool = True) -> Table:
    """A table that ties facts to appearances. It goes with its facts, which go with their article."""
    return Table(
        name,
        metadata,
        Column(owner, ForeignKey(f"{owner}s.n", ondelete="CASCADE"), primary_key=True),
        *columns,
        Column("appearance", Integer, primary_key=True),
        Column("actor", Integer, nullable=False),
        *([Column("day", Date)] if dated else []),
        Index(f"{name}_by_actor", "actor", *(["day"] if dated else []), owner),
        sqlite_with_rowid=False,
    )


articles = Table(
    "articles",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("title", Text),
    Column("publisher", Text),
    Column("url", Text),
    Column("language", Text, nullable=False),
    Column("day", Date),
    Column("version", Text, nullable=False),
    Column("added", DateTime, nullable=False),
    Column("copy_of", ForeignKey("articles.n"), index=True),
    Column("statements", Integer, nullable=False),
    Column("unnamed", Integer, nullable=False),
    Column("events", Integer, nullable=False),
    Column("positions", Integer, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("body", Text, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Index("articles_by_outlet", "publisher", "day", "copy_of", "statements", "unnamed", "events", "positions"),
    Index("articles_by_day", "day", "publisher"),
)

fingerprints = Table(
    "fingerprints",
    metadata,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("article", ForeignKey("articles.n", ondelete="CASCADE"), primary_key=True),
    sqlite_with_rowid=False,
)

sources = Table(
    "sources",
    metadata,
    Column("path", Text, primary_key=True),
    Column("digest", Text),
    Column("article", ForeignKey("articles.n", ondelete="CASCADE"), index=True),
    Column("skipped", Text, index=True),
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
    _in_article(),
    Column("id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("country", Text),
    Column("unnamed", Boolean, nullable=False),
    Column("actor", ForeignKey("actors.n"), nullable=False),
    Column("taken_for", ForeignKey("actors.n"), nullable=False, index=True),
    Column("why", Text, nullable=False),
    Column("score", Float, nullable=False),
    UniqueConstraint("article", "id"),
    Index("appearances_by_actor", "actor", "article"),
)

roles = Table(
    "roles",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("appearance", ForeignKey("appearances.n", ondelete="CASCADE"), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("org", ForeignKey("appearances.n", ondelete="CASCADE"), index=True),
    Column("state", Text),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

statements = _fact(
    "statements",
    Column("source", Integer),
    Column("source_actor", Integer),
    Column("speaks_for", Integer),
    Column("speaks_for_actor", Integer),
    Column("authority", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("inside", Text),
)
Index("statements_by_source", statements.c.source_actor, statements.c.day)
Index("statements_by_principal", statements.c.speaks_for_actor, statements.c.day)
Index("statements_by_authority", statements.c.authority, statements.c.day)
Index("statements_by_day", statements.c.day)

statement_about = _tie("statement_about", "statement")

happenings = Table(
    "happenings",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("tellings", Integer, nullable=False),
    Column("day", Date),
)
_again = happenings.c.tellings > 1
Index("happenings_told_again", happenings.c.day, sqlite_where=_again, postgresql_where=_again)

events = _fact(
    "events",
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("context", JSON, nullable=False),
    Column("reality", Text, nullable=False),
    Column("statement", Text),
    Column("place", Text),
    Column("last_day", Date),
    Column("day_known", Boolean, nullable=False),
    Column("trigger", Text, nullable=False),
    Column("deed", Text),
    Column("undone", Boolean, nullable=False),
    Column("issue", Text),
    Column("undoes", Boolean, nullable=False),
    Column("happening", ForeignKey("happenings.n"), index=True),
)
Index("events_by_type", events.c.type, events.c.day)
Index("events_by_reality", events.c.reality, events.c.day)
Index("events_by_day", events.c.day)

event_parties = _tie("event_parties", "event", Column("side", Text, primary_key=True))

positions = _fact(
    "positions",
    Column("holder", Integer, nullable=False),
    Column("holder_actor", Integer, nullable=False),
    Column("act", Text, nullable=False),
    Column("stance", Text, nullable=False),
    Column("issue", Text),
    Column("undoes", Boolean, nullable=False),
    Column("issue_words", Text, nullable=False),
    Column("issue_text", Text, nullable=False),
    Column("strength", Text, nullable=False),
    Column("statement", Text),
)
Index("positions_by_holder", positions.c.holder_actor, positions.c.issue, positions.c.day)
Index("positions_by_issue", positions.c.issue, positions.c.day)
Index("positions_by_day", positions.c.day)

position_held = _tie("position_held", "position")
position_toward = _tie("position_toward", "position")

conditions = Table(
    "conditions",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("position", ForeignKey("positions.n", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("negated", Boolean, nullable=False),
    Column("deed", Text),
    Column("issue", Text),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("day", Date),
    Column("status", Text, nullable=False),
    Column("score", Float),
    Column("by_event", Integer, index=True),
    Column("later", Integer, index=True),
    Index("conditions_by_status", "status", "day"),
    Index("conditions_by_day", "day"),
)

condition_who = _tie("condition_who", "condition")
condition_about = _tie("condition_about", "condition", dated=False)

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

TIES: tuple[tuple[Table, str, str], ...] = (
    (statements, "source", "source_actor"),
    (statements, "speaks_for", "speaks_for_actor"),
    (statement_about, "appearance", "actor"),
    (event_parties, "appearance", "actor"),
    (positions, "holder", "holder_actor"),
    (position_held, "appearance", "actor"),
    (position_toward, "appearance", "actor"),
    (condition_who, "appearance", "actor"),
    (condition_about, "appearance", "actor"),
)
"""Where an appearance stands beside its actor: table, column of the one, column of the other."""
