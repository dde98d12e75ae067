"""Done and in use: packing a delivery, adding up a day."""


def pack(weights, limit):
    """Fills boxes in order; a box is closed when the next weight does not fit."""
    boxes, load = [], 0
    for weight in weights:
        if not boxes or load + weight > limit:
            boxes.append([])
            load = 0
        boxes[-1].append(weight)
        load += weight
    return boxes


def totals(lines):
    """Adds up cents by customer."""
    found = {}
    for customer, cents in lines:
        found[customer] = found.get(customer, 0) + cents
    return found
