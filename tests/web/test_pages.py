"""Every page answers, in each of its forms, and says no in words."""

from __future__ import annotations

import csv
import io
import json
import time
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import lxml.html
import pytest
from tests.ledger.conftest import make_report
from tests.web.long_report import long_report
from typer.testing import CliRunner

from dragoman.cli.main import app as command
from dragoman.ledger import Ledger
from dragoman.records import record_to_json

TITLE = "Moscow ties arms for Haftar to Security Council vote"
LONG = 10_000


@pytest.fixture(scope="module")
def known(sample_ledger: Path) -> dict[str, Any]:
    """What addresses can name."""
    with Ledger(sample_ledger) as book:
        reports = book.reports()
        article = next(one.article for one in reports if one.title == TITLE)
        opened = book.report(article)
        assert opened is not None
        return {
            "article": article, "other": next(one.article for one in reports if one.article != article),
            "fact": opened.record.positions[0].id, "actor": book.find("Haftar")[0].number,
            "issue": book.matters()[0].issue, "record": opened.record,
        }  # fmt: skip


PAGES = [
    "/", "/?since=2016-01-01&actor=Russia", "/reports", "/reports?publisher=The+Specimen+Post&page=1",
    "/reports/{article}", "/reports/{article}?show=events", "/facts/{article}/{fact}", "/actors",
    "/actors?kind=state&country=RUS", "/actors/{actor}", "/actors/{actor}?authority=named&issue={issue}", "/issues",
    "/issues?at=2018-01-01", "/issues/{issue}", "/issues/{issue}?toward=Haftar", "/issues/nothing/at-all",
    "/positions", "/positions?holder=Russia&toward=Hifter&at=2017-01-01&reviewed=1", "/shifts", "/statements",
    "/statements?by=Lavrov&authority=named", "/timeline", "/timeline?actor=Hafter&reality=planned", "/conditions",
    "/conditions?on=House+of+Representatives&status=open", "/contradictions", "/compare", "/compare?actor=Russia",
    "/reports/{article}/beside",
    "/reports/{article}/beside?other={other}", "/search", "/search?actor=Russia&issue=arms&words=embargo", "/sources",
    "/sources/unnamed",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_page_answers_in_each_of_its_forms(visitor, known, path):
    address = path.format(**known)
    answer = visitor.get(address)
    assert answer.status_code == 200
    tree = lxml.html.fromstring(answer.text)
    assert len(tree.xpath("//h1")) == 1
    assert len(tree.xpath("//main")) == 1
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids)), "an id is given twice"
    for link in tree.xpath("//footer[@class='colophon']//a[@rel='nofollow']/@href"):
        twin = visitor.get(link)
        assert twin.status_code == 200, link
        if "format=json" in link:
            json.loads(twin.content)
        elif "format=csv" in link:
            list(csv.DictReader(io.StringIO(twin.text)))
        else:
            assert ElementTree.fromstring(twin.text).tag.endswith("svg")


@pytest.mark.parametrize(
    ("path", "arguments"),
    [
        ("/positions?holder=Russia&toward=Haftar", ["positions", "--holder", "Russia", "--toward", "Haftar"]),
        ("/positions?issue=arms&at=2017-01-01", ["positions", "--issue", "arms", "--at", "2017-01-01"]),
        ("/shifts?holder=Turkey", ["shifts", "--holder", "Turkey"]),
        ("/statements?by=Lavrov", ["statements", "--by", "Lavrov"]),
        ("/statements?authority=unnamed&from=2019-01-01", "statements --authority unnamed --from 2019-01-01".split()),
        ("/timeline?actor=Hifter&to=2019-01-01", ["timeline", "--actor", "Hifter", "--to", "2019-01-01"]),
        ("/conditions?on=House+of+Representatives", ["conditions", "--on", "House of Representatives"]),
        ("/conditions?status=met", ["conditions", "--status", "met"]),
        ("/contradictions", ["contradictions"]),
        ("/sources/unnamed", ["sources", "--unnamed"]),
        ("/compare?actor=Haftar", ["happenings", "--actor", "Haftar"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["json", "csv"])
def test_twins_are_what_the_command_line_prints(visitor, sample_ledger, path, arguments, form):
    printed = CliRunner().invoke(command, [*arguments, "--ledger", str(sample_ledger), "--format", form])
    assert printed.exit_code == 0
    answer = visitor.get(f"{path}{'&' if '?' in path else '?'}format={form}")
    assert answer.content == printed.stdout_bytes


def test_coverage_and_sources_are_those_of_the_command_line(visitor, sample_ledger):
    answer = visitor.get("/sources?format=json").json()
    for name, found in (("sources", answer["sources"]), ("coverage", [answer["coverage"]])):
        printed = CliRunner().invoke(command, [name, "--ledger", str(sample_ledger), "--format", "json"])
        assert json.loads(printed.stdout) == found


def test_report_gives_its_record(visitor, known):
    answer = visitor.get(f"/reports/{known['article']}?format=json")
    assert answer.json() == json.loads(record_to_json(known["record"]))


def test_report_shows_its_text_and_all_its_facts(visitor, known):
    tree = lxml.html.fromstring(visitor.get(f"/reports/{known['article']}").text)
    record = known["record"]
    shown = [paragraph.text_content() for paragraph in tree.xpath("//p[@class='body']")]
    assert "\n\n".join(shown) == record.article.body
    assert set(tree.xpath("//li/@id")) >= {one.id for one in (*record.statements, *record.events, *record.positions)}
    numbers = tree.xpath("//li[@data-f]/@data-f")
    assert {f"t{number}" for number in numbers} == set(tree.xpath("//p[@class='body']/span/@id"))


def test_happening_is_shown_in_all_its_tellings_and_as_two_outlets_tell_it(enter, tmp_path):
    with Ledger(tmp_path / "twice.db", create=True) as book:
        for outlet, number, day in (
            ("One", "40", "2020-01-10"),
            ("Two", "60", "2020-01-10"),
            ("Three", "60", "2020-01-11"),
        ):
            body = f"Turkey sent {number} soldiers against the Libyan National Army, {outlet} said."
            words = f"sent {number} soldiers against the Libyan National Army"
            parties = {"actors": ["Turkey"], "recipients": ["Libyan National Army"]}
            book.add(make_report(body, day, events=[{"type": "ASSAULT", "words": words, **parties}], publisher=outlet))
        (found,) = book.happenings()
    visitor = enter(tmp_path / "twice.db")
    listed = lxml.html.fromstring(visitor.get("/compare").text)
    assert listed.xpath("//main//li/a/@href") == [f"/compare/{found.number}"]
    assert "number" in listed.xpath("string(//main//li)")
    whole = visitor.get(f"/compare/{found.number}?format=json").json()
    assert {told["passage"]["publisher"] for told in whole["tellings"]} == {"One", "Two", "Three"}
    between = visitor.get(f"/compare/{found.number}?one=Two&other=Three&format=json").json()
    assert {told["passage"]["publisher"] for told in between["tellings"]} == {"Two", "Three"}
    assert "number" not in {difference["aspect"] for difference in between["differences"]}
    assert visitor.get(f"/compare/{found.number}?one=One&other=Two").status_code == 200


def test_fact_quotes_its_passage(visitor, known):
    position = known["record"].positions[0]
    tree = lxml.html.fromstring(visitor.get(f"/facts/{known['article']}/{position.id}").text)
    assert (
        "".join(tree.xpath("//figure//span[contains(@class, 'p')]//text()"))
        == known["record"].article.body[slice(*position.evidence)]
    )


def test_actor_is_found_in_any_spelling(visitor, known):
    for name in ("Haftar", "Hifter", "Khalifa Hafter"):
        answer = visitor.get(f"/actors?name={name}", follow_redirects=False)
        assert answer.headers["location"] == f"/actors/{known['actor']}"


def test_ambiguous_name_asks_back_with_links_that_answer(visitor):
    answer = visitor.get("/positions?holder=House")
    if answer.status_code == 200:  # one House is all that the samples have
        return
    assert answer.status_code == 300
    links = lxml.html.fromstring(answer.text).xpath("//main//li/a/@href")
    assert len(links) > 1
    assert all(visitor.get(link).status_code == 200 for link in links)


@pytest.mark.parametrize(
    ("path", "status", "kind", "message"),
    [
        ("/positions?at=yesterday", 400, "usage", "at: 'yesterday' isn't a day; write it as YYYY-MM-DD"),
        ("/positions?limit=0", 400, "usage", "limit: '0' isn't a number from 1 to 1000"),
        ("/timeline?reality=maybe", 400, "usage", "reality can't be 'maybe'; use one of: happened, ongoing, planned"),
        ("/positions?holder=Mallory", 404, "unknown_name", "nobody in the ledger is called 'Mallory'"),
        ("/reports/ar-none", 404, "missing", "the ledger has no report 'ar-none'"),
        ("/compare/999999", 404, "missing", "the ledger has no happening 999999"),
        ("/nowhere", 404, "missing", "there is no such page"),
        (f"/search?words={'x' * 500}", 400, "usage", "words is 500 characters long; at most 400 are taken"),
        ("/actors/999999", 404, "unknown_name", "nobody in the ledger is called '#999999'"),
    ],
)  # fmt: skip
def test_refusals_are_in_words_and_in_one_shape(visitor, path, status, kind, message):
    page = visitor.get(path)
    assert page.status_code == status
    assert message in lxml.html.fromstring(page.text).xpath("string(//main)")
    again = visitor.get(f"{path}{'&' if '?' in path else '?'}format=json")
    error = again.json()["error"]
    assert error["kind"] == kind
    assert error["message"].startswith(message)
    assert set(error) == {"kind", "message", "choices"}


def test_page_without_a_picture_says_so(visitor):
    answer = visitor.get("/conditions?format=svg")
    assert answer.status_code == 400
    assert answer.json() == {
        "error": {"kind": "usage", "message": "this page can't be had as svg", "choices": []},
    }


def test_empty_ledger_invites_to_add(enter, tmp_path):
    page = lxml.html.fromstring(enter(tmp_path / "new.db").get("/").text)
    assert page.xpath("//h1")[0].text_content() == "Nothing has been read yet"
    assert page.xpath("//main//a[@href='/add']")


def test_first_page_says_what_is_not_known(visitor):
    page = lxml.html.fromstring(visitor.get("/?since=2016-01-01").text)
    text = " ".join(page.text_content().split())
    assert "Silence there isn’t a no" in text
    assert "accepted or corrected" in text


def test_answers_are_kept_until_the_ledger_changes(visitor, ledger):
    before = visitor.get("/?format=json").json()["reviewed"]
    with Ledger(ledger) as book:
        fact = book.positions()[-1].fact
        book.review(fact, "accept", author="the analyst", reason="read it")
    after = visitor.get("/?format=json").json()["reviewed"]
    assert after == before | {"accepted": before["accepted"] + 1}


def test_report_of_ten_thousand_words_is_there_at_once(ledger, enter, known):
    report = long_report(known["record"], LONG)
    with Ledger(ledger) as book:
        book.add(report)
    visitor = enter(ledger)
    address = f"/reports/{report.article.id}"
    shown = [p.text_content() for p in lxml.html.fromstring(visitor.get(address).text).xpath("//p[@class='body']")]
    assert "\n\n".join(shown) == report.article.body
    assert len(report.article.body.split()) >= LONG
    seconds = []
    for _ in range(5):
        started = time.process_time()
        visitor.get(address)
        seconds.append(time.process_time() - started)
    assert min(seconds) < 1.5, "ten times the time that it takes"
