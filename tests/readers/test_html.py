from datetime import date

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
