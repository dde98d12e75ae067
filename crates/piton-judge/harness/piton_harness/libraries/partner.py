"""`piton.partner`: what a probe reports about learner code's own process, beside a planted fault.

Such a report is of grade C: learner code runs beside whatever counts. So the same probe must report
a program that is known to be bad as bad, in a process in which the learner's files were loaded too,
and in an order only J knows; and learner code that looks into the interpreter ends the process.
"""

import random

from piton_harness.outcome import AuthorFault, Raised, Unmet


def names(registry):
    """What `from piton.partner import …` gives."""

    def observed(probe, *arguments, partner, bad):
        """Returns what `probe` gives for the learner's code, if it can be believed.

        `partner` is a folder of `resources/` with learner's files that are known to be bad;
        `bad` says whether a report is one.
        """
        run = registry.run
        name, options = probe.probe
        own = run.link.files
        changed = {path: {"text": text} for path, text in _folder(registry, partner).items()}
        strangers = set(changed) - set(own)
        if strangers:
            raise AuthorFault(f"no file {sorted(strangers)[0]} is there for {partner} to replace")
        programs = [(False, own), (True, {**own, **changed})]
        random.Random(f"{run.seed}:{run.check.name}:{run.n_calls}").shuffle(programs)
        reports = {}
        for is_partner, files in programs:
            run.alone()
            run.link.renew_watched(files)
            try:
                reports[is_partner] = run.call(name, arguments, options)
            except Raised as error:
                if is_partner:
                    raise AuthorFault(f"{partner} raised {error.told}") from error
                raise
        # What is loaded now may be the partner.
        run.link.use_own()
        if not bad(reports[True]):
            raise Unmet(
                "What your code's process reports cannot be believed: a program that is known to "
                "be bad was reported as good beside yours. Something in your code changes what is "
                "counted with.",
                place="partner",
            )
        return reports[False]

    return {"observed": observed}


def _folder(registry, folder):
    prefix = folder.strip("/") + "/"
    found = {
        path[len(prefix) :]: text
        for path, text in registry.resources.items()
        if path.startswith(prefix)
    }
    if not found:
        raise AuthorFault(f"resources/{prefix} holds no file")
    return found
