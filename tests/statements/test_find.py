"""Statements: whose words they are, with what authority, to whom, where and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from spacy.tokens import Doc

from dragoman.actors import find_actors
from dragoman.actors.index import ActorIndex
from dragoman.records import Article, Statement
from dragoman.statements import find_statements
from dragoman.times import find_times

type Parse = Callable[..., tuple[Article, Doc]]


@dataclass(frozen=True)
class Reading:
    """The statements of a text, looked up by a piece of their content."""

    body: str
    names: dict[str, str]
    statements: list[Statement]

    def about(self, words: str) -> Statement:
        """The smallest statement whose content has the words."""
        held = [s for s in self.statements if any(words in self.body[a:b] for a, b in s.content)]
        return min(held, key=lambda s: sum(b - a for a, b in s.content))

    def name(self, actor: str | None) -> str | None:
        return self.names[actor] if actor else None


@pytest.fixture(scope="module")
def reading(parse: Parse) -> Callable[..., Reading]:
    def made(text: str, published: date | None = None) -> Reading:
        article, doc = parse(text, published)
        index = ActorIndex(doc, *find_actors(doc, article))
        statements = find_statements(doc, article, index, find_times(doc, article))
        return Reading(article.body, {a.id: a.name for a in index.actors.values()}, statements)

    return made


def test_official_speaks_for_his_state(reading: Callable[..., Reading]) -> None:
    found = reading("A Kenyan official said the border would stay open. Kenya closed it in May.")
    statement = found.about("the border would stay open")
    assert statement.authority == "unnamed"
    assert found.name(statement.speaks_for) == "Kenya"


@pytest.mark.parametrize(
    ("text", "authority"),
    [
        ("Anna Mwangi said the depot was empty.", "named"),
        ("The ministry said the depot was empty.", "institution"),
        ("Kenya said the depot was empty.", "institution"),
        ("The report said the depot was empty.", "document"),
        ("Residents said the depot was empty.", "collective"),
        ("A soldier said the depot was empty.", "unnamed"),
        ("The depot was said to be empty.", "unattributed"),
        ("The depot was reportedly emptied at night.", "unattributed"),
    ],
)
def test_authority_follows_the_source(reading: Callable[..., Reading], text: str, authority: str) -> None:
    (statement,) = reading(text).statements
    assert statement.authority == authority


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("“The depot is empty now,” Anna Mwangi said.", "direct"),
        ("Anna Mwangi said the depot was empty.", "indirect"),
        ("Anna Mwangi said the depot was “empty as a drum” by the end of May.", "mixed"),
    ],
)
def test_form_is_the_share_of_quoted_words(reading: Callable[..., Reading], text: str, form: str) -> None:
    (statement,) = reading(text).statements
    assert statement.form == form


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Anna Mwangi said the depot was empty.", "say"),
        ("Anna Mwangi insisted that the depot be closed.", "demand"),
        ("Anna Mwangi insisted that the depot was closed.", "say"),
        ("Anna Mwangi denied that the depot was empty.", "deny"),
        ("Anna Mwangi vowed to reopen the depot.", "promise"),
        ("Anna Mwangi warned that the depot was empty.", "warn"),
        ("Anna Mwangi called for a new depot.", "demand"),
        ("Anna Mwangi accused the guards of emptying the depot.", "accuse"),
        ("Anna Mwangi refused to open the depot.", "refuse"),
        ("Anna Mwangi asked whether the depot was empty.", "ask"),
        ("Anna Mwangi condemned the raid on the depot.", "criticise"),
        ("Anna Mwangi welcomed the opening of the depot.", "praise"),
    ],
)
def test_act_follows_the_cue(reading: Callable[..., Reading], text: str, act: str) -> None:
    (statement,) = reading(text).statements
    assert statement.act == act


def test_listener_place_and_time_hang_on_the_cue(reading: Callable[..., Reading]) -> None:
    found = reading(
        "Anna Mwangi told the Daily Nation in Nairobi on Tuesday that the depot was empty.", date(2020, 5, 8)
    )
    statement = found.about("the depot was empty")
    assert [found.name(actor) for actor in statement.told] == ["Daily Nation"]
    assert statement.place == "Nairobi"
    assert statement.time is not None


def test_statement_inside_a_statement_names_the_one_around_it(reading: Callable[..., Reading]) -> None:
    found = reading("The agency quoted the minister as saying that the army had denied that the depot was empty.")
    inner = found.about("that the depot was empty")
    outer = next(s for s in found.statements if s.id == inner.inside)
    assert inner.act == "deny"
    assert "minister" in (found.name(outer.source) or "")


def test_he_said_after_somebodys_words_is_he(reading: Callable[..., Reading]) -> None:
    found = reading(
        "General Otieno met reporters. According to a Kenyan official, the depot was empty.\n\n"
        "“We never filled it before May,” he said."
    )
    assert "official" in (found.name(found.about("never filled").source) or "")


def test_someone_else_in_between_takes_the_pronoun(reading: Callable[..., Reading]) -> None:
    found = reading(
        "According to a Kenyan official, the depot was empty. John Otieno shook his head. “It was full,” he said."
    )
    assert found.name(found.about("It was full").source) == "John Otieno"


def test_first_person_text_is_its_authors(reading: Callable[..., Reading]) -> None:
    found = reading(
        "We welcome the opening of the depot. We will send twenty lorries in June.\n\n"
        "The raid on the convoy is unacceptable. All sides must let our lorries pass."
    )
    by_act = {s.act: s for s in found.statements}
    assert {"praise", "announce", "criticise", "demand"} <= by_act.keys()
    assert {s.form for s in found.statements} == {"direct"}
    assert len({s.source for s in found.statements}) == 1
    assert {s.authority for s in found.statements} == {"institution"}


def test_statements_are_the_same_when_read_again(reading: Callable[..., Reading]) -> None:
    text = "Anna Mwangi said the depot was empty. “It is full,” the ministry said."
    assert reading(text).statements == reading(text).statements
