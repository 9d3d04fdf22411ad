"""What holds for every format: whole or not there, the same twice, an older file kept after an error."""

from __future__ import annotations

import hashlib
import resource
from contextlib import contextmanager

import pytest
from tests.exports.reports import first_report, reports

from dragoman.cli.exporting import ExportFormat
from dragoman.errors import LedgerError, UsageError
from dragoman.exports import FORMATS, ExportError, write_export

FOLDERS = {"csv", "parquet", "brat"}


def files(folder):
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def broken_records():
    yield first_report()
    raise LedgerError("ledger.db: the disk is gone")


def test_the_command_knows_every_format():
    assert [form.value for form in ExportFormat] == list(FORMATS)
    assert {name for name, form in FORMATS.items() if form.is_folder} == FOLDERS


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_records_give_the_same_bytes(tmp_path, name):
    for out in ("one", "other"):
        (tmp_path / out).mkdir()
        write_export(name, reports(), tmp_path / out / "export")
    assert files(tmp_path / "one") == files(tmp_path / "other")
    assert files(tmp_path / "one")


@pytest.mark.parametrize("name", FORMATS)
def test_no_records_give_a_whole_export_too(tmp_path, name):
    write_export(name, [], tmp_path / "export")
    assert (tmp_path / "export").exists()


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_half_written_stays_after_an_error(tmp_path, name):
    with pytest.raises(LedgerError, match="the disk is gone"):
        write_export(name, broken_records(), tmp_path / "export")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", FORMATS.keys() - FOLDERS)
def test_an_older_file_is_kept_after_an_error_and_replaced_without_one(tmp_path, name):
    out = tmp_path / "export"
    out.write_text("older")
    with pytest.raises(LedgerError):
        write_export(name, broken_records(), out)
    assert out.read_text() == "older"
    write_export(name, reports(), out)
    assert out.read_text("utf-8") != "older"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_with_anything_in_it_is_left_alone(tmp_path, name):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(ExportError) as error:
        write_export(name, reports(), tmp_path)
    assert str(error.value) == f"{tmp_path}: isn't empty; give a new or empty folder with --out"
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


@contextmanager
def full_disk():
    """Within, no file may grow beyond some hundred bytes: what a full disk does. The tests' own log must grow after."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("name", FORMATS)
def test_a_full_disk_is_said_and_leaves_nothing(tmp_path, name):
    told = reports() * 50
    with full_disk(), pytest.raises(ExportError, match=r"export: can't be written: .*; nothing is left of it$"):
        write_export(name, told, tmp_path / "export")
    assert list(tmp_path.iterdir()) == []


def test_a_file_where_a_folder_is_wanted_and_the_contrary(tmp_path):
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    with pytest.raises(ExportError, match="file: is a file; --out takes a folder for this format"):
        write_export("csv", reports(), tmp_path / "file")
    with pytest.raises(ExportError, match="folder: is a folder; --out takes a file for this format"):
        write_export("jsonl", reports(), tmp_path / "folder")


def test_a_folder_that_isnt_there_is_said(tmp_path):
    with pytest.raises(ExportError) as error:
        write_export("jsonl", reports(), tmp_path / "nowhere" / "records.jsonl")
    path = tmp_path / "nowhere" / "records.jsonl"
    assert str(error.value) == f"{path}: can't be written: No such file or directory; nothing is left of it"


def test_an_unknown_format_is_an_error(tmp_path):
    with pytest.raises(UsageError, match="there is no format 'xls'; use one of: jsonl, csv, parquet"):
        write_export("xls", [], tmp_path / "x")
