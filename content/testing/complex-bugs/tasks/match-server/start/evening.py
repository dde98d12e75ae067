"""An evening of matches: python evening.py

Shows how many matches are still in memory after each of them has been closed.
"""

import gc

from match import Match
from server import Server

ARENA = 1024 * 1024


def alive():
    gc.collect()
    return sum(type(thing) is Match for thing in gc.get_objects())


def main():
    server = Server()
    for n in range(1, 61):
        name = f"M-{n}"
        server.open_match(name, ["Ada", "Bo"], bytes(ARENA))
        server.play(name, "Ada", 10)
        server.play(name, "Bo", 700)  # refused
        server.close_match(name)
        if n % 20 == 0:
            print(f"{n} matches played and closed, {alive()} of them in memory")
    print(server.incidents()[-1])


if __name__ == "__main__":
    main()
