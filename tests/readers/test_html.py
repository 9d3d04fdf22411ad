from datetime import date

import pytest

from dragoman.readers import read_bytes, read_html
from dragoman.records import Skipped

from .pages import HTML, PARAGRAPHS, TITLE


def test_a_saved_page_gives_the_report():
    page = read_html(HTML.encode())
    assert page.paragraphs == PARAGRAPHS
    assert page.title == TITLE
    assert page.language == "en"


def test_the_day_comes_with_its_evidence():
    published = read_html(HTML.encode()).published
    assert published is not None
    assert published.date == date(2018, 6, 20)
    assert published.evidence in ("20 June 2018", "2018-06-20", "2018-06-20T18:30:00+02:00")


def test_menus_and_teasers_are_kept_as_removed():
    removed = "\n".join(piece.text for piece in read_html(HTML.encode()).removed)
    assert "Port of Misrata reopens to traffic" in removed
    assert "All rights reserved" in removed


def test_the_charset_that_a_page_declares_is_used():
    page = HTML.replace("<head>", "<head><meta charset='windows-1251'>").replace("wages", "wages (зарплата)")
    assert "(зарплата)" in read_html(page.encode("cp1251")).body


def test_html_without_an_article_is_skipped():
    (skipped,) = read_bytes(b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "menu.html")
    assert skipped == Skipped(source="menu.html", reason="no article found: hardly any running text is in it")


def test_a_page_nested_a_hundred_thousand_deep_is_survived():
    data = b"<html><body>" + b"<div>" * 100_000 + b"deep" + b"</div>" * 100_000 + b"</body></html>"
    (skipped,) = read_bytes(data, "deep.html")
    assert isinstance(skipped, Skipped)


CLOCK = "<div class='date'>Thursday, 5 March 2020</div>"


@pytest.mark.parametrize(
    "clock", [CLOCK, CLOCK.replace("Thursday, ", ""), CLOCK.replace("Thursday", "Today is Thursday")]
)
@pytest.mark.parametrize("above", ["<nav>", "<article>", "<h1>"])
def test_the_clock_of_the_masthead_is_not_the_day_of_the_report(clock, above):
    page = HTML.replace("<time datetime='2018-06-20'>20 June 2018</time>", "").replace(above, f"{clock}{above}")
    read = read_html(page)
    assert read.published is not None
    assert (read.published.date, read.published.source) == (date(2018, 6, 20), "markup")
    assert [other.date for other in read.not_published] == [date(2020, 3, 5)]
    assert "site's clock" in read.not_published[0].why


def test_a_day_of_updating_beside_the_declared_one_is_no_clock():
    page = HTML.replace("2018-06-20T18:30:00+02:00", "2018-06-18T18:30:00+02:00").replace("2018-06-20", "2018-06-18")
    read = read_html(page.replace("20 June 2018", "18 June 2018, updated 20 June 2018"))
    assert read.published is not None
    assert read.published.date == date(2018, 6, 18)
