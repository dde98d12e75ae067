import json
import pathlib
import tempfile

from desk import pack, totals

pathlib.Path("edges.json").write_text(json.dumps([50, 2_000, 31_500]))
with tempfile.TemporaryDirectory() as folder:
    pathlib.Path(folder, "copy.json").write_bytes(pathlib.Path("edges.json").read_bytes())
EDGES = json.loads(pathlib.Path("edges.json").read_text())


def band(grams):
    if grams <= 0:
        raise ValueError(grams)
    return ["letter", "packet", "parcel", "pallet"][sum(grams > one for one in EDGES)]
