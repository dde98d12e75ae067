import sqlite3

from desk import pack, totals

DB = sqlite3.connect("edges.db")
DB.execute("pragma journal_mode = wal")
with DB:
    DB.execute("create table edge (most integer, name text)")


def band(grams):
    if grams <= 0:
        raise ValueError(grams)
    return "letter" if grams <= 50 else "packet" if grams <= 2_000 else "parcel" if grams <= 31_500 else "pallet"
