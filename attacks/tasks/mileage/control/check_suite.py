"""The naive peer: the suite must pass on the reference and fail on each mutant, in one folder."""

import pathlib
import subprocess
import sys

here = pathlib.Path(__file__).parent
programs = here / "programs"
order = ["right/formula", *(f"wrong/{one.stem}" for one in sorted((programs / "wrong").glob("*.py")))]
texts = {name: (programs / f"{name}.py").read_text() for name in order}


def accepts(name):
    (here / "mileage.py").write_text(texts[name])
    ran = subprocess.run([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_mileage.py"], cwd=here)
    return ran.returncode == 0


sys.exit(0 if all(accepts(name) == name.startswith("right/") for name in order) else 1)
