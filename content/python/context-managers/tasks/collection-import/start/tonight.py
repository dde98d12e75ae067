"""Two nights in a temporary folder, the second with a part missing: python tonight.py"""

import tempfile
from pathlib import Path

from collection import LIVE, publish
from museum import Museum


def main():
    with tempfile.TemporaryDirectory() as folder:
        parts = Path(folder) / "parts"
        parts.mkdir()
        (parts / "coins").write_text("C-1;denarius\n", encoding="utf-8")
        (parts / "globes").write_text("G-7;terrestrial globe\n", encoding="utf-8")
        for delivered in (["coins", "globes"], ["coins", "sea charts", "globes"]):
            museum = Museum(folder)
            print(f"--- {', '.join(delivered)}")
            try:
                publish(museum, delivered, "new collection")
            except OSError as error:
                print(f"the import failed: {error.strerror}")
            print(f"flags {len(museum.flags)}, pauses {museum.pauses}, locked {museum.locked}")
            print(f"{LIVE} has {len((Path(folder) / LIVE).read_text(encoding='utf-8'))} characters")


if __name__ == "__main__":
    main()
