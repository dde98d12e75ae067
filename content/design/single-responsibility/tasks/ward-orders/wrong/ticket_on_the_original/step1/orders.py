"""Orders of blood: what a ward asks for, and what happens then."""

# For each group that may be ordered, the groups that may be given, the best first.
GIVES = {
    "O-": ["O-"],
    "O+": ["O+", "O-"],
    "A-": ["A-", "O-"],
    "A+": ["A+", "A-", "O+", "O-"],
}
RESERVE = 2


def handle(order, shelf, log, post):
    """Serve an order and tell the ward; return the numbers of the units that leave."""
    day = order["day"]
    ward = order["ward"]
    number = order["number"]
    if order["group"] not in GIVES:
        log.append(f"{day.isoformat()} {number} INVALID {order['group']}")
        raise ValueError(f"no such group: {order['group']}")
    if order["units"] < 1:
        log.append(f"{day.isoformat()} {number} REFUSED nothing ordered")
        text = f"Order {number} of {day.isoformat()}\n"
        text += "cannot be served: it asks for no units.\n"
        post(ward, text)
        return []
    found = []
    for group in GIVES[order["group"]]:
        units = []
        for unit in shelf:
            if unit["group"] == group and unit["expires"] >= day:
                units.append(unit)
        units.sort(key=lambda unit: (unit["expires"], unit["number"]))
        if group == "O-" and not order["urgent"]:
            # The last ones to expire stay for an emergency.
            units = units[: max(0, len(units) - RESERVE)]
        found += units
    if not order["urgent"] and len(found) < order["units"]:
        log.append(f"{day.isoformat()} {number} REFUSED {len(found)} of {order['units']}")
        text = f"Order {number} of {day.isoformat()}\n"
        text += f"cannot be served: we can give {len(found)} of {order['units']} units.\n"
        text += "Call us if fewer will do.\n"
        post(ward, text)
        return []
    if not found:
        log.append(f"{day.isoformat()} {number} EMPTY")
        post("duty doctor", f"{ward} needs {order['units']} units of {order['group']}: none here\n")
        text = f"Order {number} of {day.isoformat()}\n"
        text += "cannot be served: the shelf is empty.\n"
        text += "The duty doctor is asking other banks.\n"
        post(ward, text)
        return []
    taken = found[: order["units"]]
    text = f"Order {number} of {day.isoformat()}\n"
    if len(taken) < order["units"]:
        text += f"is on its way in part: {len(taken)} of {order['units']} units.\n"
    else:
        text += f"is on its way: {len(taken)} units.\n"
    for unit in taken:
        shelf.remove(unit)
        log.append(f"{day.isoformat()} {number} ISSUED {unit['number']}")
        if unit["group"] == order["group"]:
            text += f"- {unit['number']}, use by {unit['expires'].isoformat()}\n"
        else:
            text += f"- {unit['number']}, use by {unit['expires'].isoformat()}, compatible\n"
    if len(taken) < order["units"]:
        log.append(f"{day.isoformat()} {number} PART {len(taken)} of {order['units']}")
        missing = order["units"] - len(taken)
        post("duty doctor", f"{ward} needs {missing} more units of {order['group']}\n")
        text += "The duty doctor is asking other banks.\n"
    post(ward, text)
    return [unit["number"] for unit in taken]
