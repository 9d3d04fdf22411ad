"""The report that the project began with: what must come out right, taken from its gold record."""

from datetime import date

import pytest
import yaml
from tests.invariants import assert_sound

from dragoman.pipeline import Pipeline
from dragoman.readers import ReadOptions, read_path
from dragoman.records import Article


@pytest.fixture(scope="module")
def gold(shared):
    return yaml.safe_load((shared / "gold" / "seed.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def record(shared, gold):
    (article,) = read_path(shared / gold["text"], ReadOptions(published=date(2016, 12, 3)))
    assert isinstance(article, Article)
    return Pipeline().read(article)


def ids_of(record, gold, key):
    names = set(gold["actors"][key]["names"])
    return {actor.id for actor in record.actors if names & {actor.name, *actor.names}}


def test_the_body_is_cut_at_its_edges_and_the_sites_clock_is_not_the_reports_day(shared, gold):
    (article,) = read_path(shared / gold["text"], ReadOptions())
    assert isinstance(article, Article)
    assert article.body.startswith(gold["first"])
    assert article.body.endswith(gold["last"])
    assert article.title == gold["title"]
    assert article.published is None
    assert [(day.date.isoformat(), bool(day.why)) for day in article.not_published] == [
        (gold["not_published"][0], True)
    ]


def test_relative_times_are_counted_from_the_day_given(record):
    times = {time.text: (time.first, time.last) for time in record.times}
    assert times["last week"] == (date(2016, 11, 21), date(2016, 11, 27))
    assert times["last June"] == (date(2016, 6, 1), date(2016, 6, 30))


def test_every_required_position_and_both_conditions_are_found_with_who_must_act(record, gold):
    assert_sound(record)
    body = record.article.body
    wanted = [(c, p) for p in gold["positions"] for c in p.get("conditions", [])]
    assert len(wanted) == 2
    found = {body[c.span[0] : c.span[1]]: c for p in record.positions for c in p.conditions}
    for condition, _ in wanted:
        match = found[condition["text"]]
        assert match.kind == condition["kind"]
        assert set(match.who) <= set().union(*(ids_of(record, gold, key) for key in condition["who"]))
        assert match.who


def test_the_we_of_the_unnamed_officials_quotation_is_his_states(record, gold):
    (quote,) = [one for one in gold["statements"] if one["form"] == "direct"]
    body = record.article.body
    start = body.index(quote["content"])
    (statement,) = [s for s in record.statements if s.form == "direct" and s.content[0][0] <= start < s.content[-1][1]]
    assert statement.source in ids_of(record, gold, quote["source"])
    assert statement.authority == "unnamed"
    assert statement.speaks_for in ids_of(record, gold, "russia")
