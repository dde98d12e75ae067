"""The board over the gate: python gate.py"""

from thermo import LogError, TemperatureLog


class Board:
    """Asks for readings and limits when it is switched on, and shows them all day."""

    def __init__(self, log):
        self._readings = log.live()
        self._limits = log.limits()

    def show(self):
        last = self._readings[-1] if self._readings else "-"
        print(f"{len(self._readings)} readings, last {last}, limits {dict(self._limits)}")


def main():
    log = TemperatureLog(20, 80)
    board = Board(log)
    log.record(5, 61)
    log.record(10, 84)
    board.show()

    try:
        log.set_limits(cold=90)
    except LogError as error:
        print("refused:", error)
    board.show()

    report = log.report()
    try:
        report[0][1] = 79
    except TypeError:
        print("the report cannot be used to change a reading")
    print("in the log:", log.report())


if __name__ == "__main__":
    main()
