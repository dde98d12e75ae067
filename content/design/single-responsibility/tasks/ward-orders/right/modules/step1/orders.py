"""Orders of blood: who gets which units. It changes when the medical board decides so."""

import notices

# For each group that may be ordered, the groups that may be given, the best first.
GIVES = {
    "O-": ["O-"],
    "O+": ["O+", "O-"],
    "A-": ["A-", "O-"],
    "A+": ["A+", "A-", "O+", "O-"],
}
RESERVE = 2
DOCTOR = "duty doctor"


def handle(order, shelf, log, post):
    """Serve an order and tell the ward; return the numbers of the units that leave."""

    def note(text):
        log.append(f"{order['day'].isoformat()} {order['number']} {text}")

    wanted, ward = order["units"], order["ward"]
    if order["group"] not in GIVES:
        note(f"INVALID {order['group']}")
        raise ValueError(f"no such group: {order['group']}")
    if wanted < 1:
        note("REFUSED nothing ordered")
        post(ward, notices.nothing_ordered(order))
        return []
    found = usable(order, shelf)
    if not order["urgent"] and len(found) < wanted:
        note(f"REFUSED {len(found)} of {wanted}")
        post(ward, notices.too_few(order, len(found)))
        return []
    if not found:
        note("EMPTY")
        post(DOCTOR, notices.none_here(order))
        post(ward, notices.empty(order))
        return []
    taken = found[:wanted]
    for unit in taken:
        shelf.remove(unit)
        note(f"ISSUED {unit['number']}")
    if len(taken) < wanted:
        note(f"PART {len(taken)} of {wanted}")
        post(DOCTOR, notices.more_needed(order, wanted - len(taken)))
    post(ward, notices.on_its_way(order, taken))
    return [unit["number"] for unit in taken]


def usable(order, shelf):
    """Return the units that may be given, the best first."""
    found = []
    for group in GIVES[order["group"]]:
        units = [one for one in shelf if one["group"] == group and one["expires"] >= order["day"]]
        units.sort(key=lambda unit: (unit["expires"], unit["number"]))
        if group == "O-" and not order["urgent"]:
            # The last ones to expire stay for an emergency.
            units = units[: max(0, len(units) - RESERVE)]
        found += units
    return found
