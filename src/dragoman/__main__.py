"""``python -m dragoman``: the command line."""

from dragoman.cli.main import run

run()
