import subprocess
import sys

from tests.conftest import ROOT


def test_generated_pages_are_up_to_date_and_every_record_field_is_documented():
    script = [sys.executable, str(ROOT / "scripts" / "write_docs.py"), "--check"]
    result = subprocess.run(script, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
