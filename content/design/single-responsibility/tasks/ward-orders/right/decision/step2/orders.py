"""Orders of blood: what a ward asks for, and what happens then."""

from dataclasses import dataclass, field

from letters import Letter

# For each group that may be ordered, the groups that may be given, the best first.
GIVES = {
    "O-": ["O-"],
    "O+": ["O+", "O-"],
    "A-": ["A-", "O-"],
    "A+": ["A+", "A-", "O+", "O-"],
}
RESERVE = 2


@dataclass
class Decision:
    """What is to happen, before any of it has happened."""

    word: str
    taken: list = field(default_factory=list)
    found: int = 0


def decide(order, shelf):
    """Decide on an order; change nothing."""
    if order["units"] < 1:
        return Decision("NOTHING")
    found = []
    for group in GIVES[order["group"]]:
        units = [one for one in shelf if one["group"] == group and one["expires"] >= order["day"]]
        units.sort(key=lambda unit: (unit["expires"], unit["number"]))
        keep = RESERVE if group == "O-" and not order["urgent"] else 0
        found += units[: max(0, len(units) - keep)]
    if len(found) >= order["units"]:
        return Decision("WHOLE", found[: order["units"]], len(found))
    if not order["urgent"]:
        return Decision("FEW", found=len(found))
    return Decision("PART" if found else "EMPTY", found, len(found))


def handle(order, shelf, log, post):
    """Serve an order and tell the ward; return the numbers of the units that leave."""
    entry = f"{order['day'].isoformat()} {order['number']}"
    if order["group"] not in GIVES:
        log.append(f"{entry} INVALID {order['group']}")
        raise ValueError(f"no such group: {order['group']}")
    decision = decide(order, shelf)
    for unit in decision.taken:
        shelf.remove(unit)
        log.append(f"{entry} ISSUED {unit['number']}")
    said = {
        "NOTHING": "REFUSED nothing ordered",
        "FEW": f"REFUSED {decision.found} of {order['units']}",
        "EMPTY": "EMPTY",
        "PART": f"PART {decision.found} of {order['units']}",
    }
    if decision.word in said:
        log.append(f"{entry} {said[decision.word]}")
    letter = Letter(order, decision)
    if decision.word in ("EMPTY", "PART"):
        post("duty doctor", letter.to_doctor())
    post(order["ward"], letter.to_ward())
    return [unit["number"] for unit in decision.taken]
