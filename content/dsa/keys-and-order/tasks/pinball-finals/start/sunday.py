"""The final of last Sunday: python sunday.py"""

from math import nan

from finals import standings
from results import Result

SUNDAY = [
    Result("Mira", 41_000, 118.0, "1988-03-02"),
    Result("Tom", 52_500, 131.5, "2007-11-20"),
    Result("Ada", 41_000, nan, "1999-06-30"),
    Result("Li", 52_500, 131.5, "2009-05-14"),
    Result("Nuno", None, nan, "1979-01-08"),
    Result("Bea", 41_000, 102.25, "2001-09-09"),
    Result("Li", 38_750, 140.0, "1991-12-24"),
]

if __name__ == "__main__":
    for rank, result in standings(SUNDAY):
        print(f"{'-' if rank is None else rank:>3}  {result.player:6}{result.points}  {result.seconds}")
