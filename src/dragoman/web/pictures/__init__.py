"""Pictures as SVG text: pure functions of data."""
