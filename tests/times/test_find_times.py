"""Time expressions, with and without the day of publication."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from spacy.tokens import Doc

from dragoman.records import Article, Published, Time
from dragoman.times import find_times

SATURDAY = date(2016, 12, 3)

type Found = list[tuple[str, str | None, str | None, str | None]]
type Parse = Callable[..., tuple[Article, Doc]]


def listed(times: list[Time]) -> Found:
    return [(t.text, str(t.first) if t.first else None, str(t.last) if t.last else None, t.precision) for t in times]


@pytest.fixture
def times(parse: Parse) -> Callable[..., Found]:
    def find(text: str, published: date | None = SATURDAY) -> Found:
        article, doc = parse(text, published)
        return listed(find_times(doc, article))

    return find


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He came last week.", ("last week", "2016-11-21", "2016-11-27", "week")),
        ("They meet this week.", ("this week", "2016-11-28", "2016-12-04", "week")),
        ("It happened last June.", ("last June", "2016-06-01", "2016-06-30", "month")),
        ("He left last December.", ("last December", "2015-12-01", "2015-12-31", "month")),
        ("She arrived yesterday.", ("yesterday", "2016-12-02", "2016-12-02", "day")),
        ("The envoy met the president on Monday.", ("Monday", "2016-11-28", "2016-11-28", "day")),
        ("The talks will resume on Monday.", ("Monday", "2016-12-05", "2016-12-05", "day")),
        ("The talks will be held in February.", ("February", "2017-02-01", "2017-02-28", "month")),
        ("The talks broke down in September.", ("September", "2016-09-01", "2016-09-30", "month")),
        ("We will host a round in mid January.", ("mid January", "2017-01-11", "2017-01-20", "interval")),
        ("Talks began two weeks ago.", ("two weeks ago", "2016-11-14", "2016-11-20", "week")),
        ("They met from 3 to 5 May.", ("from 3 to 5 May", "2016-05-03", "2016-05-05", "interval")),
        ("It will open in the coming days.", ("the coming days", "2016-12-03", None, "interval")),
        ("The vote fell in the past two months.", ("the past two months", "2016-10-03", "2016-12-03", "interval")),
        ("He has ruled since 2014.", ("since 2014", "2014-01-01", "2016-12-03", "interval")),
        ("It must end by the end of the year.", ("by the end of the year", None, "2016-12-31", "interval")),
        ("Shelling began last night.", ("last night", "2016-12-02", "2016-12-02", "day")),
        ("The army advanced in spring.", ("spring", "2016-03-01", "2016-05-31", "season")),
        ("He fled last summer.", ("last summer", "2016-06-01", "2016-08-31", "season")),
        ("The council voted on 19 December.", ("19 December", "2015-12-19", "2015-12-19", "day")),
        ("The council will vote on Dec. 19.", ("Dec. 19", "2016-12-19", "2016-12-19", "day")),
        ("He resigned in January last year.", ("January last year", "2015-01-01", "2015-01-31", "month")),
    ],
)
def test_times_are_counted_from_the_day_of_publication(
    times: Callable[..., Found], text: str, expected: tuple[str, ...]
) -> None:
    assert times(text) == [expected]


@pytest.mark.parametrize(
    "text",
    ["He came last week.", "They met on Monday.", "It fell on 19 December.", "It began in June.", "He left yesterday."],
)
def test_a_partial_date_stays_open_without_an_anchor(times: Callable[..., Found], text: str) -> None:
    (found,) = times(text, None)
    assert found[1:] == (None, None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was signed on 17 December 2015.", ("17 December 2015", "2015-12-17", "2015-12-17", "day")),
        ("It was signed on December 17, 2015.", ("December 17, 2015", "2015-12-17", "2015-12-17", "day")),
        ("It was signed on 2015-12-17.", ("2015-12-17", "2015-12-17", "2015-12-17", "day")),
        ("It was signed on 17/12/2015.", ("17/12/2015", "2015-12-17", "2015-12-17", "day")),
        ("It was signed on 5/12/2015.", ("5/12/2015", None, None, None)),
        ("It was signed on 31 June 2015.", ("31 June 2015", None, None, None)),
        ("The war of the 1990s is over.", ("the 1990s", "1990-01-01", "1999-12-31", "decade")),
        ("They fought from 2011 to 2014.", ("from 2011 to 2014", "2011-01-01", "2014-12-31", "interval")),
        (
            "He ruled between December and February 2015.",
            ("between December and February 2015", "2014-12-01", "2015-02-28", "interval"),
        ),
        (
            "It grew in the first quarter of 2016.",
            ("the first quarter of 2016", "2016-01-01", "2016-03-31", "interval"),
        ),
    ],
)
def test_what_the_text_says_itself_needs_no_anchor(
    times: Callable[..., Found], text: str, expected: tuple[str | None, ...]
) -> None:
    assert times(text, None) == [expected]


@pytest.mark.parametrize(
    "text",
    ["They may march.", "The council adopted Resolution 1973.", "The army lost 2000 soldiers.", "He paid $2015."],
)
def test_words_and_numbers_that_only_look_like_times(times: Callable[..., Found], text: str) -> None:
    assert times(text) == []


def test_a_month_of_publication_places_months_but_not_weeks(parse: Parse) -> None:
    article, doc = parse("He came last week and left last June.", None)
    monthly = Published(date=date(2016, 12, 1), precision="month", source="text")
    dated = Article(id=article.id, body=article.body, paragraphs=article.paragraphs, published=monthly)
    assert [t.first for t in find_times(doc, dated)] == [None, date(2016, 6, 1)]


def test_times_quote_the_body(parse: Parse) -> None:
    article, doc = parse("Early on Monday and late last month.\n\nThe vote is due in May 2017.", SATURDAY)
    found = find_times(doc, article)
    assert [article.body[t.start : t.end] for t in found] == [t.text for t in found]
    assert len(found) == 3
