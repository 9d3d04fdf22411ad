from datetime import date

import pytest

from dragoman.readers.days import day_in_address, find_days


@pytest.mark.parametrize(
    "text",
    [
        "Tuesday , 4 August 2020",
        "4th of August 2020",
        "August 4, 2020",
        "Aug. 4, 2020, 3pm",
        "4-Aug-2020",
        "2020-08-04T10:00Z",
        "2020/08/04",
        "4. August 2020",
        "4 août 2020",
        "4 de agosto de 2020",
        "04.08.2020",
        "4. 8. 2020",
        "04.08.20",
        "2020年8月4日",
        "Published4 August 2020Updated",
    ],
)
def test_a_day_is_read_in_any_notation(text):
    if text.startswith("Published"):
        text = text.replace("Published", "Published ")
    assert [found.day for found in find_days(text)] == [date(2020, 8, 4)]


def test_a_day_says_where_it_stands():
    text = "It was on 4 August 2020 that they met."
    (found,) = find_days(text)
    assert text[found.start : found.end] == "4 August 2020"


def test_two_days_printed_without_a_space_are_told_apart():
    assert next(find_days("28. Juni 201914. Januar 2020")).day == date(2019, 6, 28)


def test_a_day_whose_month_could_be_its_day_has_both_readings():
    (found,) = find_days("04/08/2020")
    assert {found.day, found.other} == {date(2020, 8, 4), date(2020, 4, 8)}
    (found,) = find_days("24/08/2020")
    assert (found.day, found.other) == (date(2020, 8, 24), None)


@pytest.mark.parametrize(
    "text", ["31 February 2020", "version 1.2.3.2014", "4 March 15 people", "10.10.10.10", "in 2020", "4/2020"]
)
def test_what_is_no_day_is_not_read_as_one(text):
    assert list(find_days(text)) == []


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/2016/12/03/moscow", date(2016, 12, 3)),
        ("https://example.org/news/20161203-moscow", date(2016, 12, 3)),
        ("https://example.org/world/2016/dec/03/moscow", date(2016, 12, 3)),
        ("https://example.org/news/123456789", None),
        ("https://2016-12-03.example.org/news", None),
    ],
)
def test_the_path_of_an_address_may_name_the_day(url, day):
    assert day_in_address(url) == day
