"""Makes the harness importable, as a zygote does."""

import pathlib
import sys

HARNESS = pathlib.Path(__file__).resolve().parent.parent / "harness"
sys.path.insert(0, str(HARNESS))
