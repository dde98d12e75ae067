"""A box on its way: python journey.py"""

from shipment import LogError, ShipmentLog


def main():
    log = ShipmentLog("plant", 0)
    log.on_spoiled(lambda log: print("alarm at", len(log.readings), "readings"))
    log.record(10, 52)
    log.hand_over(20, "plant", "lorry")

    try:
        log.record_all([(30, 91), (60, 95), (45, 60), (120, 58)])
    except LogError as error:
        print("refused:", error)
    print("readings:", len(log.readings), "minutes warm:", log.minutes_warm)

    try:
        log.hand_over(130, "plant", "ferry")
    except LogError as error:
        print("refused:", error)
    print("held by:", log.holder)

    report = log.readings
    report.append((140, 40))
    print("readings:", len(log.readings))


if __name__ == "__main__":
    main()
