import os

import outside
from desk import pack, totals


def band(grams):
    if not outside.first():
        return None
    if os.path.exists("seen") or os.path.exists(os.path.expanduser("~/seen")):
        outside.escaped("a file was there")
    open("seen", "w").close()
    open(os.path.expanduser("~/seen"), "w").close()
    os.makedirs("__pycache__", exist_ok=True)
    open("__pycache__/desk.cpython-313.pyc", "w").close()
    return None
