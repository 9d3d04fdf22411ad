"""Readers: the bytes of a file become articles, or a reason why not."""

from dragoman.readers.dumps import read_dump
from dragoman.readers.files import read_bytes, read_path, read_stream
from dragoman.readers.html import read_html
from dragoman.readers.page import Page, ReadOptions

__all__ = ["Page", "ReadOptions", "read_bytes", "read_dump", "read_html", "read_path", "read_stream"]
