import sys
import unittest

import mileage


class Near(unittest.TestCase):
    def setUp(self):
        self.rate = 30

    def test_near(self):
        for km in range(21):
            with self.subTest(km=km):
                self.assertEqual(mileage.refund(km), km * self.rate)

    @unittest.skipIf(sys.version_info >= (3, 0), "old")
    def test_old(self):
        self.fail()


class TestFar:
    def test_far(self):
        assert [mileage.refund(km) for km in (21, 22, 398, 399, 5_000)] == [638, 676, 14_964, 15_000, 15_000]

    def test_negative(self):
        try:
            mileage.refund(-3)
        except ValueError:
            pass
        else:
            raise AssertionError("nothing was raised")
