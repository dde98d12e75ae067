"""Makes an export of many events out of one of few: the same kinds, each with an id of its own."""

import hashlib
import json
import sys
import uuid


def main(source, target, wanted):
    with open(source, encoding="utf-8") as file:
        lines = file.read().splitlines()
    head, *rest, _ = lines
    blobs = [line for line in rest if line.startswith('{"blob"')]
    events = [json.loads(line) for line in rest if line.startswith('{"event"')]
    start = max(event["at"] for event in events)
    written = [head, *blobs]
    for number in range(wanted):
        event = dict(events[number % len(events)])
        at = start + number * 1000
        event["event"] = str(uuid.UUID(int=(at // 1000 << 80) | (7 << 76) | (2 << 62) | number))
        event["at"] = at
        written.append(json.dumps(event, separators=(",", ":")))
    text = "".join(line + "\n" for line in written)
    end = {
        "events": wanted,
        "blobs": len(blobs),
        "damaged": [],
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
    with open(target, "w", encoding="utf-8") as file:
        file.write(text + json.dumps({"end": end}, separators=(",", ":")) + "\n")


main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
