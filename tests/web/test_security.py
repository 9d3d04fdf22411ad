"""Report text is hostile, and so is every other site that the reader has open."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import lxml.html
import pytest
from starlette.routing import Route
from tests.web.conftest import SITE, Visitor
from tests.web.hostile import SCRIPT, hostile_record

from dragoman.ledger import Ledger
from dragoman.web.app import create_app
from dragoman.web.entering import local_path
from dragoman.web.readings import plain_name

PATH_VALUES = {
    "article": "ar-0000000bad", "fact": "po-bad", "number": "1", "key": "leave", "name": "jsonl", "path": "room.css",
}  # fmt: skip


@pytest.fixture
def hostile_ledger(tmp_path: Path) -> Path:
    path = tmp_path / "hostile.db"
    with Ledger(path, create=True) as book:
        book.add(hostile_record(), f"{SCRIPT}.txt")
        book.review("st-bad", "accept", author=f"Eve {SCRIPT}", reason=SCRIPT)
        book.review("ev-bad", "edit", changes={"reality": "denied"}, author=f"Eve {SCRIPT}", reason=SCRIPT)
    return path


def routes_of(visitor: Visitor, method: str) -> list[str]:
    app = visitor.client.app
    return [
        re.sub(r"\{(\w+)(:\w+)?\}", lambda found: PATH_VALUES[found.group(1)], route.path)
        for route in app.routes  # type: ignore[attr-defined]
        if isinstance(route, Route) and method in (route.methods or ())
    ]


def pages_of(visitor: Visitor) -> Iterator[tuple[str, lxml.html.HtmlElement]]:
    for path in routes_of(visitor, "GET"):
        answer = visitor.get(path)
        assert answer.status_code in (200, 300, 303, 400, 404), f"{path}: {answer.status_code}"
        if "html" in answer.headers.get("content-type", "") and answer.text.strip():
            yield path, lxml.html.fromstring(answer.text)


# --- what a report says never runs -----------------------------------------------------------------------------------


def test_no_page_holds_a_script_style_handler_or_address_of_a_report(
    hostile_ledger: Path, enter: Callable[..., Visitor]
) -> None:
    visitor = enter(hostile_ledger)
    seen = 0
    for path, page in pages_of(visitor):
        seen += 1
        for element in page.iter():
            if not isinstance(element.tag, str):
                continue
            where = f"{path}: <{element.tag}>"
            assert element.tag not in ("style", "iframe", "object", "embed", "base"), where
            assert element.tag != "script" or (element.get("src", "").startswith("/static/") and not element.text), (
                where
            )
            for name, value in element.attrib.items():
                assert not name.startswith("on") and name != "style", f"{where} {name}"
                if name in ("href", "src", "action", "formaction"):
                    assert value.startswith(("/", "#", "http://", "https://")), f"{where} {name}={value}"
                if name in ("src", "action", "formaction") or (element.tag, name) == ("link", "href"):
                    assert value.startswith("/") and not value.startswith("//"), f"{where} {name}={value}"
    assert seen > 15


def test_hostile_words_are_shown_as_they_are(hostile_ledger: Path, enter: Callable[..., Visitor]) -> None:
    visitor = enter(hostile_ledger)
    for path in ("/reports/ar-0000000bad", "/facts/ar-0000000bad/po-bad", "/review", "/judgements", "/positions"):
        answer = visitor.get(path)
        assert answer.status_code == 200
        assert SCRIPT in lxml.html.fromstring(answer.text).text_content(), path
        assert "49" not in re.findall(r">([^<]*7\*7[^<]*)<", answer.text), path


def test_pictures_of_hostile_words_are_well_formed_and_hold_no_script(
    hostile_ledger: Path, enter: Callable[..., Visitor]
) -> None:
    visitor = enter(hostile_ledger)
    drawn = 0
    for path in ("/actors/1", "/timeline", "/issues"):
        page = lxml.html.fromstring(visitor.get(path).text)
        for link in page.xpath("//a[contains(@href, 'format=svg')]/@href"):
            answer = visitor.get(link)
            assert answer.headers["content-disposition"].startswith("attachment"), link
            tags = {element.tag.rpartition("}")[2] for element in fromstring(answer.text).iter()}
            assert not tags & {"script", "a", "foreignObject", "image", "style"}, link
            drawn += 1
    assert drawn


def test_every_answer_forbids_what_a_page_doesnt_need(visitor: Visitor) -> None:
    for path in ("/", "/static/room.css", "/nowhere", "/positions?format=json", "/positions?format=csv"):
        headers = visitor.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"


# --- other sites -----------------------------------------------------------------------------------------------------


def test_every_change_needs_the_token_of_this_visit(visitor: Visitor) -> None:
    paths = routes_of(visitor, "POST")
    assert len(paths) >= 7
    other = visitor.token()
    visitor.client.cookies.clear()  # a new visit: the token belongs to the one before
    for path in paths:
        for data in ({}, {"token": ""}, {"token": "guessed"}, {"token": other}):
            answer = visitor.client.post(path, data=data, headers={"Origin": SITE}, follow_redirects=False)
            assert answer.status_code == 403, f"{path} {data}"
    assert visitor.get("/judgements?format=json").json() == []


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "http://127.0.0.1:9999", "https://127.0.0.1:8030", "null", None, f"{SITE}.evil.example"],
)  # fmt: skip
def test_a_change_must_come_from_this_site(visitor: Visitor, origin: str | None) -> None:
    for path in routes_of(visitor, "POST"):
        headers = {"Origin": origin} if origin else {}
        data = {"token": visitor.token()}
        answer = visitor.client.post(path, data=data, headers=headers, follow_redirects=False)
        assert answer.status_code == 403, path


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_refused(visitor: Visitor, method: str) -> None:
    assert visitor.client.request(method, "/judgements", headers={"Origin": SITE}).status_code == 405


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "evil.example:8030", "127.0.0.1.evil.example", "192.168.1.5", "user@127.0.0.1", "127.0.0.1:x",
        "", "[",
    ],
)  # fmt: skip
def test_a_foreign_name_that_leads_here_is_refused(visitor: Visitor, host: str) -> None:
    answer = visitor.get("/", headers={"Host": host})
    assert answer.status_code == 421
    assert "set-cookie" not in answer.headers


def test_own_names_are_answered(ledger: Path, enter: Callable[..., Visitor]) -> None:
    visitor = enter(ledger, names=["desk.example"])
    for host in ("localhost:8030", "127.0.0.1", "[::1]:8030", "desk.example", "DESK.example:80"):
        assert visitor.get("/sources", headers={"Host": host}).status_code == 200, host


def test_another_site_may_link_here_and_nothing_more(visitor: Visitor) -> None:
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert visitor.get("/sources", headers=link).status_code == 200
    for more in ({"Sec-Fetch-Dest": "iframe"}, {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"}):
        assert visitor.get("/export/jsonl", headers=link | more).status_code == 403
    same_site = {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"}
    assert visitor.get("/positions?format=json", headers=same_site).status_code == 403


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(visitor: Visitor) -> None:
    cookie = visitor.get("/sources").headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and cookie.startswith("dragoman-8030=")


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/positions?holder=x", "/positions?holder=x"), ("//evil.example", "/"), ("/\\evil.example", "/"),
        ("https://evil.example", "/"), ("javascript:alert(1)", "/"), ("", "/"), (None, "/"),
        ("/a\r\nSet-Cookie: x", "/"),
    ],
)  # fmt: skip
def test_the_way_back_stays_on_this_site(address: str | None, path: str) -> None:
    assert local_path(address) == path


def test_no_address_parameter_leads_to_another_site(visitor: Visitor) -> None:
    for given in ("//evil.example", "https://evil.example", "/\\evil.example"):
        answers = [
            visitor.send("/name", {"author": "x", "back": given}),
            visitor.get("/theme", params={"choice": "dark", "back": given}, follow_redirects=False),
        ]
        assert all(answer.headers["location"].startswith("/") for answer in answers)
        assert not any("evil" in answer.headers["location"] for answer in answers)


# --- limits and files ------------------------------------------------------------------------------------------------


def test_a_body_over_the_limit_is_refused_in_words(ledger: Path, enter: Callable[..., Visitor]) -> None:
    visitor = enter(ledger, largest_upload=20_000)
    answer = visitor.send("/add", files={"files": ("big.txt", io.BytesIO(b"x" * 30_000))})
    assert answer.status_code == 413
    assert "more than 20000 bytes at once" in answer.text
    assert answer.headers["content-security-policy"]
    unlabelled = visitor.client.post("/add", content=iter([b"x" * 15_000] * 2), headers={
        "Origin": SITE, "Content-Type": "application/x-www-form-urlencoded"})  # fmt: skip
    assert unlabelled.status_code == 413


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd",
        "/static/..\\app.py",
        "/static/%2fetc/passwd", "/reports/..%2f..%2fetc%2fpasswd", "/export/..%2f..%2fetc%2fpasswd",
    ],
)  # fmt: skip
def test_no_file_beside_the_static_ones_is_readable(visitor: Visitor, path: str) -> None:
    answer = visitor.get(path)
    assert answer.status_code in (404, 405)
    assert "create_app" not in answer.text and "root:" not in answer.text


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("../../etc/passwd", "passwd"), ("C:\\Users\\x\\report.pdf", "report.pdf"), ("..", "unnamed"), ("", "unnamed"),
        ("a\x00b\n.txt", "ab.txt"), ("/", "unnamed"), ("report#2.html", "report2.html"),
        ("x" * 500 + ".txt", "x" * 116 + ".txt"),
    ],
)  # fmt: skip
def test_an_uploaded_name_leads_nowhere(given: str, plain: str) -> None:
    assert plain_name(given) == plain


# --- the password ----------------------------------------------------------------------------------------------------


def test_with_a_password_nothing_is_seen_without_it(ledger: Path, enter: Callable[..., Visitor]) -> None:
    visitor = enter(ledger, password="correct horse")
    for path in routes_of(visitor, "GET"):
        answer = visitor.get(path, follow_redirects=False)
        if path != "/login":
            assert answer.status_code == 303 and answer.headers["location"].startswith("/login?to="), path
    assert visitor.get("/positions?format=json").status_code == 401
    assert visitor.send("/name", {"author": "x"}).status_code == 401


def test_the_password_lets_in_and_leaving_ends_it(
    ledger: Path, enter: Callable[..., Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.web.entering.SECONDS_AFTER_A_WRONG_ONE", 0)
    visitor = enter(ledger, password="correct horse")
    wrong = visitor.send("/login", {"password": "wrong", "to": "/positions"})
    assert wrong.status_code == 403 and "That isn’t the password" in wrong.text
    before = visitor.token()
    right = visitor.send("/login", {"password": "correct horse", "to": "/positions"})
    assert (right.status_code, right.headers["location"]) == (303, "/positions")
    assert visitor.get("/positions").status_code == 200
    assert visitor.token() != before, "the token of the time before the login goes on"
    assert visitor.send("/leave").status_code == 303
    assert visitor.get("/positions", follow_redirects=False).status_code == 303


def test_a_cookie_of_another_room_or_a_changed_one_is_worth_nothing(
    ledger: Path, enter: Callable[..., Visitor]
) -> None:
    first, second = enter(ledger, password="correct horse"), enter(ledger, password="correct horse")
    assert first.send("/login", {"password": "correct horse"}).status_code == 303
    cookie = first.client.cookies["dragoman-8030"]
    for value in (cookie, cookie[:-1] + ("A" if cookie[-1] != "A" else "B"), "x.y.z", ""):
        second.client.cookies.clear()
        answer = second.get("/positions", headers={"Cookie": f"dragoman-8030={value}"}, follow_redirects=False)
        assert answer.status_code == 303, value


def test_with_a_password_a_number_is_a_name(ledger: Path) -> None:
    app = create_app(ledger, password="correct horse")
    rules: Any = app.user_middleware[0].kwargs["rules"]
    assert rules.answers_to("192.168.1.5:8030") and rules.answers_to("[fe80::1]:8030")
    assert not rules.answers_to("evil.example")
    app.state.ledger.close()
