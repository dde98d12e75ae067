"""Publish the collection from the parts that the departments deliver."""

from functools import partial

TEMPORARY = "collection.new"
LIVE = "collection.csv"


class CleanUp:
    """Undoes steps, the last one first, and decides which exception gets out."""

    def __init__(self, report):
        self._report = report
        self._steps = []

    def add(self, undo, *, after_failure=False):
        """Promise to call `undo` at the end, or only if the block fails."""
        self._steps.append((undo, after_failure))

    def undo_last(self):
        """Call the newest `undo` now instead of at the end."""
        undo, _ = self._steps.pop()
        undo()

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        errors = [] if error is None else [error]
        for undo, after_failure in reversed(self._steps):
            if after_failure and error is None:
                continue
            try:
                undo()
            except BaseException as later:
                errors.append(later)
        if not errors:
            return
        interrupts = [e for e in errors if not isinstance(e, Exception)]
        out = interrupts[-1] if interrupts else errors[0]
        for other in errors:
            if other is not out:
                self._report(other)
        if out is not error:
            raise out


def publish(museum, parts, reason):
    """Put the texts of `parts`, in their order, into the live collection file."""
    with CleanUp(museum.report) as clean_up:
        museum.raise_flag(reason)
        clean_up.add(museum.lower_flag)
        museum.pause_jobs()
        clean_up.add(museum.resume_jobs)
        lock = museum.lock_catalogue()
        clean_up.add(lock.release)
        opened = []
        for name in parts:
            part = museum.open_part(name)
            clean_up.add(part.close)
            opened.append(part)
        export = museum.create(TEMPORARY)
        clean_up.add(partial(museum.remove, TEMPORARY), after_failure=True)
        clean_up.add(export.close)
        for part in opened:
            export.write(part.read())
        clean_up.undo_last()
        museum.rename(TEMPORARY, LIVE)
