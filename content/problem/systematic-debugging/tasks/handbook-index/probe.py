"""Hands the smallest manuscript over."""

import os.path

import chapters
from piton import probe

HERE = os.path.dirname(chapters.__file__)


@probe()
def smallest():
    """The smallest manuscript, as it was handed in."""
    with open(os.path.join(HERE, "smallest.txt"), encoding="utf-8") as file:
        return file.read().splitlines()
