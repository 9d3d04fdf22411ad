from datetime import date

import pytest

from dragoman.readers import ReadOptions, read_bytes, read_dump
from dragoman.records import Article

from .pages import BODY, DUMP, PARAGRAPHS, TITLE


def test_chrome_around_a_report_is_left_out():
    page = read_dump(DUMP)
    assert page.paragraphs == PARAGRAPHS
    assert page.title == TITLE


def test_what_is_left_out_is_kept_with_the_reason():
    removed = {piece.why: piece.text for piece in read_dump(DUMP).removed}
    assert removed["breadcrumb"] == f"Home / News / {TITLE}"
    assert removed["title"] == TITLE
    assert "Ministers meet to prepare the budget" in removed["teaser"]
    assert removed["rights"].startswith("©")


def test_every_printed_line_is_body_or_removed():
    page = read_dump(DUMP)
    lines = [*page.body.split("\n"), *(line for piece in page.removed for line in piece.text.split("\n"))]
    assert sorted(filter(None, lines)) == sorted(filter(None, DUMP.split("\n")))


def test_the_clock_of_the_masthead_is_not_the_day_of_the_report():
    page = read_dump(DUMP)
    assert page.published is None
    (other,) = page.not_published
    assert other.date == date(2020, 3, 5)
    assert "site's clock" in other.why


def test_the_day_under_the_title_is_the_day_of_the_report():
    page = read_dump(DUMP.replace(f"\n\n{BODY}", f"\n\nBy Our Correspondent\n\nJune 20, 2018\n\n{BODY}"))
    assert page.published is not None
    assert page.published.date == date(2018, 6, 20)
    assert page.published.evidence == "June 20, 2018"
    assert page.paragraphs == PARAGRAPHS


@pytest.mark.parametrize("border", ["\n", "\n\n", "\n\n\n", "\r\n\r\n", "\n \t\n"])
def test_a_plain_text_loses_nothing(border):
    page = read_dump(border.join(PARAGRAPHS))
    assert page.paragraphs == PARAGRAPHS
    assert page.removed == ()
    assert page.title is None


def test_a_press_release_has_its_title_above_the_byline():
    page = read_dump(f"{TITLE}\n\nMaria Keller, Minister of State\n\n{BODY}")
    assert page.title == TITLE
    assert page.paragraphs == PARAGRAPHS


def test_a_text_wrapped_at_a_fixed_width_is_unwrapped_with_a_note():
    import textwrap

    page = read_dump("\n\n".join("\n".join(textwrap.wrap(paragraph, 72)) for paragraph in PARAGRAPHS))
    assert page.paragraphs == PARAGRAPHS
    assert page.notes == ("lines wrapped at a fixed width were joined to paragraphs",)


def test_the_day_given_by_option_stands_over_all_others():
    (article,) = read_bytes(DUMP.encode(), "dump.txt", ReadOptions(published=date(2018, 6, 20)))
    assert isinstance(article, Article)
    assert article.published is not None
    assert (article.published.date, article.published.source) == (date(2018, 6, 20), "option")
    assert [other.date for other in article.not_published] == [date(2020, 3, 5)]


def test_paragraphs_are_where_the_article_says():
    (article,) = read_bytes(DUMP.encode(), "dump.txt")
    assert isinstance(article, Article)
    assert tuple(article.body[start:end] for start, end in article.paragraphs) == PARAGRAPHS


def test_reading_twice_gives_the_same():
    assert list(read_bytes(DUMP.encode(), "dump.txt")) == list(read_bytes(DUMP.encode(), "dump.txt"))
