"""Reading in a real browser: nothing is cut off, nothing is fetched from elsewhere, and keys walk through the facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman.ledger import Ledger

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python isn't installed")

TITLE = "Moscow ties arms for Haftar to Security Council vote"
NARROW, WIDE = 400, 1600
PATHS = [
    "/", "/?since=2016-01-01", "/reports", "/reports/{article}", "/facts/{article}/{fact}", "/actors",
    "/actors/{actor}", "/issues", "/issues/{issue}", "/positions?holder=Russia", "/shifts", "/statements",
    "/timeline?actor=Haftar", "/conditions", "/contradictions", "/compare", "/reports/{article}/beside?other={other}",
    "/search?words=embargo&actor=Russia",
    "/sources", "/sources/unnamed", "/positions?holder=Nobody",
]  # fmt: skip
SERIOUS = {"serious", "critical"}


@pytest.fixture(scope="module")
def names(sample_ledger: Path) -> dict[str, Any]:
    """What addresses can name."""
    with Ledger(sample_ledger) as book:
        reports = book.reports()
        article = next(one.article for one in reports if one.title == TITLE)
        other = next(one.article for one in reports if one.article != article)
        opened = book.report(article)
        assert opened is not None
        fact = next(one.id for one in opened.record.positions if one.conditions)
        actor = book.find("Haftar")[0].number
        return {"article": article, "other": other, "fact": fact, "actor": actor, "issue": book.matters()[0].issue}


@pytest.fixture
def room(sample_ledger: Path, serve: Callable[..., str]) -> str:
    """The address of a room with the sample reports, which nobody changes."""
    return serve(sample_ledger)


@pytest.fixture
def look(browser: Any) -> Iterator[Callable[..., Any]]:
    """``look(width=…)`` gives an empty page of a browser that may fetch from nowhere but the room."""
    contexts: list[Any] = []

    def looked(*, width: int = WIDE, scheme: str = "light", **more: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **more)
        contexts.append(context)
        return context.new_page()

    yield looked
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(room, look, names, scheme):
    page = look(scheme=scheme)
    found = {}
    for path in PATHS:
        page.goto(room + path.format(**names))
        results = axe.Axe().run(page).response
        assert results["passes"], f"axe looked at nothing on {path}"
        problems = [
            (one["id"], [node["target"] for node in one["nodes"]][:3])
            for one in results["violations"]
            if one["impact"] in SERIOUS
        ]
        if problems:
            found[path] = problems
    assert found == {}


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_nothing_is_cut_off_and_nothing_comes_from_elsewhere(room, look, names, width):
    page = look(width=width)
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    wide = []
    for path in PATHS:
        page.goto(room + path.format(**names))
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(path)
    assert wide == []
    assert {url for url in asked if not url.startswith(room)} == set()
    assert [one for one in complaints if "404" not in one] == []  # the last page is one that isn't there


def test_keys_walk_through_the_facts_and_light_up_their_words(room, look, names):
    page = look()
    page.goto(f"{room}/reports/{names['article']}")
    page.keyboard.press("j")
    page.keyboard.press("j")
    here = page.evaluate("document.activeElement.dataset.f")
    assert here == "2"
    assert page.locator(".fact.lit").get_attribute("data-f") == "2"
    lit = page.locator(".body .lit").all_inner_texts()
    assert lit
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.dataset.f") == "1"
    page.keyboard.press("o")
    page.wait_for_url(f"{room}/facts/**")


def test_pointing_at_words_shows_their_fact(room, look, names):
    page = look()
    page.goto(f"{room}/reports/{names['article']}")
    piece = page.locator(".body .t").first
    numbers = (piece.get_attribute("data-f") or "").split()
    piece.hover()
    assert set(page.locator(".fact.lit").evaluate_all("all => all.map(one => one.dataset.f)")) == set(numbers)


def test_kinds_are_hidden_and_the_address_brings_the_choice_back(room, look, names):
    page = look()
    page.goto(f"{room}/reports/{names['article']}")
    page.get_by_label("statements").uncheck()
    assert page.locator(".fact.statement").first.is_hidden()
    assert page.locator(".fact.position").first.is_visible()
    address = page.url
    again = look()
    again.goto(address)
    assert not again.get_by_label("statements").is_checked()
    assert again.locator(".fact.statement").first.is_hidden()


def test_reading_needs_no_script(room, look, names):
    page = look(java_script_enabled=False)
    page.goto(f"{room}/reports/{names['article']}")
    page.locator(".fact .place").first.click()
    assert page.url.endswith("#t1")
    page.locator(".shown .statements input").uncheck()
    page.get_by_role("button", name="Keep in the address").click()
    assert "show=events" in page.url
    assert page.locator(".fact.statement").first.is_hidden()
    page.get_by_role("link", name="What changed").click()
    page.locator("input[name=since]").fill("2016-01-01")
    page.get_by_role("button", name="Show").click()
    assert page.locator("h1").inner_text() == "What changed since 1 January 2016"


def test_chosen_theme_is_remembered(room, look):
    page = look(scheme="light")
    page.goto(f"{room}/sources")
    by_day = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.get_by_role("link", name="Dark", exact=True).click()
    assert page.url == f"{room}/sources"
    page.goto(f"{room}/actors")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != by_day


def test_analyst_finds_a_stand_its_condition_and_its_passage(room, look):
    page = look()
    page.goto(room)
    page.get_by_label("Who", exact=True).fill("Russia")
    page.get_by_label("On what").fill("arms")
    page.get_by_role("button", name="Ask", exact=True).click()
    stand = page.locator(".entry.position", has_text="sell Khalifa Haftar weapons").first
    assert "United Nations" in stand.locator(".term").inner_text()
    assert "unnamed source" in stand.inner_text()
    stand.locator(".permalink").click()
    assert "will not sell him weapons" in page.locator(".passage").inner_text()
    page.get_by_role("link", name=TITLE).click()
    assert page.locator(".fact:target").is_visible()
    with page.expect_download() as saved:
        page.goto(f"{room}/actors")
        page.get_by_label("Name", exact=True).fill("Hifter")
        page.get_by_role("button", name="Find").click()
        page.get_by_role("link", name="CSV: positions").click()
    assert "Khalifa Haf" in Path(saved.value.path()).read_text("utf-8")
