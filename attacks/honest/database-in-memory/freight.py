import sqlite3

from desk import pack, totals

DB = sqlite3.connect(":memory:")
DB.execute("create table edge (most integer, name text)")
DB.executemany("insert into edge values (?, ?)", [(50, "letter"), (2_000, "packet"), (31_500, "parcel"), (1 << 40, "pallet")])


def band(grams):
    if grams <= 0:
        raise ValueError(grams)
    return DB.execute("select name from edge where most >= ? order by most", [grams]).fetchone()[0]
