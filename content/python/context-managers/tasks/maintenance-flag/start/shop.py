"""A ticket shop in memory, with the same four calls as the real one."""


class Shop:
    """Counts flags and pauses, since several night jobs may want the shop closed at once."""

    def __init__(self):
        self.flags = []
        self.pauses = 0

    def raise_flag(self, reason):
        print(f"raise_flag: {reason}")
        self.flags.append(reason)

    def pause_jobs(self):
        print("pause_jobs")
        self.pauses += 1

    def resume_jobs(self):
        print("resume_jobs")
        self.pauses -= 1

    def lower_flag(self):
        print("lower_flag")
        self.flags.pop()
