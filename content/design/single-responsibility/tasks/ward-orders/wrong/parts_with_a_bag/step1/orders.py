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
    job = {"order": order, "shelf": shelf, "log": log, "post": post, "lines": [], "left": []}
    part1(job)
    if not job["done"]:
        part2(job)
    if job["lines"]:
        post(order["ward"], notice(order, job["lines"]))
    return job["left"]


def part1(job):
    order, log = job["order"], job["log"]
    day, number, units = order["day"].isoformat(), order["number"], order["units"]
    job["done"] = True
    if order["group"] not in GIVES:
        log.append(f"{day} {number} INVALID {order['group']}")
        raise ValueError(f"no such group: {order['group']}")
    if units < 1:
        log.append(f"{day} {number} REFUSED nothing ordered")
        job["lines"] = ["cannot be served: it asks for no units."]
        return
    found = job["found"] = find(order, job["shelf"])
    if not order["urgent"] and len(found) < units:
        log.append(f"{day} {number} REFUSED {len(found)} of {units}")
        why = f"cannot be served: we can give {len(found)} of {units} units."
        job["lines"] = [why, "Call us if fewer will do."]
        return
    if not found:
        log.append(f"{day} {number} EMPTY")
        text = f"{order['ward']} needs {units} units of {order['group']}: none here\n"
        job["post"]("duty doctor", text)
        why = "cannot be served: the shelf is empty."
        job["lines"] = [why, "The duty doctor is asking other banks."]
        return
    job["done"] = False


def part2(job):
    order, log = job["order"], job["log"]
    day, number, units = order["day"].isoformat(), order["number"], order["units"]
    taken = job["found"][:units]
    for unit in taken:
        job["shelf"].remove(unit)
        log.append(f"{day} {number} ISSUED {unit['number']}")
    job["lines"] = [line(unit, order) for unit in taken]
    job["left"] = [unit["number"] for unit in taken]
    if len(taken) == units:
        job["lines"].insert(0, f"is on its way: {units} units.")
        return
    log.append(f"{day} {number} PART {len(taken)} of {units}")
    text = f"{order['ward']} needs {units - len(taken)} more units of {order['group']}\n"
    job["post"]("duty doctor", text)
    job["lines"].insert(0, f"is on its way in part: {len(taken)} of {units} units.")
    job["lines"].append("The duty doctor is asking other banks.")


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
    head = f"Order {order['number']} of {in_words(order['day'])}"
    return "\n".join([head, *lines, ""])


def line(unit, order):
    """Return the line of a unit in a notice."""
    text = f"- {unit['number']}, use by {in_words(unit['expires'])}"
    return text if unit["group"] == order["group"] else f"{text}, compatible"


def in_words(day):
    """Return a day as notices write it."""
    return day.isoformat()
