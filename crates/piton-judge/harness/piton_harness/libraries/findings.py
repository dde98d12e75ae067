"""The findings of a review: how a learner writes them, and what each of them hits."""

import math
import re

from piton_harness.libraries import text

SEVERITIES = ("blocker", "major", "minor", "nit")
CLAIM = "claim"
MAX_FINDINGS = 60
MAX_SPAN = 12

_PLACE = re.compile(r"[-*\s]*`?([\w./-]{1,200}):(\d{1,6})(?:-(\d{1,6}))?`?[\s,;:]")
_WORD = re.compile(r"[\s,;:]*([\w-]{1,40})")
_TEST = re.compile(r"\btest_\w+")

EXAMPLE = "`refunds.py:41 wrong-result major - what is wrong`"


class Finding:
    """One line of the findings file, and what came of it."""

    def __init__(self, line, file, span, kind, severity):
        self.line = line
        self.file = file
        self.first, self.last = span
        self.kind = kind
        self.severity = severity
        self.tests = set(_TEST.findall(line.text))
        self.hit = None
        self.near = None
        self.decoy = None
        self.fair = False
        self.again = False

    def distance(self, places):
        """Returns how many lines lie between it and the nearest of some places."""
        return min(
            (
                max(first - self.last, self.first - last, 0)
                for file, first, last in places
                if file == self.file
            ),
            default=math.inf,
        )


def read(session, file, kinds, files):
    """Reads the findings; raises what is wrong with the first line that cannot be read.

    `kinds` are the classes by name, `files` the number of lines of each reviewed file.
    """
    findings = [_finding(line, kinds, files) for line in text.lines(session, file)]
    if not findings:
        raise text.unmet(f"The file {file} holds no finding yet. Write one a line, such as {EXAMPLE}.")
    if len(findings) > MAX_FINDINGS:
        raise text.unmet(
            f"The file {file} holds {len(findings)} findings. A review that marks everything tells its "
            f"reader nothing: at most {MAX_FINDINGS} are read."
        )
    return findings


def _finding(line, kinds, files):
    found = _PLACE.match(line.text + " ")
    if not found:
        raise line.unmet(f"it does not begin with a place. A finding reads {EXAMPLE}.")
    file = _file(line, found[1], files)
    first = int(found[2])
    last = int(found[3] or first)
    if not 1 <= first <= last <= files[file]:
        place = found[0].split(":")[-1].strip()
        raise line.unmet(f"{file} has the lines 1 to {files[file]}, and no {place}.")
    if last - first >= MAX_SPAN:
        raise line.unmet(
            f"it marks {last - first + 1} lines. Point at the line that has to change; a finding "
            f"may span up to {MAX_SPAN}."
        )
    kind, severity = _words(line, line.text[found.end() - 1 :], kinds)
    return Finding(line, file, (first, last), kind, severity)


def _file(line, name, files):
    name = name.removeprefix("./")
    if name in files:
        return name
    same = [file for file in files if file.endswith("/" + name)]
    if len(same) == 1:
        return same[0]
    raise line.unmet(f"{name} is none of the reviewed files: {text.listed(sorted(files))}.")


def _words(line, rest, kinds):
    """Reads class and severity, in either order."""
    words = []
    for _ in range(2):
        found = _WORD.match(rest)
        words.append(found[1].lower().replace("_", "-") if found else "")
        rest = rest[found.end() :] if found else ""
    if words[0] in SEVERITIES:
        words.reverse()
    kind, severity = words
    if kind not in kinds:
        known = text.listed(sorted(kinds))
        raise line.unmet(f"`{kind}` is no class of finding. The classes are {known}.")
    if severity not in SEVERITIES:
        raise line.unmet(
            f"`{severity}` is no severity. The severities are {text.listed(SEVERITIES)}."
        )
    return kind, severity


def match(findings, defects, decoys, fair, tolerance):
    """Notes for each finding what it hits: the nearest, and of two as near the defect."""
    hits, holder = {}, {}
    for finding in findings:
        if finding.kind == CLAIM:
            continue
        far = {one: finding.distance(one.at) for one in (*defects, *decoys)}
        decoy = min(decoys, key=far.get, default=None)
        beside = min((finding.distance(one.at) for one in fair), default=math.inf)
        if decoy is not None and far[decoy] > min(1, beside):
            decoy = None
        reach = tolerance if decoy is None else min(tolerance, far[decoy])
        if finding.last > finding.first:
            # A range that is a line too long touches what stands beside the defect.
            reach = max(reach, min(tolerance, 1))
        near = sorted((one for one in defects if far[one] <= reach), key=far.get)
        if finding.severity != "nit":
            hits[finding] = [one for one in near if finding.kind in one.kinds]
        if hits.get(finding):
            _give(finding, hits, holder, set())
        elif near:
            finding.near = near[0]
        elif decoy is not None:
            finding.decoy = decoy
        else:
            finding.fair = beside <= 1
    held = {finding: one for one, finding in holder.items()}
    for finding, possible in hits.items():
        if possible:
            finding.hit = held.get(finding, possible[0])
            finding.again = finding not in held


def _give(finding, hits, holder, seen):
    """Gives a finding a defect of its own, if need be by giving another finding another one.

    Two defects may lie close together, and which of them a line means is for the learner to know.
    """
    possible = [one for one in hits[finding] if one not in seen]
    seen.update(possible)
    for one in sorted(possible, key=lambda one: one in holder):
        if one not in holder or _give(holder[one], hits, holder, seen):
            holder[one] = finding
            return True
    return False
