"""Evenings drawn by seed against a model of the server, and seasons that do not fit in memory."""

from piton import cases, check, require

from probe import evening, large_season, left_over

SKILL = "testing/complex-bugs"
TABLE = {"Ada": 3, "Bo": 2, "Cem": 5, "Dina": 4}
PLAYERS = list(TABLE)
MOST = 100
IDLE = 60
KEPT = 50
TEXTS = ["kick-off", "half time", "closing time"]


class Model:
    """The server, from the rules of the ticket."""

    def __init__(self):
        self.now = 0
        self.matches = {}
        self.there = []
        self.table = dict(TABLE)
        self.was_asked = []
        self.refused = []

    def open(self, name, players, mirror):
        match = {"name": name, "players": players, "mirror": mirror, "log": []}
        match |= {"scores": dict.fromkeys(players, 0), "strengths": {}, "moved": self.now}
        self.matches[name] = match
        self.there.append(["match", name, None])

    def play(self, name, player, points):
        if name not in self.matches:
            return None
        match = self.matches[name]
        match["moved"] = self.now
        why = None
        if player not in match["players"]:
            why = f"{player} does not play in {name}"
        elif not 0 < points <= MOST:
            why = f"{player} cannot make {points} points in {name}"
        if why:
            self.refused.append([True, f"rules.Refused: {why}"])
            return None
        if player not in match["strengths"]:
            self.was_asked.append(player)
            match["strengths"][player] = self.table[player]
        match["scores"][player] += points * match["strengths"][player]
        score = match["scores"][player]
        match["log"].append(f"{player} {points}")
        if match["mirror"] in self.matches:
            mirrored = self.play(match["mirror"], player, points)
            match["log"].append("not mirrored" if mirrored is None else "mirrored")
        return score

    def close(self, name):
        if name not in self.matches:
            return None
        self.there = [one for one in self.there if one[:2] != ["match", name]]
        match = self.matches.pop(name)
        return {"scores": match["scores"], "log": match["log"]}

    def record(self, name):
        if name not in self.matches:
            return None
        match = self.matches[name]
        return {"scores": dict(match["scores"]), "log": list(match["log"])}

    def tick(self, now):
        self.now = now
        for name in [one for one, match in self.matches.items() if match["moved"] + IDLE <= now]:
            self.close(name)

    def watch(self, who, action):
        self.there.append(["watcher", who, action])

    def unwatch(self, who):
        self.there = [one for one in self.there if one[:2] != ["watcher", who]]

    def announce(self, text):
        heard = []
        for one in list(self.there):
            kind, name, action = one
            if kind == "match":
                if name in self.matches:
                    self.matches[name]["log"].append(f"* {text}")
                continue
            heard.append([name, text])
            one[2] = None
            if action and action[0] == "close":
                self.close(action[1])
            elif action and action[0] == "record":
                heard.append([name, self.record(action[1])])
            elif action:
                self.unwatch(name)
        return heard

    def collect(self):
        return None

    def table_of(self, player, strength):
        self.table[player] = strength

    def asked(self):
        return list(self.was_asked)

    def incidents(self):
        return self.refused[-KEPT:]


def expected(script):
    model = Model()
    made = []
    for what, *rest in script:
        step = model.table_of if what == "table" else getattr(model, what)
        made.append(step(*rest))
    return made


def compare(script, says):
    got, right = evening(script), expected(script)
    at = next((at for at, (one, other) in enumerate(zip(got, right)) if one != other), -1)
    step = f"{script[at][0]}({', '.join(map(repr, script[at][1:]))})" if at >= 0 else ""
    one, other = differing(got[at], right[at]) if at >= 0 else (got, right)
    require(got == right, f"{says}: step {at + 1}, {step}", got=one, expected=other)


def differing(one, other):
    """Of two lists that may be long, how long they are or where they differ first."""
    if type(one) is not list or type(other) is not list or len(other) < 4:
        return one, other
    if len(one) != len(other):
        return f"a list of {len(one)}", f"a list of {len(other)}"
    return next(([a], [b]) for a, b in zip(one, other) if a != b)


FORMS = {
    "open": lambda name, players, mirror: (
        type(name) is str
        and name
        and type(players) is list
        and len(set(players)) == len(players) >= 1
        and set(players) <= set(PLAYERS)
    ),
    "play": lambda name, player, points: player in PLAYERS and type(points) is int,
    "close": lambda name: type(name) is str,
    "record": lambda name: type(name) is str,
    "tick": lambda now: type(now) is int and now >= 0,
    "watch": lambda who, action: (
        type(who) is str and (action is None or (type(action) is list and len(action) == 2))
    ),
    "unwatch": lambda who: type(who) is str,
    "announce": lambda text: text in TEXTS,
    "collect": lambda: True,
    "table": lambda player, strength: player in PLAYERS and type(strength) is int and strength > 0,
    "asked": lambda: True,
    "incidents": lambda: True,
}


def legal(script, without=()):
    """Whether a shrunk script is still one: names are open or not as each step needs it."""
    model = Model()
    watchers = set()
    for what, *rest in script:
        if what in without or not FORMS[what](*rest):
            return False
        if what == "open":
            name, players, mirror = rest
            if name in model.matches or (mirror is not None and mirror not in model.matches):
                return False
        if what == "tick" and rest[0] < model.now:
            return False
        if what == "watch":
            who, action = rest
            if who in watchers or (action and action[0] not in ("close", "unwatch", "record")):
                return False
            watchers.add(who)
        if what == "unwatch" and ["watcher", rest[0]] not in [one[:2] for one in model.there]:
            return False
        step = model.table_of if what == "table" else getattr(model, what)
        step(*rest)
    return True


def opened(rng, n, mirrors=0.0):
    """Steps that open some matches."""
    steps, names = [], []
    for at in range(n):
        mirror = rng.choice(names) if names and rng.random() < mirrors else None
        names.append(f"M-{at + 1}")
        steps.append(["open", names[-1], rng.sample(PLAYERS, rng.randint(2, 3)), mirror])
    return steps, names


def good_move(rng, steps, name):
    players = next(step[2] for step in steps if step[0] == "open" and step[1] == name)
    return ["play", name, rng.choice(players), rng.choice([1, 2, 10, 99, 100])]


def plain(rng):
    steps, names = opened(rng, rng.randint(1, 3))
    now = 0
    for _ in range(rng.randint(3, 9)):
        roll = rng.random()
        name = rng.choice(names)
        if roll < 0.45:
            steps.append(good_move(rng, steps, name))
        elif roll < 0.6:
            steps.append(["play", name, rng.choice(PLAYERS), rng.choice([0, -5, 1, 100, 101])])
        elif roll < 0.75:
            now += rng.choice([0, 1, 30, 59, 60, 61])
            steps.append(["tick", now])
        elif roll < 0.85:
            steps.append(["close", name])
        else:
            steps.append(["record", name])
    steps += [["record", name] for name in names]
    return (steps,)


@check(
    "moves, records and idle matches are as before",
    skill=SKILL,
    advice="This worked before your change. Run the script of the counter-example on the old server.",
)
def plain_evening():
    def valid(script):
        return legal(script, without=("watch", "announce", "table"))

    for (script,) in cases(plain, n=50, valid=valid):
        compare(script, "The evening does not go as before")
    for (script,) in cases(nearly_idle, n=50, valid=valid):
        compare(script, "The evening does not go as before")


def nearly_idle(rng):
    """Moves and refused moves shortly before and after an hour."""
    steps, names = opened(rng, rng.randint(1, 2), mirrors=0.5)
    now = 0
    for _ in range(rng.randint(2, 5)):
        now += rng.choice([1, 30, 59, 60, 61])
        steps.append(["tick", now])
        name = rng.choice(names)
        move = good_move(rng, steps, name)
        steps.append(rng.choice([move, move, [*move[:3], 0]]))
    now += rng.choice([1, 59, 60])
    # What a mirrored move leaves in the log of the match in which it was made is another check's.
    alone = [step[1] for step in steps if step[0] == "open" and step[3] is None]
    return ([*steps, ["tick", now], *(["record", name] for name in alone)],)


def announced(rng):
    steps, names = opened(rng, rng.randint(1, 3))
    watchers = [f"W-{at}" for at in range(rng.randint(1, 3))]
    for who in watchers:
        steps.insert(rng.randint(0, len(steps)), ["watch", who, None])
    for _ in range(rng.randint(2, 6)):
        roll = rng.random()
        if roll < 0.5:
            steps += [["collect"], ["announce", rng.choice(TEXTS)]]
        elif roll < 0.65 and watchers:
            steps.append(["unwatch", watchers.pop(rng.randrange(len(watchers)))])
        elif roll < 0.8:
            steps.append(["close", rng.choice(names)])
        else:
            steps.append(good_move(rng, steps, rng.choice(names)))
    return ([*steps, ["announce", TEXTS[0]], *(["record", name] for name in names)],)


@check(
    "announcements reach every open match and every watcher",
    skill=SKILL,
    advice="A watcher has nobody but the server to hold it. Who owns a subscription, and when does it end?",
)
def announcements():
    def valid(script):
        return legal(script, without=("table", "tick")) and not any(
            step[0] == "watch" and step[2] for step in script
        )

    for (script,) in cases(announced, n=40, valid=valid):
        compare(script, "An announcement does not reach those whom it should")


def announced_and_gone(rng):
    steps, names = opened(rng, rng.randint(2, 4))
    for at in range(rng.randint(1, 3)):
        name = rng.choice(names)
        action = rng.choice([None, ["close", name], ["record", name], ["unwatch", ""]])
        steps.insert(rng.randint(0, len(steps)), ["watch", f"W-{at}", action])
    steps += [["announce", text] for text in rng.sample(TEXTS, 2)]
    return ([*steps, *(["record", name] for name in names)],)


@check(
    "whoever leaves in the middle of an announcement takes nothing away from the others",
    skill=SKILL,
    advice="Until now nothing was ever taken off the board. What does a for loop do with a list "
    "from which something is removed?",
    needs=["announcements"],
)
def leaving_in_the_middle():
    def valid(script):
        return legal(script, without=("table", "tick", "play", "unwatch"))

    late = [["open", "M-1", ["Ada", "Bo"], None], ["watch", "W-0", ["close", "M-1"]]]
    once = [["watch", "W-0", ["unwatch", ""]], ["watch", "W-1", None]]
    examples = [
        ([*late, ["watch", "W-1", None], ["announce", TEXTS[2]]],),
        ([*once, ["announce", TEXTS[0]], ["announce", TEXTS[1]]],),
        ([["watch", "W-0", ["record", "M-1"]], late[0], ["announce", TEXTS[0]]],),
        ([late[0], ["watch", "W-0", ["record", "M-1"]], ["announce", TEXTS[0]]],),
    ]
    for (script,) in cases(announced_and_gone, n=40, valid=valid, examples=examples):
        compare(script, "Somebody was passed over, called twice or called out of turn")


def strengths(rng):
    steps, names = opened(rng, rng.randint(1, 3))
    steps = [*steps]
    for _ in range(rng.randint(3, 9)):
        roll = rng.random()
        if roll < 0.55:
            steps.append(good_move(rng, steps, rng.choice(names)))
        elif roll < 0.8:
            steps.append(["table", rng.choice(PLAYERS), rng.randint(1, 9)])
        else:
            name = rng.choice(names)
            again = next(step for step in steps if step[0] == "open" and step[1] == name)
            steps += [["close", name], list(again)]
    return ([*steps, ["asked"]],)


@check(
    "a match asks the league once for each player, and keeps the answer until it is over",
    skill=SKILL,
    advice="What is the key of the cache, and how long does each part of it live? The league sends a bill.",
)
def strength_once():
    def valid(script):
        return legal(script, without=("watch", "announce", "tick"))

    two = [["open", "M-1", ["Ada", "Bo"], None], ["open", "M-2", ["Ada", "Bo"], None]]
    move = ["play", "M-1", "Ada", 10]
    examples = [
        ([*two, move, ["close", "M-2"], move, ["asked"]],),
        ([two[0], move, ["table", "Ada", 8], ["close", "M-1"], two[0], move, move, ["asked"]],),
    ]
    for (script,) in cases(strengths, n=40, valid=valid, examples=examples):
        compare(script, "A strength is not the one it should be, or was asked for again")


def refusals(rng):
    steps, names = opened(rng, rng.randint(1, 2))
    for _ in range(rng.choice([0, 1, 3, 50, 51, 60])):
        steps.append(["play", rng.choice(names), rng.choice(PLAYERS), rng.choice([0, -1, 101, 5])])
    return ([*steps, ["incidents"]],)


@check(
    "the last refused moves are there as text, with the lines that led to them",
    skill=SKILL,
    advice="The people on call need the traceback. What do they need it as?",
)
def incidents():
    def valid(script):
        return legal(script, without=("watch", "announce", "tick", "table", "close"))

    for (script,) in cases(refusals, n=12, valid=valid):
        compare(script, "The incidents are not the last ones, or lack their traceback")


def mirrors(rng):
    steps, names = opened(rng, rng.randint(2, 4), mirrors=0.8)
    for _ in range(rng.randint(2, 7)):
        roll = rng.random()
        if roll < 0.7:
            steps.append(good_move(rng, steps, rng.choice(names)))
        elif roll < 0.85:
            steps.append(["play", rng.choice(names), rng.choice(PLAYERS), rng.choice([-1, 5, 200])])
        else:
            steps.append(["close", rng.choice(names)])
    return ([*steps, *(["record", name] for name in names)],)


@check(
    "a line goes into the log of its own match, also after a move that was refused",
    skill=SKILL,
    advice="Who takes a match off again when a move ends with an exception? And where do notes go "
    "after a move inside a move?",
)
def notes_of_each_match():
    def valid(script):
        return legal(script, without=("watch", "announce", "tick", "table"))

    examples = [
        (
            [
                ["open", "M-1", ["Bo", "Cem"], None],
                ["open", "M-2", ["Ada", "Bo"], "M-1"],
                ["play", "M-2", "Ada", 10],
                ["record", "M-1"],
                ["record", "M-2"],
            ],
        ),
    ]
    for (script,) in cases(mirrors, n=40, valid=valid, examples=examples):
        compare(script, "A line stands in the log of another match, or nowhere")


# Seasons whose arenas do not fit in memory, all together.

MATCHES, MEBIBYTES = 60, 16


def fits(kind):
    # In a case, so that it is shown which season it was.
    for case in cases(lambda rng: (kind, MATCHES, MEBIBYTES), n=1, valid=lambda *_: False):
        assert large_season(*case) == MATCHES


@check(
    "a season of matches that hear announcements fits in memory",
    skill=SKILL,
    advice="Who could still call something of a match that is over?",
    needs=["plain_evening"],
    fresh="check",
)
def season_of_announcements():
    fits("announced")


@check(
    "a season of matches in which there are moves fits in memory",
    skill=SKILL,
    advice="What is kept of a move, by whom, and until when?",
    needs=["season_of_announcements"],
    fresh="check",
)
def season_of_moves():
    fits("played")


@check(
    "a season of matches in which a move is refused fits in memory",
    skill=SKILL,
    advice="What is kept of a refused move, beside the text that somebody may read?",
    needs=["season_of_announcements"],
    fresh="check",
)
def season_of_refusals():
    fits("refused")


@check(
    "a season of matches that end long before their hour fits in memory",
    skill=SKILL,
    advice="What has been cancelled is not gone yet. Who holds it, and until when?",
    needs=["season_of_announcements"],
    fresh="check",
)
def season_in_one_hour():
    fits("waiting")


@check(
    "nothing of a match that is over stays in memory",
    skill=SKILL,
    advice="gc.get_referrers(thing) in the live server tells who holds it; ask again for each of those.",
    needs=["season_of_moves", "season_of_refusals", "season_in_one_hour"],
    fresh="check",
    grade="C",
)
def nothing_left_over():
    kinds = ["announced", "played", "refused", "waiting", "unknown"]
    found = left_over(kinds, 6)
    left = {kind: number for kind, number in found.items() if number}
    assert left == {}, "Of six matches that are over, arenas or names of players are still in memory"
