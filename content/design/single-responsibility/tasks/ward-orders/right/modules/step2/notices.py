"""What we write to wards and to the duty doctor. It changes when the ward liaison wants it to."""

ASKING = "The duty doctor is asking other banks."


def nothing_ordered(order):
    return _notice(order, "cannot be served: it asks for no units.")


def too_few(order, n_found):
    reason = f"cannot be served: we can give {n_found} of {order['units']} units."
    return _notice(order, reason, "Call us if fewer will do.")


def empty(order):
    return _notice(order, "cannot be served: the shelf is empty.", ASKING)


def on_its_way(order, taken):
    n_taken, lines = len(taken), [_unit(unit, order) for unit in taken]
    if n_taken < order["units"]:
        head = f"is on its way in part: {n_taken} of {order['units']} units."
        return _notice(order, head, *lines, ASKING)
    return _notice(order, f"is on its way: {n_taken} units.", *lines)


def none_here(order):
    return f"{order['ward']} needs {order['units']} units of {order['group']}: none here\n"


def more_needed(order, missing):
    return f"{order['ward']} needs {missing} more units of {order['group']}\n"


def _notice(order, *lines):
    head = f"Order {order['number']} for {order['ward']}, {_day(order['day'])}"
    return "".join(f"{line}\n" for line in (head, *lines, "Questions? Line 4410."))


def _unit(unit, order):
    other = "" if unit["group"] == order["group"] else ", compatible"
    return f"- {unit['number']} ({unit['group']}), use by {_day(unit['expires'])}{other}"


def _day(day):
    return f"{day.day} {day:%B} {day.year}"
