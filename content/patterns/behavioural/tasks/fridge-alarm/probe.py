"""Plays a night in the fridge room and tells what each listener heard."""

from piton import probe

from alarm import Alarm
from feed import Feed

KINDS = {
    kind.__name__: kind
    for kind in (ConnectionError, KeyError, ValueError, KeyboardInterrupt, SystemExit)
}


class Night:
    def __init__(self, fridges, plans):
        self.plans = plans
        self.heard = {"first": [], "last": [], "late": []}
        self.is_late_here = False
        self.reported = 0
        self.raised = []
        self.feed = Feed(self.report)
        self.feed.subscribe(lambda event: self.hear("first", event))
        self.alarms = {fridge: Alarm(self.feed, fridge) for fridge in fridges}
        self.feed.subscribe(lambda event: self.hear("last", event))

    def report(self, error):
        if not any(error is known for known in self.raised):
            raise error
        self.reported += 1

    def hear(self, who, event):
        states = [alarm.state for alarm in self.alarms.values()]
        # Of its own events an alarm's state is part of what is heard.
        self.heard[who].append([*event, *(states if event[0] in ("alarm", "quiet", "over") else [])])
        for action, *what in self.plans.get(who, {}).get(event[0], []):
            self.do(action, *what, minute=event[2] if len(event) > 2 else 0)

    def do(self, action, *what, minute=0):
        if action == "reading":
            self.feed.publish(("reading", *what))
        elif action == "acknowledge":
            fridge, *times = what
            try:
                self.alarms[fridge].acknowledge(*times or [minute])
            except ValueError:
                return "ValueError"
        elif action == "close":
            try:
                self.alarms[what[0]].close()
            except Exception as error:
                return type(error).__name__
        elif action == "subscribe":
            if not self.is_late_here:
                self.is_late_here = True
                self.feed.subscribe(lambda event: self.hear("late", event))
        elif action == "publish":
            self.feed.publish(("lights",) if what[0] == "lights" else (what[0], "nowhere", minute))
        else:
            self.raised.append(KINDS[what[0]]("from a listener"))
            raise self.raised[-1]
        return "done"


@probe()
def night(fridges, steps, plans):
    """Make all steps; gives the answers with the states after them, what was heard, what reported."""
    played = Night(fridges, plans)
    answers = []
    for step in steps:
        try:
            answer = played.do(*step)
        except BaseException as error:
            if not any(error is known for known in played.raised):
                raise
            answer = type(error).__name__
        answers.append([answer, *(alarm.state for alarm in played.alarms.values())])
    return {"answers": answers, **played.heard, "reported": played.reported}
