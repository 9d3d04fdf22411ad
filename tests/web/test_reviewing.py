"""Facts accepted, rejected and corrected, actors merged and split, from the page and back again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from tests.web.conftest import Visitor

from dragoman.ledger import Ledger
from dragoman.ledger.stands import Stand


def refusal(ledger: Path) -> Stand:
    """Russia's refusal to sell weapons."""
    with Ledger(ledger) as book:
        (stand,) = [one for one in book.positions(holder="Russia", issue="arms") if one.act == "refuses"]
    return stand


def judged(visitor: Visitor, stand: Stand, **fields: str) -> Any:
    return visitor.send(f"/review/{stand.passage.article}/{stand.fact}", fields)


def test_a_fact_is_accepted_without_a_reason_and_rejected_only_with_one(visitor: Visitor, ledger: Path) -> None:
    stand = refusal(ledger)
    assert judged(visitor, stand, verdict="accept", back="/positions").headers["location"] == "/positions"
    refused = judged(visitor, stand, verdict="reject")
    assert refused.status_code == 400 and "a judgement needs a reason" in refused.text
    assert judged(visitor, stand, verdict="reject", reason="the diplomat isn't named").status_code == 303
    with Ledger(ledger) as book:
        assert [(one.act, one.author, one.reason) for one in book.judgements()] == [
            ("accept", "the analyst", "read beside its passage"), ("reject", "the analyst", "the diplomat isn't named"),
        ]  # fmt: skip
        assert stand.fact not in {one.fact for one in book.positions(holder="Russia")}


def test_a_fact_is_corrected_and_the_correction_undone(visitor: Visitor, ledger: Path) -> None:
    stand = refusal(ledger)
    form = visitor.get(f"/review/{stand.passage.article}/{stand.fact}")
    assert "as long as the United Nations arms embargo is in force" in form.text
    fields = lxml.html.fromstring(form.text).forms
    chosen = next(one for one in fields if "act" in one.fields)
    assert (chosen.fields["act"], chosen.fields["strength"]) == ("refuses", "qualified")
    current = {name: chosen.fields[name] for name in ("act", "strength", "issue", "holder")}
    assert judged(visitor, stand, **(current | {"verdict": "edit", "act": "rules_out", "reason": "so he said"}))
    with Ledger(ledger) as book:
        (corrected,) = [one for one in book.positions(holder="Russia") if one.fact == stand.fact]
        (judgement,) = book.judgements()
    assert (corrected.act, corrected.verdict) == ("rules_out", "accept")
    assert judgement.subject["changes"] == {"act": "rules_out"}, "only what was changed is a change"

    notice = visitor.get("/positions").text
    assert "Judgement 1 is made." in notice and "/judgements/1/undo" in notice
    assert "Judgement 1 is made." not in visitor.get("/positions").text, "it is said once"
    assert visitor.send("/judgements/1/undo", {"back": "/judgements"}).status_code == 303
    assert refusal(ledger).act == "refuses"
    assert "Undone by" in visitor.get("/judgements").text


def test_a_second_correction_keeps_the_first(visitor: Visitor, ledger: Path) -> None:
    stand = refusal(ledger)
    judged(visitor, stand, verdict="edit", act="rules_out", reason="one")
    judged(visitor, stand, verdict="edit", act="rules_out", strength="firm", reason="two")
    with Ledger(ledger) as book:
        assert book.judgements()[-1].subject["changes"] == {"act": "rules_out", "strength": "firm"}
        (corrected,) = [one for one in book.positions(holder="Russia") if one.fact == stand.fact]
    assert (corrected.act, corrected.strength) == ("rules_out", "firm")


def test_accepting_a_corrected_fact_keeps_the_correction(visitor: Visitor, ledger: Path) -> None:
    stand = refusal(ledger)
    judged(visitor, stand, verdict="edit", act="rules_out", reason="one")
    judged(visitor, stand, verdict="accept")
    with Ledger(ledger) as book:
        (corrected,) = [one for one in book.positions(holder="Russia") if one.fact == stand.fact]
        assert (corrected.act, corrected.verdict) == ("rules_out", "accept")
        book.undo(1, author="me")
        book.undo(2, author="me")
    assert refusal(ledger).act == "refuses"


def test_a_stand_is_given_to_another_holder_and_back(visitor: Visitor, ledger: Path) -> None:
    stand = refusal(ledger)
    with Ledger(ledger) as book:
        opened = book.report(stand.passage.article)
        assert opened is not None
        other = next(actor for actor in opened.record.actors if actor.name == "Khalifa Haftar")
    judged(visitor, stand, verdict="edit", holder=other.id, reason="misread")
    with Ledger(ledger) as book:
        (moved,) = [one for one in book.positions() if one.fact == stand.fact]
        assert moved.holder_number == opened.seen[other.id].number
        (record,) = [one for one in book.judged_records() if one.article.id == stand.passage.article]
        (exported,) = [one for one in record.positions if one.id == stand.fact]
        assert exported.holder == f"ledger-{moved.holder_number}"
        book.undo(1, author="me")
        assert refusal(ledger).holder == "Russia"
    assert "misread" in visitor.get(f"/review/{stand.passage.article}/{stand.fact}").text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"verdict": "edit", "reason": "x"}, "nothing is changed"),
        ({"verdict": "edit", "act": "refuses", "reason": "x"}, "nothing is changed"),
        ({"verdict": "edit", "act": "dances", "reason": "x"}, "position.act can&#39;t be &#39;dances&#39;"),
        ({"verdict": "edit", "holder": "nobody", "reason": "x"}, "has no actor &#39;nobody&#39;"),
        ({"verdict": "perhaps"}, "right, wrong, or to be corrected"),
        ({"verdict": "reject", "reason": "x" * 1001}, "at most 1000 are kept"),
    ],
)
def test_what_cant_be_done_is_said_and_changes_nothing(
    visitor: Visitor, ledger: Path, fields: dict[str, str], words: str
) -> None:
    answer = judged(visitor, refusal(ledger), **fields)
    assert answer.status_code == 400 and words in answer.text
    assert visitor.get("/judgements?format=json").json() == []


def test_the_queue_begins_with_what_is_least_sure_and_shrinks(visitor: Visitor) -> None:
    first = visitor.get("/review?format=json").json()
    scores = [one["fact"]["score"] for one in first]
    assert scores == sorted(scores) and scores[0] is not None
    done = first[0]
    visitor.send(f"/review/{done['article']}/{done['fact']['id']}", {"verdict": "accept"})
    after = visitor.get("/review?format=json").json()
    assert after[0] == first[1]
    positions = visitor.get("/review?kind=position&format=json").json()
    assert {one["fact"]["kind"] for one in positions} == {"position"}
    own = visitor.get(f"/review?article={done['article']}&format=json").json()
    assert {one["article"] for one in own} == {done["article"]}


def test_actors_are_merged_and_parted_again(visitor: Visitor, ledger: Path) -> None:
    with Ledger(ledger) as book:
        kept, joined = (book.find(name)[0].number for name in ("Egypt", "France"))
    assert visitor.send(f"/actors/{kept}/merge", {"other": "France", "reason": "a test"}).status_code == 303
    with Ledger(ledger) as book:
        assert book.find("France")[0].number == kept
        names = book.who(f"#{kept}")[0].names
    assert {"Egypt", "France"} <= set(names)
    form = visitor.get(f"/actors/{kept}/split")
    assert form.status_code == 200 and 'value="France"' in form.text
    visitor.send("/judgements/1/undo")
    with Ledger(ledger) as book:
        assert book.find("France")[0].number == joined


def test_an_actor_is_split_by_a_report(visitor: Visitor, ledger: Path) -> None:
    with Ledger(ledger) as book:
        profile = book.who("Egypt")[0]
    article = profile.joined[0].article
    answer = visitor.send(f"/actors/{profile.number}/split", {"article": article, "reason": "another one"})
    assert answer.headers["location"] == f"/actors/{profile.number}"
    with Ledger(ledger) as book:
        assert article not in {one.article for one in book.who(f"#{profile.number}")[0].joined}
    nothing = visitor.send(f"/actors/{profile.number}/split", {"reason": "none"})
    assert nothing.status_code == 400 and "nothing to split off" in nothing.text


@pytest.mark.parametrize(
    ("other", "status", "words"),
    [
        ("Zorblax Quentin", 404, "nobody in the ledger is called"),
        ("Nobody Atall", 400, "nobody is called just"),
        ("", 400, "say who the same is"),
        ("#1", 400, "are one actor already"),
    ],
)
def test_a_name_that_nobody_has_is_not_guessed_at(visitor: Visitor, other: str, status: int, words: str) -> None:
    answer = visitor.send("/actors/1/merge", {"other": other, "reason": "x"})
    assert answer.status_code == status and words in answer.text
    assert visitor.get("/judgements?format=json").json() == []


def test_a_visitor_signs_with_his_own_name(ledger: Path, enter: Callable[..., Visitor]) -> None:
    visitor = enter(ledger)
    assert visitor.send("/name", {"author": "Nadia  K."}).status_code == 303
    judged(visitor, refusal(ledger), verdict="accept")
    with Ledger(ledger) as book:
        assert book.judgements()[0].author == "Nadia K."
    assert visitor.send("/name", {"author": " "}).status_code == 400


def test_a_fact_that_isnt_there_is_a_page_that_isnt_there(visitor: Visitor) -> None:
    assert visitor.get("/review/ar-nowhere/po-none").status_code == 404
    assert visitor.send("/review/ar-nowhere/po-none", {"verdict": "accept"}).status_code == 404
    assert visitor.send("/judgements/99/undo").status_code == 400
