"""What a fork writes is seen, and copied before it is written."""

import mmap
import os
import resource
import unittest

import support  # noqa: F401 - makes the harness importable
from piton_harness import pages, walls


def in_fork(work):
    """Returns the number that `work` gives in a fork."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.write(writer, str(work()).encode())
        os._exit(0)
    os.close(writer)
    with open(reader, encoding="ascii") as pipe:
        number = int(pipe.read())
    os.waitpid(pid, 0)
    return number


class Pages(unittest.TestCase):
    NUMBER = 1000

    def setUp(self):
        flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
        self.memory = mmap.mmap(-1, self.NUMBER * mmap.PAGESIZE, flags=flags)
        # Small pages, as an interpreter's memory has.
        self.memory.madvise(mmap.MADV_NOHUGEPAGE)
        self.write()

    def write(self):
        """Writes every other page."""
        for at in range(0, self.NUMBER, 2):
            self.memory[at * mmap.PAGESIZE] = 1

    def faults(self, ranges):
        """Returns how many faults it costs a fork to write, once ranges are copied."""

        def work():
            pages.copy(ranges)
            before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
            self.write()
            return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

        return in_fork(work)

    def test_what_was_written_once_is_there_the_next_time(self):
        if not os.access("/proc/self/pagemap", os.R_OK):
            self.skipTest("this machine does not let a process look at its pages")
        ranges = pages.written_by(walls.Walls.show, self.write)
        half = self.NUMBER // 2
        self.assertGreaterEqual(sum(length for _, length in ranges), half * mmap.PAGESIZE)
        self.assertGreaterEqual(self.faults([]), half)
        self.assertLess(self.faults(ranges), half // 5)

    def test_a_rehearsal_that_fails_gives_no_hint(self):
        def fails():
            raise SystemExit

        self.assertEqual(pages.written_by(walls.Walls.show, fails), [])


if __name__ == "__main__":
    unittest.main()
