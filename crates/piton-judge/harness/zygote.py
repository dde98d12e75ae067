"""The fork server: a warm interpreter that forks a judge or a learner process on command.

It holds no task, no answer and no learner code, stays single-threaded, and never returns from a
fork into its own loop. Commands are JSON datagrams on a SEQPACKET socket; see `piton_harness`.
"""

import sys

_here = sys.path[0] if sys.path and sys.path[0] else __file__.rpartition("/")[0]
_here = __file__.rpartition("/")[0] or _here
sys.path[:] = [path for path in sys.path if path != _here]


def _main():
    import json

    start = json.loads(sys.argv[1])
    sys.path.insert(0, _here)
    from piton_harness import fork_server

    sys.path.remove(_here)
    fork_server.serve(start)


if __name__ == "__main__":
    _main()
