"""Mail, tables, feeds, web archives, PDF."""

import gzip
import io
import json
import mailbox
from datetime import date
from email.message import EmailMessage

import pytest

from dragoman.readers import ReadOptions, read_bytes
from dragoman.records import Article, Skipped

from .pages import BODY, HTML, PARAGRAPHS, TITLE
from .printing import pdf_of


def only(data, source, options=None):
    (result,) = read_bytes(data, source, options)
    assert isinstance(result, Article), result
    return result


def message(text=BODY, html=None):
    mail = EmailMessage()
    mail["From"] = "Press Office <press@example.org>"
    mail["To"] = "desk@example.org"
    mail["Subject"] = TITLE
    mail["Date"] = "Wed, 20 Jun 2018 18:30:00 +0200"
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    return mail


def test_a_message_is_an_article():
    article = only(message().as_bytes(), "release.eml")
    assert article.body == BODY
    assert (article.title, article.author) == (TITLE, "Press Office")
    assert article.published is not None
    assert article.published.date == date(2018, 6, 20)
    assert article.published.evidence == "Date: Wed, 20 Jun 2018 18:30:00 +0200"


def test_a_message_of_html_alone_is_read():
    mail = EmailMessage()
    for name, value in message().items():
        if name in ("From", "To", "Subject", "Date"):
            mail[name] = value
    mail.set_content(HTML, subtype="html")
    assert only(mail.as_bytes(), "release.eml").body == BODY


def test_the_messages_of_a_box_come_one_by_one(tmp_path):
    box = mailbox.mbox(tmp_path / "box")
    box.add(message())
    box.add(message("Nothing."))
    box.add(message(BODY + "\n\nFrom Tripoli the envoy flew to Tunis, his office said."))
    box.close()
    first, second, third = read_bytes((tmp_path / "box").read_bytes(), "box")
    assert isinstance(first, Article) and first.body == BODY
    assert second == Skipped(source="box#2", reason="no article found: hardly any running text is in it")
    assert isinstance(third, Article) and third.body.endswith("From Tripoli the envoy flew to Tunis, his office said.")


def test_json_lines_give_an_article_each():
    rows = [
        {"text": BODY, "title": TITLE, "date": "2018-06-20", "url": "https://example.org/a"},
        {"text": 7},
        {"text": BODY},
    ]
    data = "\n".join(map(json.dumps, rows)).encode()
    first, second, third = read_bytes(data, "rows.jsonl")
    assert isinstance(first, Article) and first.body == BODY
    assert first.published is not None and first.published.date == date(2018, 6, 20)
    assert second == Skipped(
        source="rows.jsonl#2", reason="no field 'text' with text; fields: text. Name the right one"
    )
    assert isinstance(third, Article) and third.title is None


def test_a_broken_line_of_json_is_named_and_the_rest_goes_on():
    data = b'{"text": broken\n' + json.dumps({"text": BODY}).encode()
    first, second = read_bytes(data, "rows.jsonl")
    assert isinstance(first, Skipped) and first.reason.startswith("not JSON: ")
    assert isinstance(second, Article)


def test_fields_are_mapped_by_option():
    data = json.dumps({"content": BODY, "pub_day": "20180620", "headline": TITLE}).encode()
    fields = {"text": "content", "date": "pub_day", "title": "headline"}
    article = only(data, "rows.jsonl", ReadOptions(fields=fields))
    assert (article.body, article.title) == (BODY, TITLE)
    assert article.published is not None and article.published.date == date(2018, 6, 20)


def test_a_list_of_json_objects_is_read():
    data = json.dumps([{"text": BODY}, {"text": BODY, "title": TITLE}]).encode()
    assert [type(item) for item in read_bytes(data, "rows.json")] == [Article, Article]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_gives_an_article_a_row(delimiter):
    import csv

    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([["id", "title", "text"], [1, TITLE, BODY], [2, "", ""]])
    first, second = read_bytes(out.getvalue().encode(), "rows.csv")
    assert isinstance(first, Article) and first.body == BODY
    assert isinstance(second, Skipped) and second.source == "rows.csv#3"


def test_a_table_without_the_column_says_which_it_has():
    (skipped,) = read_bytes(b"id,content\n1,abc\n", "rows.csv")
    assert skipped == Skipped(
        source="rows.csv", reason="no column 'text'; columns: id, content. Name the one that holds the text"
    )


def rss(*items, head=""):
    channel = f"<channel><title>Wire</title>{''.join(items)}</channel>"
    return f"<?xml version='1.0'?>{head}<rss version='2.0'>{channel}</rss>".encode()


ITEM = (
    f"<item><title>{TITLE}</title><link>https://example.org/a</link><pubDate>Wed, 20 Jun 2018 18:30:00 +0200</pubDate>"
    "<description>" + "".join(f"&lt;p&gt;{paragraph}&lt;/p&gt;" for paragraph in PARAGRAPHS) + "</description></item>"
)


def test_the_items_of_a_feed_come_one_by_one():
    first, second, third = read_bytes(rss(ITEM, "<item><title>empty</title></item>", ITEM), "feed.xml")
    assert isinstance(first, Article) and first.body == BODY
    assert (first.title, first.url) == (TITLE, "https://example.org/a")
    assert first.published is not None and first.published.date == date(2018, 6, 20)
    assert second == Skipped(source="feed.xml#2", reason="the item of the feed has no text")
    assert isinstance(third, Article)


def test_an_atom_feed_is_read():
    content = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    data = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Wire</title><entry>"
        f"<title>{TITLE}</title><link href='https://example.org/a'/><updated>2018-06-20T18:30:00Z</updated>"
        f"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>{content}</div></content></entry></feed>"
    ).encode()
    article = only(data, "feed.atom")
    assert (article.body, article.url) == (BODY, "https://example.org/a")


def test_no_entity_of_a_feed_is_expanded_or_fetched(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("the secret of the house")
    head = f"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file://{secret}'><!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;'>]>"
    item = ITEM.replace("<description>", "<description>&x;&b; ")
    results = list(read_bytes(rss(item, head=head), "feed.xml"))
    assert "the secret" not in str(results)
    assert "aaaaaaaaaa" not in str(results)


def test_a_feed_cut_short_gives_what_is_whole():
    results = list(read_bytes(rss(ITEM, ITEM)[:-400], "feed.xml"))
    assert isinstance(results[0], Article)


def warc(*pages, compressed=True):
    data = b""
    for number, (kind, status, page) in enumerate(pages):
        answer = f"HTTP/1.0 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + page
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
            f"WARC-Target-URI: https://example.org/{number}\r\nWARC-Date: 2018-06-20T18:30:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:{number}>\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        record = head.encode() + answer + b"\r\n\r\n"
        data += gzip.compress(record) if compressed else record
    return data


@pytest.mark.parametrize("compressed", [True, False])
def test_the_pages_of_a_web_archive_come_one_by_one(compressed):
    page = ("text/html; charset=utf-8", "200 OK", HTML.encode())
    data = warc(
        page, ("image/png", "200 OK", b"x"), ("text/html", "404 Not Found", HTML.encode()), page, compressed=compressed
    )
    first, second = read_bytes(data, "site.warc.gz")
    assert isinstance(first, Article) and first.body == BODY
    assert first.url == "https://example.org/0"
    assert isinstance(second, Article) and second.url == "https://example.org/3"


def test_a_record_cut_short_is_named():
    page = ("text/html", "200 OK", HTML.encode())
    data = warc(page, page, compressed=False)
    first, second = read_bytes(data[:-900], "site.warc")
    assert isinstance(first, Article)
    assert isinstance(second, Skipped) and "is cut short" in second.reason


def test_a_pdf_gives_paragraphs_without_running_heads():
    article = only(pdf_of(PARAGRAPHS * 12, head="The Harbour Times"), "report.pdf")
    assert "The Harbour Times" not in article.body
    assert article.body.replace("\n\n", " ").count("central bank had paid their wages") == 12
    assert any(note.startswith("running heads left out: ") for note in article.notes)


def test_words_parted_at_the_end_of_a_line_are_rejoined():
    article = only(pdf_of([PARAGRAPHS[0].replace("agreement", "agree-\nment"), *PARAGRAPHS[1:]]), "report.pdf")
    assert "no agreement on the ports" in article.body


def test_two_columns_are_read_one_after_the_other():
    article = only(pdf_of(PARAGRAPHS, columns=2), "report.pdf")
    words = " ".join(PARAGRAPHS).replace("“", '"').replace("”", '"').split()
    assert " ".join(article.body.split()).split()[:60] == words[:60]


def test_a_pdf_of_images_needs_text_recognition():
    (skipped,) = read_bytes(pdf_of([]), "scan.pdf")
    assert skipped == Skipped(
        source="scan.pdf", reason="the PDF holds only images: it needs text recognition (OCR) first"
    )


def test_a_document_attached_to_a_message_is_read():
    mail = message("Please find our statement attached to this message of the press office.")
    mail.add_attachment(pdf_of(PARAGRAPHS), maintype="application", subtype="pdf", filename="statement.pdf")
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    _, attached = read_bytes(mail.as_bytes(), "mail.eml")
    assert isinstance(attached, Article)
    assert attached.body.split()[:5] == BODY.split()[:5]


def test_a_message_is_read_without_its_sender_signature():
    article = only(message(f"{BODY}\n\n-- \nPress office of the Port Authority\nUnsubscribe").as_bytes(), "release.eml")
    assert article.body == BODY


def test_a_message_that_is_quoted_whole_is_read_without_the_marks():
    mail = message("\n".join(f"> {line}" if line else ">" for line in BODY.split("\n")))
    mail.replace_header("Subject", f"Fwd: Re: {TITLE}")
    article = only(mail.as_bytes(), "release.eml")
    assert (article.title, article.body) == (TITLE, BODY)
