"""Prints texts to PDF, so that the reader of PDF can be tested without a file of anybody's."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

SIZE, STEP, TOP, BOTTOM = 10, 13, 740, 60


def pdf_of(paragraphs: Sequence[str], head: str | None = None, columns: int = 1) -> bytes:
    """A PDF of the paragraphs, with a line of white between them; a newline in one begins a new line."""
    width = 86 // columns - 3 * (columns - 1)
    lines: list[str] = []
    for paragraph in paragraphs:
        for part in paragraph.split("\n"):
            lines += textwrap.wrap(part, width, break_on_hyphens=False)
        lines.append("")
    per_column = (TOP - BOTTOM) // STEP if columns == 1 else -(-len(lines) // columns)
    stacks = [lines[start : start + per_column] for start in range(0, len(lines), per_column)] or [[]]
    pages = [stacks[start : start + columns] for start in range(0, len(stacks), columns)]
    return _file([_page(page, head, number) for number, page in enumerate(pages, start=1)])


def _page(stacks: Sequence[Sequence[str]], head: str | None, number: int) -> str:
    shown = [_line(60, 775, head), _line(300, 30, f"Page {number}")] if head else []
    for column, lines in enumerate(stacks):
        shown += [_line(60 + column * 260, TOP - STEP * row, line) for row, line in enumerate(lines) if line]
    return "\n".join(shown)


def _line(left: int, bottom: int, text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").replace("“", '"').replace("”", '"')
    return f"BT /F1 {SIZE} Tf {left} {bottom} Td ({escaped}) Tj ET"


def _file(contents: Sequence[str]) -> bytes:
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(contents)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 800] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    out = b"%PDF-1.4\n"
    offsets = []
    for number, item in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{item}\nendobj\n".encode("latin-1", "replace")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    return (
        out
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n"
            f"<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
        ).encode()
    )
