"""Live pages: one page, several dated reports."""

from datetime import date

import numpy as np
import pytest

from dragoman.readers import read_bytes, read_dump
from dragoman.readers.entries import find_stamps
from dragoman.records import Article

from .pages import DUMP, PARAGRAPHS

TEXTS = (
    (
        "The ministry of defence said that its forces had taken two villages south of the river, and that the bridge "
        "there could be used again by lorries."
    ),
    (
        "Aid groups reported that the first convoy had passed the checkpoint at noon. It carried flour and medicine "
        "for about four thousand families in the old town."
    ),
    (
        "The mayor told reporters in a brief statement that the curfew would stay in force until Sunday, and that "
        "schools would open again on Monday at the earliest."
    ),
    (
        "Ministers of the five guarantor states will meet in Vienna on Thursday, two diplomats said. Neither of the "
        "two sides has been invited to the first session."
    ),
)
HEADINGS = (
    "Two villages taken, ministry says",
    "First convoy reaches the old town",
    "Curfew to stay until Sunday",
    "Guarantors to meet in Vienna",
)
CLOCKS = ("16:40", "15:05", "12:30", "09:10")
PAGE = "Fighting on the river: live updates"
HEAD = f"Home\nWorld\nSport\nSign in\n\n{PAGE}\n\nBy our correspondents\n\n12 May 2019\n\n"
FOOT = "\n\nRelated stories\n\nMinister resigns over budget\n\n© 2019 The Harbour Times. All rights reserved."


def live(*entries):
    return HEAD + "\n\n".join(entries) + FOOT


def articles(text, source="live.txt"):
    found = list(read_bytes(text.encode(), source))
    assert all(isinstance(item, Article) for item in found), found
    return found


@pytest.mark.parametrize(
    "layout",
    [
        lambda clock, heading, text: f"{clock}\n\n{heading}\n\n{text}",
        lambda clock, heading, text: f"{heading}\n{clock} GMT\n{text}",
        lambda clock, heading, text: f"Updated at {clock}\n\n{heading}\n\n{text}",
        lambda clock, heading, text: f"12 May 2019, {clock}\n\n{heading}\n\n{text}",
    ],
)
def test_the_entries_of_a_live_page_come_one_by_one_with_their_headings(layout):
    found = articles(live(*map(layout, CLOCKS, HEADINGS, TEXTS)))
    assert [article.body for article in found] == list(TEXTS)
    assert [article.title for article in found] == list(HEADINGS)
    assert {article.published.date for article in found} == {date(2019, 5, 12)}
    assert found[1].notes == ("entry 2 of 4 of a live page",)


def test_entries_without_headings_have_the_title_of_the_page():
    found = articles(live(*(f"{clock}\n\n{text}" for clock, text in zip(CLOCKS, TEXTS, strict=True))))
    assert [(article.title, article.body) for article in found] == [(PAGE, text) for text in TEXTS]


def test_a_paragraph_may_open_with_the_time_of_its_entry():
    entries = [f"{clock} – {text}" for clock, text in zip(CLOCKS, TEXTS, strict=True)]
    assert [article.body for article in articles(live(*entries))] == entries


def test_the_day_above_several_entries_is_theirs():
    entries = (
        f"13 May 2019\n\n08:15\n\n{TEXTS[0]}\n\n07:05\n\n{TEXTS[1]}",
        f"12 May 2019\n\n11:30 pm\n\n{TEXTS[2]}\n\n9:10 pm\n\n{TEXTS[3]}",
    )
    found = articles(live(*entries))
    assert [article.body for article in found] == list(TEXTS)
    assert [article.published.date.day for article in found] == [13, 13, 12, 12]


def test_what_stands_above_the_entries_is_an_article_too():
    text = live(PARAGRAPHS[0], *(f"{clock}\n\n{text}" for clock, text in zip(CLOCKS, TEXTS, strict=True)))
    found = articles(text)
    assert [article.body for article in found] == [PARAGRAPHS[0], *TEXTS]


def test_every_line_of_a_live_page_is_in_one_of_its_articles():
    text = live(*(f"{clock}\n\n{h}\n\n{text}" for clock, h, text in zip(CLOCKS, HEADINGS, TEXTS, strict=True)))
    lines = []
    for article in articles(text):
        lines += article.body.split("\n")
        lines += [line for piece in article.removed for line in piece.text.split("\n")]
    assert sorted(filter(None, lines)) == sorted(filter(None, text.split("\n")))


def test_a_live_page_saved_as_html_is_split_by_its_time_elements():
    entries = "".join(
        f"<article class='post'><time datetime='2019-05-12T{clock}:00Z'>{age} hours ago</time><h2>{heading}</h2>"
        f"<p>{text}</p></article>"
        for age, clock, heading, text in zip((1, 3, 5, 9), CLOCKS, HEADINGS, TEXTS, strict=True)
    )
    page = f"<html><body><main><h1>{PAGE}</h1>{entries}</main></body></html>"
    found = articles(page, "live.html")
    assert [article.body for article in found] == list(TEXTS)
    assert [article.title for article in found] == list(HEADINGS)
    assert found[0].published.date == date(2019, 5, 12)


def test_comments_under_a_report_do_not_split_it():
    comments = "\n".join(
        f"reader{number}\n12 May 2019 at 1{number}:20\nI don't think that this will hold, since they said the same "
        "thing last year and then the whole front moved twenty miles to the west.\nReply"
        for number in range(5)
    )
    assert read_dump(f"{HEAD}{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}\n\nComments\n\n{comments}").entries == ()


def test_a_report_that_tells_of_times_is_one_report():
    told = "\n\n".join(f"At {clock} {text[0].lower()}{text[1:]}" for clock, text in zip(CLOCKS, TEXTS, strict=True))
    assert read_dump(HEAD + told + FOOT).entries == ()
    assert read_dump(DUMP).entries == ()


@pytest.mark.parametrize("text", ["14:32", "2.05pm", "2 pm ET", "Posted at 14:32 GMT", "3 March 2022, 14h05"])
def test_a_stamp_is_a_time_or_day_and_nothing_else(text):
    assert len(find_stamps([text], np.array([8]))) == 1


@pytest.mark.parametrize("text", ["14:32 minutes of play were left", "3:1", "Room 12.30", "At 14:32 he left", "50%"])
def test_a_line_that_says_more_is_no_stamp(text):
    assert find_stamps([text], np.array([8])) == []


def test_the_entries_of_a_blog_come_one_by_one():
    entries = [
        f"{heading}\n\nPosted on May {20 - number}, 2019 by Ann Poe\n\n{text}"
        for number, (heading, text) in enumerate(zip(HEADINGS, TEXTS, strict=True))
    ]
    found = articles("Harbour Blog\n\n" + "\n\n".join(entries) + "\n\nOlder posts")
    assert [(article.title, article.body) for article in found] == list(zip(HEADINGS, TEXTS, strict=True))
    assert [article.published.date.day for article in found] == [20, 19, 18, 17]
