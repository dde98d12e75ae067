"""What a zygote holds is not counted any more; what a fork makes lives and dies as ever."""

import gc
import os
import sys
import traceback
import unittest
import weakref

import support  # noqa: F401 - makes the harness importable
from piton_harness import immortal


def in_fork(check):
    """Runs a check in a fork, as what it makes immortal stays so."""
    pid = os.fork()
    if pid == 0:
        try:
            check()
        except BaseException:  # noqa: BLE001 - told by the status
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def is_counted(one):
    before = sys.getrefcount(one)
    references = [one] * 50
    after = sys.getrefcount(one)
    del references
    return after != before


class Thing:
    """Something a zygote might hold."""

    words = ["a", "list", 12_345.678]

    def method(self):
        return (self.words, "a text that is not interned", 1 << 70)


class Immortal(unittest.TestCase):
    # None is counted by Pythons that know no immortal objects.
    has_immortals = not is_counted(None)

    def test_what_is_there_is_not_counted(self):
        def check():
            thing, of_code = Thing(), Thing.method.__code__.co_consts
            assert immortal.make_all() > 1000
            for one in (thing, Thing, Thing.words, Thing.words[2], Thing.method, *of_code):
                assert not is_counted(one), one

        if self.has_immortals:
            self.assertEqual(in_fork(check), 0)
        else:
            self.assertEqual(immortal.make_all(), 0)

    def test_what_is_made_later_is_counted_and_freed(self):
        def check():
            immortal.make_all()
            gc.freeze()
            thing = Thing()
            reference = weakref.ref(thing)
            assert is_counted(thing)
            del thing
            assert reference() is None
            circle = Thing()
            circle.itself = circle
            reference = weakref.ref(circle)
            del circle
            gc.collect()
            assert reference() is None

        self.assertEqual(in_fork(check), 0)

    def test_a_collection_of_everything_harms_nothing(self):
        def check():
            before = [Thing() for _ in range(100)]
            immortal.make_all()
            gc.freeze()
            gc.unfreeze()
            for _ in range(3):
                gc.collect()
            assert all(one.method()[0] is Thing.words for one in before)
            Thing.words.clear()
            del before, Thing.method
            gc.collect()

        self.assertEqual(in_fork(check), 0)

    def test_a_python_that_does_not_heed_the_mark_is_left_alone(self):
        def check():
            flags = sys.abiflags
            sys.abiflags = flags + "t"
            assert immortal.make_all() == 0
            sys.abiflags = flags
            words, immortal._words = immortal._words, [0] * 10
            # Every object seems to have the count 0, which no immortal one has.
            immortal._words = type("Words", (), {"__getitem__": lambda *_: 0, "__setitem__": lambda *_: None})()
            assert immortal.make_all() == 0
            immortal._words = words
            assert is_counted(Thing())

        self.assertEqual(in_fork(check), 0)


if __name__ == "__main__":
    unittest.main()
