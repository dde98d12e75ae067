from desk import pack, totals


def band(grams):
    boxes = []
    boxes.append(boxes)
    return boxes
