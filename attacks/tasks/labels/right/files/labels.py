"""Labels of parcels."""

import importlib

KNOWN = {"plain": lambda grams: f"{grams} g", "glass": lambda grams: f"GLASS {grams + 200} g"}


def label(kind, grams):
    return (KNOWN.get(kind) or importlib.import_module(f"kinds.{kind}").label)(grams)
