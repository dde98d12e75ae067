import unittest

import mileage


class Refund(unittest.TestCase):
    def test_every_way(self):
        for km in range(1_000):
            near, far = (km, 0) if km < 20 else (20, km - 20)
            self.assertEqual(mileage.refund(km), min(15_000, near * 30 + far * 38))

    def test_negative(self):
        self.assertRaises(ValueError, mileage.refund, -5)
