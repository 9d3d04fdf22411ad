"""An analyst's work from end to end, in headless Chromium against the site as it is shipped."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.web.conftest import sample_files
from tests.web.hostile import hostile_record

from dragoman.ledger import Ledger

SECONDS = 1000
READ_WITHIN = 180 * SECONDS
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESK = ("/add", "/review", "/judgements", "/export", "/login")


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page of a new visitor; whatever its console calls an error fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB", accept_downloads=True)
    opened = context.new_page()
    opened.set_default_timeout(30 * SECONDS)
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()
    assert wrong == []


def test_an_analyst_adds_asks_corrects_undoes_and_exports(tmp_path: Path, serve: Callable[..., str], page: Any) -> None:
    site = serve(tmp_path / "mine.db")
    page.goto(site)
    page.get_by_role("link", name="Add", exact=True).click()
    page.locator("#files").set_input_files(sample_files())
    page.get_by_role("button", name="Read the files").click()
    page.get_by_text("Done: 18 added").wait_for(timeout=READ_WITHIN)

    page.get_by_role("link", name="Positions", exact=True).click()
    page.locator("main [name=holder]").fill("Russia")
    page.locator("main [name=toward]").fill("Haftar")
    page.locator("main [name=issue]").fill("arms")
    page.locator("main [name=issue]").press("Enter")
    refusal = page.locator("article.position", has_text="refuses")
    assert refusal.count() == 1
    assert "as long as the United Nations arms embargo is in force" in refusal.inner_text()
    asked = page.url

    refusal.get_by_role("link", name="This fact’s own page").click()
    assert "it will not sell him weapons" in page.locator(".passage").inner_text()

    page.get_by_role("link", name="Correct…").click()
    page.get_by_label("Act").select_option("rules_out")
    page.get_by_label("Reason").fill("The words leave nothing open")
    page.get_by_role("button", name="Correct", exact=True).click()
    page.get_by_text("Judgement 1 is made.").wait_for()
    page.goto(asked)
    assert page.locator("article.position", has_text="rules out").count() == 1

    with page.expect_download() as saved:
        page.goto(f"{site}/export")
        page.get_by_role("link", name="CSV: reviewed only").click()
    tables = zipfile.ZipFile(io.BytesIO(Path(saved.value.path()).read_bytes()))
    positions = next(name for name in tables.namelist() if "position" in name)
    assert "rules_out" in tables.read(positions).decode()

    page.get_by_role("link", name="Judgements", exact=True).click()
    page.get_by_role("button", name="Undo judgement 1").click()
    page.get_by_text("Judgement 1 is undone.").wait_for()
    page.goto(asked)
    assert page.locator("article.position", has_text="refuses").count() == 1
    with Ledger(tmp_path / "mine.db") as book:
        (judgement,) = book.judgements()
    assert judgement.undone is not None


def test_the_desk_works_without_javascript(ledger: Path, browser: Any, serve: Callable[..., str]) -> None:
    site = serve(ledger)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/add")
    page.locator("#text").fill("The mayor said on Monday that he would not sign until the garrison leaves the harbour.")
    page.get_by_role("button", name="Read the text").click()
    page.get_by_text("Done: 1 added").wait_for(timeout=READ_WITHIN)  # the page loads itself anew
    page.goto(f"{site}/review?kind=position")
    page.get_by_role("button", name="Accept").first.click()
    page.get_by_text("Judgement 1 is made.").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Judgement 1 is undone.").wait_for()
    context.close()


def test_an_upload_that_is_too_large_is_refused_in_words(
    ledger: Path, tmp_path: Path, serve: Callable[..., str], browser: Any
) -> None:
    site = serve(ledger, largest_upload=100_000)
    (tmp_path / "large.txt").write_bytes(b"word " * 100_000)
    page = browser.new_page()
    page.goto(f"{site}/add")
    page.locator("#files").set_input_files(tmp_path / "large.txt")
    page.get_by_role("button", name="Read the files").click()
    page.get_by_text("more than 100000 bytes at once isn't taken").wait_for()
    page.close()


def test_nothing_of_a_hostile_report_runs(tmp_path: Path, serve: Callable[..., str], page: Any) -> None:
    path = tmp_path / "hostile.db"
    with Ledger(path, create=True) as book:
        book.add(hostile_record(), "hostile.txt")
    site = serve(path)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for own in (
        "/",
        "/reports/ar-0000000bad",
        "/facts/ar-0000000bad/po-bad",
        "/actors/1",
        "/review",
        "/timeline",
        "/conditions",
    ):
        page.goto(f"{site}{own}")
        page.mouse.move(200, 300)
        assert page.evaluate("window.caught") is None, own
    assert all(url.startswith(site) for url in asked), "a page asked another site for something"


@pytest.mark.parametrize("foreign", ["http://evil.example/", "http://127.0.0.1:9/"])
def test_a_foreign_page_can_change_nothing(ledger: Path, serve: Callable[..., str], browser: Any, foreign: str) -> None:
    """Not even where it has got hold of the token: another port of this machine shares the cookies."""
    site = serve(ledger)
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site}/judgements")
    token = page.locator("[name=token]").first.input_value()
    form = f'''<form method="post" action="{site}/name"><input name="token" value="{token}">
        <input name="author" value="Mallory"><button>Win a prize</button></form>'''
    page.route(f"{foreign}**", lambda route: route.fulfill(body=form, content_type="text/html"))
    page.goto(foreign)
    with page.expect_response(f"{site}/name") as answer:
        page.get_by_role("button").click()
    assert answer.value.status == 403
    page.goto(f"{site}/judgements")
    assert page.get_by_label("You sign as").input_value() == "the analyst"
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1600])
def test_the_desk_is_accessible_and_fits_the_screen(
    ledger: Path, serve: Callable[..., str], browser: Any, width: int, theme: str
) -> None:
    axe_module = pytest.importorskip("axe_playwright_python.sync_playwright")
    with Ledger(ledger) as book:
        stand = book.positions(holder="Russia", issue="arms")[0]
        book.review(stand.fact, "accept", author="me", reason="read")
    site = serve(ledger)
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme, bypass_csp=True)
    page = context.new_page()
    own = f"/{stand.passage.article}/{stand.fact}"
    for path in (*DESK, f"/review{own}", f"/facts{own}", f"/actors/{stand.holder_number}/split"):
        page.goto(f"{site}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{path} is wider than the screen"
        found = axe_module.Axe().run(page, options={"runOnly": RULES}).response["violations"]
        serious = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]
        assert serious == [], path
    context.close()
