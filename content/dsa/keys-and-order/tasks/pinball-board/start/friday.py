"""Some minutes of last Friday: python friday.py"""

from board import Board
from games import Game


def show(board):
    for rank, player, points in board.top(5):
        print(f"  {rank}  {player:6}{points}")


if __name__ == "__main__":
    board = Board()
    board.submit(Game(1, "Mira", 41_000))
    board.submit(Game(2, "Tom", 52_500))
    board.submit(Game(3, "Ada", 41_000))
    board.submit(Game(4, "Mira", 60_000))
    board.submit(Game(5, "Li", 38_750))
    print("at nine:")
    show(board)
    print("first at 41000:", board.first_at(41_000))
    board.retract(4)
    print("after game 4 was taken back:")
    show(board)
    print("rank of Li:", board.rank("Li"))
    print("first at 41000:", board.first_at(41_000))
