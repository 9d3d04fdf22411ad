"""Write the generated pages of docs/: records.md from `dragoman.records`, cli.md from the commands' help.

    write_docs.py [--check]

`--check` writes nothing and exits with 1 where a page isn't up to date or a field has no docstring.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
RECORDS = ROOT / "src" / "dragoman" / "records.py"
NOTE = "<!-- Written by scripts/write_docs.py: change the docstrings, then run `make docs`. -->"

HELP_WIDTH = 100
CLI_INTRODUCTION = """\
Exit codes: 0 done; 1 some input was skipped, each with one line on standard error that says why; 2 wrong usage;
70 a fault of dragoman's own (`DRAGOMAN_DEBUG=1` shows the traceback). What is no answer goes to standard error.
Piped output has no colours and is 100 columns wide, unless `COLUMNS` says otherwise.

Each question on a ledger has its Python counterpart: `dragoman positions --holder Russia` is
`Ledger("dragoman.db").positions(holder="Russia")`. Names of actors are taken in any spelling; where a name could be
several actors, the command lists them with numbers, and `'#12'` names one."""


def records_page() -> str:
    """The reference of the record's JSON: a table for each type, a list for each set of values."""
    module = ast.parse(RECORDS.read_text("utf-8"))
    parts = ["# The record", NOTE, (ast.get_docstring(module) or "")]
    parts += ["One line of JSON per article: `dragoman read FILE --format json`; the schema: `dragoman schema`."]
    structs = [node for node in module.body if isinstance(node, ast.ClassDef)]
    for struct in sorted(structs, key=lambda node: node.name != "Record"):
        parts.append(f"## {struct.name}\n\n{ast.get_docstring(struct)}")
        rows = [f"| `{name}` | {kind} | {text} |" for name, kind, text in fields_of(struct)]
        parts.append("\n".join(["| field | type | meaning |", "| --- | --- | --- |", *rows]))
    parts.append("## Values")
    for node in module.body:
        if isinstance(node, ast.TypeAlias) and ast.unparse(node.value).startswith("Literal["):
            values = ast.unparse(node.value).removeprefix("Literal[").removesuffix("]").replace("'", "`")
            parts.append(f"- **{ast.unparse(node.name)}**: {values}")
    return "\n\n".join(parts) + "\n"


def fields_of(struct: ast.ClassDef) -> Iterator[tuple[str, str, str]]:
    """Name in JSON, type and docstring of each field, in order.

    Raises:
        SystemExit: A field has no docstring.
    """
    renamed = {
        key.value: value.value
        for keyword in struct.keywords
        if keyword.arg == "rename" and isinstance(keyword.value, ast.Dict)
        for key, value in zip(keyword.value.keys, keyword.value.values, strict=True)
        if isinstance(key, ast.Constant) and isinstance(value, ast.Constant)
    }
    for node, after in zip(struct.body, [*struct.body[1:], None], strict=True):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            if not (isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)):
                raise SystemExit(f"records.py:{node.lineno}: field {struct.name}.{node.target.id} has no docstring")
            kind = ast.unparse(node.annotation).replace("|", "or").replace(", ...", " …")
            text = " ".join(str(after.value.value).split()).replace("``", "`")
            yield str(renamed.get(node.target.id, node.target.id)), kind, text


def cli_page() -> str:
    """The help of every command, as it is printed at 100 columns."""
    from typer.core import TyperGroup
    from typer.main import get_command

    from dragoman.cli.main import app

    group = get_command(app)
    assert isinstance(group, TyperGroup)
    settings: dict[str, Any] = {"terminal_width": HELP_WIDTH, "color": False}
    top = group.make_context("dragoman", [], resilient_parsing=True, **settings)
    note = NOTE.replace("the docstrings", "the help in src/dragoman/cli")
    parts = ["# The command line", note, CLI_INTRODUCTION, f"```\n{group.get_help(top)}\n```"]
    for name in group.list_commands(top):
        command = group.commands[name]
        context = command.make_context(name, [], parent=top, resilient_parsing=True, **settings)
        parts.append(f"## dragoman {name}\n\n```\n{command.get_help(context).strip()}\n```")
    return "\n\n".join(parts) + "\n"


CODEBOOKS_INTRODUCTION = """\
What the stages know about words, as data: one YAML file each in `src/dragoman/codebooks/`, a list of entries with
unique ids. An unknown field, a wrong value or an id that occurs twice is an error with file, line and entry. Entries of
words carry a `source`, an `example` and a `counter` (our own sentences), and both run as tests: the example must be
found, the counter-example must not. Lists of plain facts (states, organisations, armed groups) carry no sentences.

What follows is each file's own description of its fields, and its first entry."""


def codebooks_page() -> str:
    """What each codebook says of itself, how many entries it has, and its first one."""
    parts = ["# Codebooks", NOTE.replace("the docstrings", "the head of a codebook"), CODEBOOKS_INTRODUCTION]
    for path in sorted((ROOT / "src" / "dragoman" / "codebooks").glob("*.yaml")):
        text = path.read_text("utf-8")
        before = text.split("\n- ")[0]
        head = "\n".join(line.lstrip("# ") for line in before.split("\n") if line.startswith("#"))
        entries = re.split(r"\n(?=- )", "\n" + text)[1:]
        parts.append(f"## {path.stem}\n\n{len(entries)} entries.\n\n```text\n{head}\n```")
        first = re.split(r"\n(?=\S|\n)", entries[0])[0]
        parts.append(f"```yaml\n{first}\n```")
    return "\n\n".join(parts) + "\n"


def readme() -> str:
    """The README with the output of its example as `dragoman read` prints it now."""
    before, example, shown, after = re.split(
        r"(?=<!-- example: (?:in|out|end) -->)", (ROOT / "README.md").read_text("utf-8")
    )
    report = example.split("```text\n")[1].split("```")[0]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "report.txt").write_text(report, "utf-8")
        command = [sys.executable, "-m", "dragoman", "read", "report.txt"]
        environment = os.environ | {"COLUMNS": str(HELP_WIDTH)}
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder, env=environment)
    return before + example + shown.split("```text\n")[0] + f"```text\n{done.stdout}```\n" + after


def pages() -> dict[Path, str]:
    """Each generated page and what it should hold."""
    made = {"records.md": records_page(), "cli.md": cli_page(), "codebooks.md": codebooks_page()}
    return {ROOT / "docs" / name: text for name, text in made.items()} | {ROOT / "README.md": readme()}


def main() -> int:
    """Write the pages, or check them; the process's exit code."""
    if "--check" not in sys.argv[1:]:
        for path, text in pages().items():
            path.write_text(text, "utf-8")
        return 0
    stale = [path for path, text in pages().items() if not path.exists() or path.read_text("utf-8") != text]
    for path in stale:
        print(f"{path.relative_to(ROOT)} isn't up to date: run `make docs`")
    return int(bool(stale))


if __name__ == "__main__":
    sys.exit(main())
