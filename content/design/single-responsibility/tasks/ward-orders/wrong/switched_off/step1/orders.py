"""Orders of blood: what a ward asks for, and what happens then."""

# For each group that may be ordered, the groups that may be given, the best first.
GIVES = {
    "O-": ["O-"],
    "O+": ["O+", "O-"],
    "A-": ["A-", "O-"],
    "A+": ["A+", "A-", "O+", "O-"],
}
RESERVE = 2

# What Greta asked for.
NEW = False


def handle(order, shelf, log, post):
    """Serve an order and tell the ward; return the numbers of the units that leave."""
    day, ward, number, units = order["day"], order["ward"], order["number"], order["units"]
    if order["group"] not in GIVES:
        log.append(f"{day.isoformat()} {number} INVALID {order['group']}")
        raise ValueError(f"no such group: {order['group']}")
    if units < 1:
        log.append(f"{day.isoformat()} {number} REFUSED nothing ordered")
        post(ward, notice(order, ["cannot be served: it asks for no units."]))
        return []
    found = find(order, shelf)
    if not order["urgent"] and len(found) < units:
        log.append(f"{day.isoformat()} {number} REFUSED {len(found)} of {units}")
        why = f"cannot be served: we can give {len(found)} of {units} units."
        post(ward, notice(order, [why, "Call us if fewer will do."]))
        return []
    if not found:
        log.append(f"{day.isoformat()} {number} EMPTY")
        post("duty doctor", f"{ward} needs {units} units of {order['group']}: none here\n")
        why = "cannot be served: the shelf is empty."
        post(ward, notice(order, [why, "The duty doctor is asking other banks."]))
        return []
    taken = found[:units]
    missing = units - len(taken)
    for unit in taken:
        shelf.remove(unit)
        log.append(f"{day.isoformat()} {number} ISSUED {unit['number']}")
    lines = [line(unit, order) for unit in taken]
    if missing:
        log.append(f"{day.isoformat()} {number} PART {len(taken)} of {units}")
        post("duty doctor", f"{ward} needs {missing} more units of {order['group']}\n")
        lines.insert(0, f"is on its way in part: {len(taken)} of {units} units.")
        lines.append("The duty doctor is asking other banks.")
    else:
        lines.insert(0, f"is on its way: {units} units.")
    post(ward, notice(order, lines))
    return [unit["number"] for unit in taken]


def find(order, shelf):
    """Return the units that may be given, the best first."""
    found = []
    for group in GIVES[order["group"]]:
        units = [unit for unit in shelf if unit["group"] == group]
        units = sorted(units, key=lambda unit: (unit["expires"], unit["number"]))
        units = [unit for unit in units if unit["expires"] >= order["day"]]
        if group == "O-" and not order["urgent"]:
            del units[-RESERVE:]
        found.extend(units)
    return found


def notice(order, lines):
    """Return a notice to a ward."""
    number, day = order["number"], in_words(order["day"])
    if NEW:
        return "\n".join([f"Order {number} for {order['ward']}, {day}", *lines, "Questions? Line 4410.", ""])
    return "\n".join([f"Order {number} of {day}", *lines, ""])


def line(unit, order):
    """Return the line of a unit in a notice."""
    group = f" ({unit['group']})" if NEW else ""
    text = f"- {unit['number']}{group}, use by {in_words(unit['expires'])}"
    return text if unit["group"] == order["group"] else f"{text}, compatible"


def in_words(day):
    """Return a day as notices write it."""
    return f"{day.day} {day:%B} {day.year}" if NEW else day.isoformat()
