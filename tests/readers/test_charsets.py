import pytest

from dragoman.readers.charsets import decode
from dragoman.readers.unreadable import Unreadable

TEXT = "The minister’s envoy – a café owner from Curaçao – said: “We won’t sign.” " * 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_text_comes_back_in_any_encoding(encoding):
    data = TEXT.encode(encoding)
    if encoding == "utf-16-le":
        data = b"\xff\xfe" + data
    assert decode(data).text == TEXT


def test_a_guessed_encoding_is_noted():
    assert decode(TEXT.encode("cp1252")).notes != ()
    assert decode(TEXT.encode("utf-8")).notes == ()


def test_a_declared_encoding_is_believed():
    text = "Президент заявил, что переговоры продолжатся. " * 5
    assert decode(text.encode("koi8-r"), "koi8-r").text == text


def test_a_declared_encoding_that_does_not_exist_is_guessed_instead():
    assert decode(TEXT.encode("cp1252"), "no-such-charset").text == TEXT


def test_mojibake_is_repaired_and_noted():
    text = "The minister’s envoy – a café owner from Curaçao – had left. " * 5
    broken = text.encode("utf-8").decode("cp1252")
    decoded = decode(broken.encode("utf-8"))
    assert decoded.text == text
    assert decoded.notes == ("mojibake was repaired: UTF-8 that had been read as another encoding",)


def test_a_few_damaged_bytes_do_not_change_the_encoding():
    damaged = TEXT.encode("utf-8") + b" \xff end"
    decoded = decode(damaged)
    assert decoded.text.startswith(TEXT)
    assert decoded.notes == (
        "read as utf-8 (with a few bytes damaged)",
        "1 characters could not be read in that encoding",
    )


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x00\x01\x02\x03" * 500])
def test_binary_data_is_not_text(data):
    with pytest.raises(Unreadable, match="not text"):
        decode(data)
