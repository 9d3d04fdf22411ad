from pathlib import Path

import msgspec
import pytest

from dragoman.codebooks.load import read_codebook
from dragoman.errors import CodebookError


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    verbs: tuple[str, ...] = ()


def write(folder: Path, text: str) -> Path:
    path = folder / "speech.yaml"
    path.write_text(text, "utf-8")
    return path


def test_entries_come_back_typed_and_in_order(tmp_path):
    path = write(tmp_path, "- id: deny\n  verbs: [deny, dismiss]\n- id: say\n")
    assert read_codebook(path, Entry) == (Entry("deny", ("deny", "dismiss")), Entry("say"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- id: deny\n- id: say\n  verb: [say]\n", "2: entry 'say': Object contains unknown field `verb`"),
        ("- id: deny\n  verbs: deny\n", "1: entry 'deny': Expected `array`, got `str` - at `$.verbs`"),
        ("- id: deny\n\n- id: deny\n", "3: entry 'deny' stands already in line 1"),
        ("id: deny\n", "1: a codebook is a list of entries, found dict"),
        ("- id: [deny\n", "2: not valid YAML: did not find expected ',' or ']'"),
    ],
)
def test_an_error_names_file_line_entry_and_field(tmp_path, text, message):
    path = write(tmp_path, text)
    with pytest.raises(CodebookError) as error:
        read_codebook(path, Entry)
    assert str(error.value) == f"{path}:{message}"
