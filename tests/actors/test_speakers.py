"""Who "I" and "we" are."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.actors import resolve_speakers
from dragoman.records import Statement
from tests.actors.conftest import Cast

type Casting = Callable[[str], Cast]


def test_author_who_is_not_named_is_known_by_his_pronouns(cast: Casting) -> None:
    found = cast("We welcome the truce. I have spoken to Kenya’s president.")
    author = found.get("We")
    assert (author.id, author.name, author.kind, author.unnamed) == ("author", "the author", "person", True)
    assert set(author.names) == {"We", "I"}


def test_pronouns_inside_quotations_are_not_the_authors(cast: Casting) -> None:
    found = cast("“We will win and I will stay”, Ana Silva said.")
    assert [actor.name for actor in found.actors] == ["Ana Silva"]


def test_we_is_the_institution_that_opens_the_text(cast: Casting) -> None:
    found = cast("The European Union welcomes the truce. We will send observers. I have told Kenya so.")
    assert found.of("We") == {"European Union"}
    assert found.of("I") == {"the author"}


def test_we_is_not_the_state_that_a_text_is_about(cast: Casting) -> None:
    found = cast("Chad closed its border on Monday. We must act now.")
    assert found.of("We") == {"the author"}


def test_author_named_above_the_text_is_the_one_who_writes(cast: Casting) -> None:
    found = cast("Statement by Foreign Minister Amina Otieno\n\nI welcome the truce.")
    assert found.of("I") == {"Amina Otieno"}


def said(found: Cast, source: str, **more: object) -> Statement:
    """A statement whose content is all that stands between the quotation marks."""
    body = found.article.body
    start, end = body.index("“") + 1, body.index("”")
    fields = {"authority": "named", "act": "say", "form": "direct", "cue": None, "source_span": None, "rule": "test"}
    return Statement(id="s", source=found.get(source).id, content=((start, end),), **{**fields, **more})  # type: ignore[arg-type]


def spoken(found: Cast, statement: Statement) -> dict[str, str]:
    _, mentions = resolve_speakers(found.doc, found.article, found.index, [statement])
    names = {actor.id: actor.name for actor in found.actors}
    return {m.text: names[m.actor] for m in mentions if m.text in {"I", "We", "we", "our"}}


def test_quoted_minister_is_i_and_his_state_is_we(cast: Casting) -> None:
    found = cast("Kenya will pay. “We gave our word and I will keep it”, Kenyan foreign minister Amina Otieno said.")
    assert spoken(found, said(found, "Amina Otieno")) == {"We": "Kenya", "our": "Kenya", "I": "Amina Otieno"}


def test_quoted_envoy_speaks_for_his_organisation(cast: Casting) -> None:
    found = cast("“We will stay”, UN envoy Ida Holm said.")
    assert spoken(found, said(found, "Ida Holm")) == {"We": "UN"}


def test_quoted_villager_speaks_for_himself(cast: Casting) -> None:
    found = cast("“We will stay”, said Omar Said, a farmer.")
    assert spoken(found, said(found, "Omar Said")) == {"We": "Omar Said"}


def test_statement_that_says_for_whom_it_speaks_is_followed(cast: Casting) -> None:
    found = cast("Chad objected. “We will stay”, Omar Said said.")
    statement = said(found, "Omar Said", speaks_for=found.get("Chad").id)
    assert spoken(found, statement) == {"We": "Chad"}
