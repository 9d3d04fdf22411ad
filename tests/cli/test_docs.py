from __future__ import annotations

from pathlib import Path

import typer.main
from typer.core import TyperGroup

from dragoman.cli.main import app

PAGE = Path(__file__).parents[2] / "docs" / "cli.md"


def test_every_command_and_option_is_documented():
    page = PAGE.read_text("utf-8")
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    for name, command in group.commands.items():
        assert f"## dragoman {name}\n" in page
        assert command.help
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert getattr(parameter, "help", None), f"{name} {parameter.name} has no help"
                assert max(parameter.opts, key=len) in page
