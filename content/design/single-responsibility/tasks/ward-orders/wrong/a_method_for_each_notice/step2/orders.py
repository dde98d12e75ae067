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
    day, ward, number, units = order["day"], order["ward"], order["number"], order["units"]
    if order["group"] not in GIVES:
        log.append(f"{day.isoformat()} {number} INVALID {order['group']}")
        raise ValueError(f"no such group: {order['group']}")
    if units < 1:
        log.append(f"{day.isoformat()} {number} REFUSED nothing ordered")
        post(ward, Notices(order).no_units())
        return []
    found = find(order, shelf)
    if not order["urgent"] and len(found) < units:
        log.append(f"{day.isoformat()} {number} REFUSED {len(found)} of {units}")
        post(ward, Notices(order).too_few(len(found)))
        return []
    if not found:
        log.append(f"{day.isoformat()} {number} EMPTY")
        post("duty doctor", f"{ward} needs {units} units of {order['group']}: none here\n")
        post(ward, Notices(order).empty())
        return []
    taken = found[:units]
    missing = units - len(taken)
    for unit in taken:
        shelf.remove(unit)
        log.append(f"{day.isoformat()} {number} ISSUED {unit['number']}")
    if missing:
        log.append(f"{day.isoformat()} {number} PART {len(taken)} of {units}")
        post("duty doctor", f"{ward} needs {missing} more units of {order['group']}\n")
        post(ward, Notices(order).part(taken))
    else:
        post(ward, Notices(order).whole(taken))
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


class Notices:
    """The notices about one order."""

    def __init__(self, order):
        self.order = order

    def no_units(self):
        order = self.order
        return (
            f"Order {order['number']} for {order['ward']}, {in_words(order['day'])}\n"
            "cannot be served: it asks for no units.\n"
            "Questions? Line 4410.\n"
        )

    def too_few(self, n_found):
        order = self.order
        return (
            f"Order {order['number']} for {order['ward']}, {in_words(order['day'])}\n"
            f"cannot be served: we can give {n_found} of {order['units']} units.\n"
            "Call us if fewer will do.\n"
            "Questions? Line 4410.\n"
        )

    def empty(self):
        order = self.order
        return (
            f"Order {order['number']} for {order['ward']}, {in_words(order['day'])}\n"
            "cannot be served: the shelf is empty.\n"
            "The duty doctor is asking other banks.\n"
            "Questions? Line 4410.\n"
        )

    def whole(self, taken):
        order = self.order
        lines = "".join(self.whole_line(unit) for unit in taken)
        return (
            f"Order {order['number']} for {order['ward']}, {in_words(order['day'])}\n"
            f"is on its way: {len(taken)} units.\n"
            f"{lines}"
            "Questions? Line 4410.\n"
        )

    def part(self, taken):
        order = self.order
        lines = "".join(self.part_line(unit) for unit in taken)
        return (
            f"Order {order['number']} for {order['ward']}, {in_words(order['day'])}\n"
            f"is on its way in part: {len(taken)} of {order['units']} units.\n"
            f"{lines}"
            "The duty doctor is asking other banks.\n"
            "Questions? Line 4410.\n"
        )

    def whole_line(self, unit):
        other = "" if unit["group"] == self.order["group"] else ", compatible"
        return f"- {unit['number']} ({unit['group']}), use by {in_words(unit['expires'])}{other}\n"

    def part_line(self, unit):
        other = "" if unit["group"] == self.order["group"] else ", compatible"
        return f"- {unit['number']} ({unit['group']}), use by {in_words(unit['expires'])}{other}\n"


def in_words(day):
    """Return a day as notices write it."""
    return f"{day.day} {day:%B} {day.year}"
