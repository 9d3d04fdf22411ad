"""Reading with a user's own dictionary of actors."""

from __future__ import annotations

import json


def test_the_users_table_goes_before_what_is_known_and_its_faults_are_said(run, tmp_path):
    (tmp_path / "ours.csv").write_text(
        "name,kind,country,codes\nHarbour Front,armed_group,TCD,REB\nA Row,ghost,,\n", "utf-8"
    )
    (tmp_path / "report.txt").write_text(
        "Front denies raid\n\nThe Harbour Front denied that it had raided Chad.\n", "utf-8"
    )
    done = run("read", tmp_path / "report.txt", "--format", "json", "--actors", tmp_path / "ours.csv")
    assert done.returncode == 0, done.stderr
    assert f"{tmp_path / 'ours.csv'}:3: kind 'ghost'; use one of: " in " ".join(done.stderr.split())
    front = next(actor for actor in json.loads(done.stdout)["actors"] if actor["name"] == "Harbour Front")
    assert (front["kind"], front["country"], front["codes"]) == ("armed_group", "TCD", ["REB"])


def test_a_file_that_is_no_dictionary_is_wrong_usage(run, tmp_path):
    (tmp_path / "ours.xls").write_bytes(b"")
    (tmp_path / "report.txt").write_text("Nothing happened in Chad on Monday, officials said.\n", "utf-8")
    done = run("read", tmp_path / "report.txt", "--actors", tmp_path / "ours.xls")
    assert done.returncode == 2
    assert "no dictionary; use .csv, .jsonl (FollowTheMoney), or .txt (PETRARCH)" in done.stderr
