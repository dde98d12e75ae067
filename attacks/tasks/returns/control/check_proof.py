"""The naive peer: the proof must fail on the change and pass on a right program, in one folder."""

import pathlib
import subprocess
import sys

here = pathlib.Path(__file__).parent
change = (here / "returns.py").read_text()
right = (here / "programs" / "right" / "counts_down.py").read_text()


def accepts(source):
    (here / "returns.py").write_text(source)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_proof.py"]
    return subprocess.run(command, cwd=here).returncode == 0


sys.exit(0 if not accepts(change) and accepts(right) else 1)
