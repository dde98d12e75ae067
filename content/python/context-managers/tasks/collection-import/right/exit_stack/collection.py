"""Publish the collection from the parts that the departments deliver."""

from contextlib import ExitStack

TEMPORARY = "collection.new"
LIVE = "collection.csv"


class Trouble:
    """What went wrong tonight, in order."""

    def __init__(self):
        self._errors = []

    def watch(self, call, *args):
        """Call, and note what is raised instead of passing it on."""
        try:
            call(*args)
        except BaseException as error:
            self._errors.append(error)

    def settle(self, report):
        """Raise the exception that counts and report the others."""
        if not self._errors:
            return
        out = min(self._errors, key=lambda error: isinstance(error, Exception))
        for error in self._errors:
            if error is not out:
                report(error)
        raise out


def publish(museum, parts, reason):
    """Put the texts of `parts`, in their order, into the live collection file."""
    trouble = Trouble()
    with ExitStack() as undo:
        trouble.watch(run, museum, parts, reason, undo, trouble)
    trouble.settle(museum.report)


def run(museum, parts, reason, undo, trouble):
    museum.raise_flag(reason)
    undo.callback(trouble.watch, museum.lower_flag)
    museum.pause_jobs()
    undo.callback(trouble.watch, museum.resume_jobs)
    lock = museum.lock_catalogue()
    undo.callback(trouble.watch, lock.release)
    opened = []
    for name in parts:
        opened.append(museum.open_part(name))
        undo.callback(trouble.watch, opened[-1].close)
    export = museum.create(TEMPORARY)
    unpublished = undo.enter_context(ExitStack())
    unpublished.callback(trouble.watch, museum.remove, TEMPORARY)
    unclosed = unpublished.enter_context(ExitStack())
    unclosed.callback(trouble.watch, export.close)
    for part in opened:
        export.write(part.read())
    unclosed.pop_all()
    export.close()
    museum.rename(TEMPORARY, LIVE)
    unpublished.pop_all()
