"""Whatever the bytes are, a reader gives articles or reasons, never an error."""

import gzip
import io
import zipfile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.readers import ReadOptions, read_bytes
from dragoman.records import Article, Skipped

from .pages import DUMP, HTML, PARAGRAPHS
from .printing import pdf_of
from .test_formats import ITEM, message, rss, warc

EVERY_LANGUAGE = ReadOptions(languages=frozenset())
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def zip_of(data):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("report.txt", data)
    return out.getvalue()


SAMPLES = {
    "page.html": HTML.encode(),
    "dump.txt": DUMP.encode(),
    "feed.xml": rss(ITEM, ITEM),
    "mail.eml": message().as_bytes(),
    "site.warc": warc(("text/html", "200 OK", HTML.encode()), compressed=False),
    "site.warc.gz": warc(("text/html", "200 OK", HTML.encode())),
    "report.pdf": pdf_of(PARAGRAPHS),
    "report.zip": zip_of(DUMP),
    "report.txt.gz": gzip.compress(DUMP.encode()),
    "rows.jsonl": b'{"text": "a", "date": "2020-01-01"}\n[1]\nnull\n{"title": {"a": 1}, "text": "b"}',
    "rows.csv": b"text,title\na,b\n\"c\nd\",e\n",
}  # fmt: skip


def check(data, source):
    results = list(read_bytes(data, source, EVERY_LANGUAGE))
    assert results
    for item in results:
        if isinstance(item, Skipped):
            assert item.reason and "\n" not in item.reason
            continue
        assert isinstance(item, Article)
        assert "\n\n".join(item.body[start:end] for start, end in item.paragraphs) == item.body
        assert all(end > start for start, end in item.paragraphs)


@FEW
@given(st.binary(max_size=3000), st.sampled_from(sorted(SAMPLES)))
def test_any_bytes(data, source):
    check(data, source)


@FEW
@given(st.sampled_from(sorted(SAMPLES)), st.data())
def test_a_file_with_bytes_changed_or_lost(source, data):
    sample = bytearray(SAMPLES[source])
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(sample) - 1))
        if data.draw(st.booleans()):
            sample[place] = data.draw(st.integers(0, 255))
        else:
            del sample[place : place + data.draw(st.integers(1, 200))]
        if not sample:
            break
    check(bytes(sample), source)


@FEW
@given(st.text(max_size=2000))
def test_any_text(text):
    check(text.encode("utf-8", "surrogatepass"), "text.txt")


@FEW
@given(st.lists(st.sampled_from([*PARAGRAPHS, "Home", "Share", "4 August 2020", "# News", "* item", "Read more", ""])))
def test_any_page_of_likely_lines(lines):
    check("\n".join(lines).encode(), "dump.txt")


@FEW
@given(st.text(alphabet="<>/=\"' abdivphrefscript&;!-", max_size=600))
def test_any_markup(text):
    check(b"<html><body>" + text.encode() + b"</body></html>", "page.html")
