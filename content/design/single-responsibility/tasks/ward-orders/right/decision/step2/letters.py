"""Letters about decisions."""


class Letter:
    """What is written about one decision."""

    def __init__(self, order, decision):
        self.order = order
        self.decision = decision

    def to_doctor(self):
        missing = self.order["units"] - len(self.decision.taken)
        end = " more units" if self.decision.taken else " units"
        text = f"{self.order['ward']} needs {missing}{end} of {self.order['group']}"
        return text + ("\n" if self.decision.taken else ": none here\n")

    def to_ward(self):
        lines = [f"Order {self.order['number']} for {self.order['ward']}, {self.day(self.order['day'])}"]
        lines += getattr(self, f"about_{self.decision.word.lower()}")()
        return "\n".join([*lines, "Questions? Line 4410."]) + "\n"

    def about_nothing(self):
        return ["cannot be served: it asks for no units."]

    def about_few(self):
        found, units = self.decision.found, self.order["units"]
        return [
            f"cannot be served: we can give {found} of {units} units.",
            "Call us if fewer will do.",
        ]

    def about_empty(self):
        return [
            "cannot be served: the shelf is empty.",
            "The duty doctor is asking other banks.",
        ]

    def about_whole(self):
        return [f"is on its way: {self.order['units']} units.", *self.units()]

    def about_part(self):
        n_taken = len(self.decision.taken)
        return [
            f"is on its way in part: {n_taken} of {self.order['units']} units.",
            *self.units(),
            "The duty doctor is asking other banks.",
        ]

    def units(self):
        for unit in self.decision.taken:
            same = unit["group"] == self.order["group"]
            what = f"- {unit['number']} ({unit['group']}), use by {self.day(unit['expires'])}"
            yield what if same else what + ", compatible"

    @staticmethod
    def day(day):
        return f"{day.day} {day:%B} {day.year}"
