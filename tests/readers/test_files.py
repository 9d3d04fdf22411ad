import bz2
import gzip
import io
import lzma
import os
import sys
import tarfile
import zipfile

import pytest

from dragoman.readers import ReadOptions, read_bytes, read_path
from dragoman.records import Article, Skipped

from .pages import BODY, DUMP, HTML, PARAGRAPHS


def zipped(members, **options):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(members, mode="w"):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def reasons(data, source="file", **options):
    return [
        (item.source, item.reason)
        for item in read_bytes(data, source, ReadOptions(**options))
        if isinstance(item, Skipped)
    ]


def articles(data, source="file"):
    return [item for item in read_bytes(data, source) if isinstance(item, Article)]


@pytest.mark.parametrize(
    "pack",
    [
        gzip.compress,
        bz2.compress,
        lzma.compress,
        lambda data: zipped({"report.txt": data}),
        lambda data: tarred({"report.txt": data}),
        lambda data: tarred({"report.txt": data}, "w:gz"),
        lambda data: zipped({"inner.zip": zipped({"report.txt.gz": gzip.compress(data)})}),
    ],
)
def test_a_packed_report_is_read(pack):
    (article,) = articles(pack(DUMP.encode()))
    assert article.body == BODY


def test_each_member_of_an_archive_is_read_and_named():
    data = zipped({"a.txt": DUMP, "b.html": HTML, "c.png": b"\x89PNG\r\n", "__MACOSX/x": b"x"})
    results = list(read_bytes(data, "saved.zip"))
    assert [type(item).__name__ for item in results] == ["Article", "Article", "Skipped"]
    assert results[2] == Skipped(source="saved.zip#c.png", reason="an image (PNG), not a report")


def test_a_zip_bomb_is_not_unpacked():
    data = zipped({"bomb.txt": b"a" * (40 * 2**20), "report.txt": DUMP.encode()})
    assert reasons(data, "b.zip") == [("b.zip#bomb.txt", "it grows more than 200 times when unpacked: a zip bomb?")]
    assert len(articles(data)) == 1


def test_a_name_that_leads_out_of_an_archive_is_not_opened():
    data = zipped({"../../etc/report.txt": DUMP, "/abs/report.txt": DUMP, "fine.txt": DUMP})
    assert reasons(data, "a.zip") == [
        ("a.zip#../../etc/report.txt", "its name would lead out of the archive; it was not opened"),
        ("a.zip#/abs/report.txt", "its name would lead out of the archive; it was not opened"),
    ]
    assert len(articles(data)) == 1


def test_a_link_in_an_archive_is_not_followed():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo("passwords")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(info)
    assert reasons(out.getvalue(), "a.tar") == [("a.tar#passwords", "a link or device in an archive is not followed")]


def test_archives_too_deep_in_one_another_are_not_opened():
    data = DUMP.encode()
    for _ in range(6):
        data = zipped({"inner.zip": data})
    ((_, reason),) = reasons(data)
    assert reason == "an archive 5 deep in others; at most 4 are opened"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (gzip.compress(os.urandom(5000))[:2000], "it is cut short or damaged"),
        (zipped({"a.txt": DUMP})[:300], "the ZIP archive is cut short or damaged"),
        (b"", "it is empty"),
        (b" \n\t ", "it is empty"),
        (os.urandom(4000), "not text"),
        (b"a" * 50_000_000, "one line of 50,000,000 characters, not a report"),
        (b"%PDF-1.7 nothing", "the PDF is damaged"),
        (zipped({"[Content_Types].xml": "<x/>"}), "an Office document or e-book"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "an old Office document"),
    ],
)
def test_bad_input_is_named(data, reason):
    ((_, found),) = reasons(data)
    assert reason in found
    assert "\n" not in found


def test_a_tar_cut_short_is_named():
    found = reasons(tarred({"a.txt": DUMP.encode()})[:900], "a.tar")
    assert [source for source, _ in found] == ["a.tar#a.txt", "a.tar"]
    assert all("cut short or damaged" in reason for _, reason in found)


def test_a_document_beyond_the_limit_is_skipped():
    ((_, reason),) = reasons(DUMP.encode() * 3000, largest=2**20)
    assert reason == "one document of 1 MiB; at most 1 MiB are read as one"


def test_a_folder_is_read_in_the_order_of_names(tmp_path):
    for name in ("b.txt", "a.txt", ".hidden.txt"):
        (tmp_path / name).write_text(DUMP)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "c.html").write_text(HTML)
    (tmp_path / "z.bin").write_bytes(os.urandom(3000))
    results = list(read_path(tmp_path))
    assert [type(item).__name__ for item in results] == ["Article", "Article", "Article", "Skipped"]
    assert isinstance(results[2], Article)
    assert results[2].body == "\n\n".join(PARAGRAPHS)


def test_a_file_that_is_not_there_is_named(tmp_path):
    path = tmp_path / "nothing.txt"
    assert list(read_path(path)) == [Skipped(source=str(path), reason="it can't be opened: No such file or directory")]


def test_the_standard_input_is_read(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(DUMP.encode())))
    (article,) = read_path("-")
    assert isinstance(article, Article)
    assert article.body == BODY
