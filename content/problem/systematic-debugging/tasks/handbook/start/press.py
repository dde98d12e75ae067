"""Converts a manuscript: python press.py [file], without a name the handbook."""

import sys
from pathlib import Path

from converter import convert


def main():
    name = sys.argv[1] if len(sys.argv) > 1 else "handbook.txt"
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    print(f"{name}: {len(lines)} lines")
    print(*convert(lines), sep="\n")


if __name__ == "__main__":
    main()
