from datetime import date

import numpy as np
import pytest

from dragoman.readers import ReadOptions, read_bytes, read_dump
from dragoman.readers.line_model import Choice
from dragoman.readers.lines import see, split_lines
from dragoman.readers.removed import lines_without_cue, removed_lines
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


RELEASE = "The envoys will meet again in Geneva on Friday, and the talks are expected to last until Sunday at least."


@pytest.mark.parametrize(
    "head",
    [
        ("Envoy to Visit Geneva", "Maria Keller, Minister of State"),
        (
            "Minister Keller’s Call with Envoy Haddad of the Northern Region",
            "Office of the Spokesperson",
            "BERNE, Switzerland",
        ),
        ("Joint Statement on the Talks in Geneva", "Media Note", "Ministry of Foreign Affairs", "March 4, 2022"),
        (
            "Remarks of the Minister of State to the Council of the Northern Region and Its Standing Committee",
            "By Ann Poe",
        ),
    ],
)
def test_what_stands_between_title_and_text_hides_neither(head):
    page = read_dump("\n\n".join((*head, RELEASE, *PARAGRAPHS)))
    assert page.title == head[0]
    assert page.paragraphs == (RELEASE, *PARAGRAPHS)


def test_a_text_that_begins_with_a_sentence_has_no_title():
    assert read_dump("\n\n".join((RELEASE, *PARAGRAPHS))).title is None


def test_the_note_to_whom_a_text_is_due_stays_in_the_text():
    note = "The following is attributable to Spokesperson Maria Keller:"
    page = read_dump("\n\n".join(("Envoy to Visit Geneva", note, RELEASE, *PARAGRAPHS)))
    assert page.title == "Envoy to Visit Geneva"
    assert page.paragraphs == (note, RELEASE, *PARAGRAPHS)


@pytest.mark.parametrize(
    "insert",
    ["Read also: Port of Misrata reopens", "READ MORE: Ministers meet", "Also read – Port reopens", "Advertisement",
     "Related: Port of Misrata reopens to traffic",
     "Check Also\n\nPort director answers lawsuits abroad\n\nThe director had failed to answer two lawsuits …",
     "Article continues below"],
)  # fmt: skip
def test_lines_that_lead_to_other_pages_are_not_body(insert):
    page = read_dump(DUMP.replace(PARAGRAPHS[2], f"{insert}\n\n{PARAGRAPHS[2]}"))
    assert page.paragraphs == PARAGRAPHS
    removed = "\n".join(piece.text for piece in page.removed).split("\n")
    assert set(filter(None, insert.split("\n"))) <= set(removed)


@pytest.mark.parametrize(
    "sentence",
    ["Read more than that into it and you would be mistaken, he said of the letter.",
     "See also what the council decided in May, the letter says, and what has come of it."],
)  # fmt: skip
def test_a_sentence_that_begins_like_a_teaser_is_body(sentence):
    assert sentence in read_dump(DUMP.replace(PARAGRAPHS[2], f"{sentence}\n\n{PARAGRAPHS[2]}")).paragraphs


def test_the_publisher_is_who_claims_the_rights():
    assert read_dump(DUMP).publisher == "The Harbour Times"


@pytest.mark.parametrize(
    ("rights", "url", "publisher"),
    [
        ("© 2020 Quay Holdings Inc. All rights reserved.", None, None),
        ("© Jane Doe", None, None),
        ("Copyright © 2011-2020, Quayside | Terms | Privacy", None, None),
        ("Copyright © 2011-2020, Quayside | Terms | Privacy", "https://www.harbourside.org/news/1", None),
        ("Copyright © 2011-2020, Quayside | Terms | Privacy", "https://www.quayside.org/news/1", "Quayside"),
        ("© 2020 Quay Holdings Inc.\n\nThe Quay-Side", "https://quayside.org/news/1", "The Quay-Side"),
    ],
)
def test_a_publisher_is_named_where_something_vouches_for_it(rights, url, publisher):
    dump = DUMP.replace("© 2020 The Harbour Times. All rights reserved.", rights)
    assert read_dump(dump, url).publisher == publisher


def test_a_day_beside_a_bar_is_no_breadcrumb():
    page = read_dump(DUMP.replace("Thursday , 5 March 2020", "Thursday, March 5, 2020 | Last updated 09:14"))
    assert ("masthead", "Thursday, March 5, 2020 | Last updated 09:14") in [(p.why, p.text) for p in page.removed]


def test_an_interview_keeps_its_first_question():
    lines = (
        "QUESTION: What comes next?",
        "MR. HADDAD: We will go back in May, and then we will see what both sides are ready to sign.",
        "QUESTION: And the ports?",
        "MR. HADDAD: They stay closed until the wages are paid, that much is clear to everybody.",
    )
    page = read_dump("\n\n".join(("Interview with the Envoy", *lines)))
    assert page.title == "Interview with the Envoy"
    assert page.paragraphs == lines


def test_those_who_issued_a_text_are_its_byline():
    page = read_dump(
        "\n\n".join(("Envoy to Visit Geneva", "Office of the Spokesperson", "BERNE, Switzerland", *PARAGRAPHS))
    )
    assert [(piece.why, piece.text) for piece in page.removed[1:]] == [
        ("byline", "Office of the Spokesperson"),
        ("dateline", "BERNE, Switzerland"),
    ]
    assert page.author == "Office of the Spokesperson"


def test_who_wrote_a_report_may_stand_below_it():
    page = read_dump(
        DUMP.replace("\n\nRelated Articles", "\n\n(Reporting by Ann Poe; Editing by John Doe)\n\nRelated Articles")
    )
    assert ("byline", "(Reporting by Ann Poe; Editing by John Doe)") in [(p.why, p.text) for p in page.removed]


def test_lines_without_cue_are_those_that_no_pattern_matches():
    seen = see(split_lines(DUMP))
    choice, title = Choice(np.zeros(len(seen.matrix), dtype=bool), 0, 0), 2
    texts = split_lines(DUMP).texts
    assert removed_lines(texts, choice, title, lines_without_cue(seen)) == removed_lines(texts, choice, title)
