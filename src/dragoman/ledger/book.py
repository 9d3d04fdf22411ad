"""The ledger as a Python object: each question of the command line is a method here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import select

from dragoman.ledger.adding import add_record, note_source
from dragoman.ledger.changes import Changes, Unreviewed, changes_since, reviewed_of
from dragoman.ledger.conditions import Status, Waiting, find_conditions
from dragoman.ledger.contradictions import Contradiction, find_contradictions
from dragoman.ledger.coverage import Coverage, Hanging, Outlet, coverage_of, find_on_one_unnamed, find_outlets
from dragoman.ledger.directory import Listed, Matter, frequent_actors, frequent_matters
from dragoman.ledger.happenings import (
    Happening,
    Told,
    between_outlets,
    find_happenings,
    find_told,
    happenings_by_number,
)
from dragoman.ledger.judged import judged_records
from dragoman.ledger.judgements import Judgement, Verdict, find_judgements, merge, review, split, undo
from dragoman.ledger.lookup import Known, find_actors, known_actors, resolve_actor
from dragoman.ledger.people import Profile, profile_of
from dragoman.ledger.reports import Opened, Report, find_reports, open_report, reports_beside
from dragoman.ledger.search import Hit, find_hits
from dragoman.ledger.stands import Shift, Stand, find_stands, find_varied, histories_of, shifts_in
from dragoman.ledger.store import open_store
from dragoman.ledger.stored import record_of_event, stored_records
from dragoman.ledger.tables import articles
from dragoman.ledger.words import Said, find_said
from dragoman.records import Article, Record, Skipped

MOST = 1000
"""Rows of an answer unless somebody asks for more: the latest ones."""

MOST_COMPARED = 250
"""Stands that are compared where everybody's shifts are asked for: the latest of those who changed."""


class Ledger:
    """The records of many articles, to be added to, asked, and judged.

    Names of actors are taken in any spelling, or as ``#12``, the number that answers give.
    Every method raises `LedgerError` where the file can't be read or written, and `UnknownNameError` or
    `AmbiguousNameError` for names.
    """

    def __init__(self, target: Path | str, *, create: bool = False) -> None:
        """Open the ledger in a file, or in the database of a ``postgresql+psycopg://`` address.

        Args:
            target: The file or the address.
            create: Make the ledger where there is none.

        Raises:
            LedgerError: There is no ledger, the file is something else, or a newer dragoman wrote it.
        """
        self._store = open_store(target, create=create)

    @property
    def name(self) -> str:
        """The file, or the address without its password."""
        return self._store.name

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    # --- adding

    def has(self, article: Article, version: str) -> bool:
        """True where the article is there, read by that version."""
        query = select(articles.c.version).where(articles.c.id == article.id)
        with self._store.reading() as connection:
            return connection.scalar(query) == version

    def add(self, record: Record, source: str | None = None) -> bool:
        """Add a record, in one transaction; True where it was new, or made by another version than before."""
        with self._store.writing() as connection:
            is_new = add_record(connection, record)
            if source is not None:
                note_source(connection, source, article=record.article)
        return is_new

    def note_skipped(self, skipped: Skipped) -> None:
        """Note that a source file gave no article."""
        with self._store.writing() as connection:
            note_source(connection, skipped.source, skipped=skipped.reason)

    def note_known(self, article: Article, source: str) -> None:
        """Note that a source file holds an article that is there already."""
        with self._store.writing() as connection:
            note_source(connection, source, article=article)

    def records(self) -> Iterator[Record]:
        """The records as they were made, in the order in which they were added."""
        with self._store.reading() as connection:
            yield from stored_records(connection)

    def record_of_event(self, event: str) -> Record | None:
        """The record that an event is in, as it was made; ``None`` where no event has this id."""
        with self._store.reading() as connection:
            return record_of_event(connection, event)

    def judged_records(self, *, reviewed: bool = False) -> Iterator[Record]:
        """The records with the judgements in force, see `dragoman.ledger.judged`; what an export hands on."""
        with self._store.reading() as connection:
            yield from judged_records(connection, reviewed=reviewed)

    # --- who is who

    def find(self, name: str) -> list[Known]:
        """The actors that a name may mean, the most frequent first."""
        with self._store.reading() as connection:
            return find_actors(connection, name)

    def actors(self, limit: int | None = MOST) -> list[Known]:
        """The actors that are known by name, the most frequent first."""
        with self._store.reading() as connection:
            return known_actors(connection, limit)

    def who(self, name: str) -> list[Profile]:
        """Who somebody is; several where nobody of that description is known by name.

        Raises:
            UnknownNameError: Nobody is called so.
            AmbiguousNameError: Several actors are.
        """
        with self._store.reading() as connection:
            return [profile_of(connection, number) for number in resolve_actor(connection, name)]

    # --- where they stand

    def positions(
        self,
        *,
        holder: str | None = None,
        toward: str | None = None,
        issue: str | None = None,
        at: date | None = None,
        reviewed: bool = False,
        limit: int | None = MOST,
    ) -> list[Stand]:
        """Positions, oldest first, see `dragoman.ledger.stands.find_stands`."""
        with self._store.reading() as connection:
            return find_stands(
                connection, holder=self._numbers(holder), toward=self._numbers(toward), issue=issue, at=at,
                reviewed=reviewed, limit=limit,
            )  # fmt: skip

    def history(
        self,
        *,
        holder: str | None = None,
        toward: str | None = None,
        issue: str | None = None,
        limit: int | None = MOST,
    ) -> list[list[Stand]]:
        """Positions sorted into histories: one holder, one issue, towards one actor."""
        return histories_of(self.positions(holder=holder, toward=toward, issue=issue, limit=limit))

    def shifts(
        self,
        *,
        holder: str | None = None,
        toward: str | None = None,
        issue: str | None = None,
        since: date | None = None,
        limit: int | None = MOST,
    ) -> list[Shift]:
        """Where stands changed, oldest first; with ``since``, those whose later stand is from that day on."""
        if holder is None and toward is None and issue is None and limit is not None:
            with self._store.reading() as connection:
                histories = histories_of(find_varied(connection, limit=min(limit, MOST_COMPARED)))
        else:
            histories = self.history(holder=holder, toward=toward, issue=issue, limit=limit)
        found = {(s.before.number, s.after.number): s for history in histories for s in shifts_in(history)}
        shifts = [shift for shift in found.values() if since is None or (shift.after.day or date.min) >= since]
        return sorted(shifts, key=lambda shift: (shift.after.day or date.min, shift.after.number))

    def contradictions(
        self,
        *,
        actor: str | None = None,
        first: date | None = None,
        last: date | None = None,
        limit: int | None = MOST,
    ) -> list[Contradiction]:
        """Passages that can't both be right, see `dragoman.ledger.contradictions`."""
        with self._store.reading() as connection:
            return find_contradictions(connection, actor=self._numbers(actor), first=first, last=last, limit=limit)

    def conditions(
        self,
        *,
        on: str | None = None,
        holder: str | None = None,
        of: Sequence[int] = (),
        status: Status | None = None,
        limit: int | None = MOST,
    ) -> list[Waiting]:
        """What would have to happen, who can do it, and whether it has, see `dragoman.ledger.conditions`."""
        with self._store.reading() as connection:
            return find_conditions(
                connection, on=self._numbers(on), holder=self._numbers(holder), of=of, status=status, limit=limit
            )

    # --- what was said and done

    def statements(
        self,
        *,
        by: str | None = None,
        about: str | None = None,
        authority: str | None = None,
        act: str | None = None,
        first: date | None = None,
        last: date | None = None,
        reviewed: bool = False,
        limit: int | None = MOST,
    ) -> list[Said]:
        """Statements, oldest first, see `dragoman.ledger.words.find_said`."""
        with self._store.reading() as connection:
            return find_said(
                connection, by=self._numbers(by), about=self._numbers(about), authority=authority, act=act,
                first=first, last=last, reviewed=reviewed, limit=limit,
            )  # fmt: skip

    def events(
        self,
        *,
        actor: str | None = None,
        recipient: str | None = None,
        party: str | None = None,
        type_: str | None = None,
        reality: str | None = None,
        first: date | None = None,
        last: date | None = None,
        reviewed: bool = False,
        limit: int | None = MOST,
    ) -> list[Told]:
        """Events, oldest first, see `dragoman.ledger.happenings.find_told`."""
        with self._store.reading() as connection:
            return find_told(
                connection, actor=self._numbers(actor), recipient=self._numbers(recipient),
                party=self._numbers(party), type_=type_,
                realities=(reality,) if reality else (), first=first, last=last, reviewed=reviewed, limit=limit,
            )  # fmt: skip

    def happenings(
        self,
        *,
        party: str | None = None,
        first: date | None = None,
        last: date | None = None,
        limit: int | None = MOST,
    ) -> list[Happening]:
        """What several reports tell of one event, oldest first, with all passages and in what they differ."""
        with self._store.reading() as connection:
            return find_happenings(connection, party=self._numbers(party), first=first, last=last, limit=limit)

    def happening(self, number: int) -> Happening | None:
        """A happening in all its tellings; ``None`` where there is no such happening."""
        with self._store.reading() as connection:
            found = happenings_by_number(connection, [number])
        return found[0] if found else None

    def compare(self, happening: int, one: str, other: str) -> Happening | None:
        """A happening as two outlets tell it; ``None`` where there is no such happening."""
        with self._store.reading() as connection:
            found = happenings_by_number(connection, [happening])
        return between_outlets(found[0], one, other) if found else None

    def search(self, words: str, *, limit: int = 20) -> list[Hit]:
        """Articles with all of the words, the best first."""
        with self._store.reading() as connection:
            return find_hits(connection, words, limit=limit)

    # --- reports, and what is new in them

    def changes(self, since: date | None = None, *, actor: str | None = None, limit: int = 40) -> Changes:
        """What changed since a day, see `dragoman.ledger.changes`."""
        with self._store.reading() as connection:
            return changes_since(connection, since, actor=self._numbers(actor), limit=limit)

    def reports(
        self,
        *,
        publisher: str | None = None,
        first: date | None = None,
        last: date | None = None,
        limit: int | None = MOST,
        skip: int = 0,
    ) -> list[Report]:
        """Reports, the latest first."""
        with self._store.reading() as connection:
            return find_reports(connection, publisher=publisher, first=first, last=last, limit=limit, skip=skip)

    def report(self, article: str) -> Opened | None:
        """A report by its article's id, with its record and what was judged of it; ``None`` where there is none."""
        with self._store.reading() as connection:
            return open_report(connection, article)

    def reports_beside(self, article: str) -> list[Report]:
        """Reports of the same days with most of the same actors: what may be laid beside one."""
        with self._store.reading() as connection:
            return reports_beside(connection, article)

    # --- what the ledger has

    def state(self) -> tuple[int, ...] | None:
        """Something that is another one after each change of the ledger; ``None`` where a server keeps it."""
        return self._store.state()

    def frequent(self, *, limit: int = 200, kind: str | None = None, country: str | None = None) -> list[Listed]:
        """The actors known by name that appear in most reports."""
        with self._store.reading() as connection:
            return frequent_actors(connection, limit=limit, kind=kind, country=country)

    def matters(self, *, limit: int = 200) -> list[Matter]:
        """The matters on which there are most positions."""
        with self._store.reading() as connection:
            return frequent_matters(connection, limit=limit)

    def reviewed(self) -> Unreviewed:
        """How many facts there are, and how many of them somebody has accepted or rejected."""
        with self._store.reading() as connection:
            return reviewed_of(connection)

    def sources(self) -> list[Outlet]:
        """The outlets, and what the ledger has from each."""
        with self._store.reading() as connection:
            return find_outlets(connection)

    def on_one_unnamed(self, *, limit: int | None = MOST) -> list[Hanging]:
        """Facts that hang on the word of one unnamed source, the latest last."""
        with self._store.reading() as connection:
            return find_on_one_unnamed(connection, limit=limit)

    def coverage(self) -> Coverage:
        """Which months and outlets the ledger has, and what it could not read."""
        with self._store.reading() as connection:
            return coverage_of(connection)

    # --- judgements

    def merge(self, kept: str, joined: str, *, author: str, reason: str) -> int:
        """Say that two actors are one; the number of the judgement."""
        (kept_number,), (joined_number,) = self._numbers(kept), self._numbers(joined)
        with self._store.writing() as connection:
            return merge(connection, kept_number, joined_number, author=author, reason=reason)

    def split(
        self, actor: str, *, forms: Sequence[str] = (), in_articles: Sequence[str] = (), author: str, reason: str
    ) -> int:
        """Say that an actor is somebody else under some names, or in some articles; the number of the judgement."""
        (number,) = self._numbers(actor)
        with self._store.writing() as connection:
            return split(connection, number, forms=forms, in_articles=in_articles, author=author, reason=reason)

    def review(
        self,
        fact: str,
        verdict: Verdict,
        *,
        changes: dict[str, str] | None = None,
        article: str | None = None,
        author: str,
        reason: str,
    ) -> int:
        """Accept, reject or edit a fact; the number of the judgement."""
        with self._store.writing() as connection:
            return review(connection, fact, verdict, changes=changes, article=article, author=author, reason=reason)

    def undo(self, judgement: int, *, author: str) -> None:
        """Take a judgement back."""
        with self._store.writing() as connection:
            undo(connection, judgement, author=author)

    def judgements(self) -> list[Judgement]:
        """All judgements, in the order in which they were made."""
        with self._store.reading() as connection:
            return find_judgements(connection)

    def _numbers(self, name: str | None) -> tuple[int, ...]:
        if name is None:
            return ()
        with self._store.reading() as connection:
            return resolve_actor(connection, name)
