"""Code that was compiled elsewhere is taken where this Python can use it, and nowhere else."""

import importlib
import os
import sys
import tempfile
import unittest

import support  # noqa: F401 - makes the harness importable
from piton_harness import bytecode


class Cache(unittest.TestCase):
    def imported(self, done):
        """Imports a file that says 1, beside code of its own that may say otherwise."""
        with tempfile.TemporaryDirectory() as root:
            with open(os.path.join(root, "said_here.py"), "w", encoding="utf-8") as file:
                file.write("number = 1\n")
            bytecode.cache(root, "said_here.py", done)
            sys.path.insert(0, root)
            try:
                importlib.invalidate_caches()
                module = importlib.import_module("said_here")
                return module.number, module.__file__ == os.path.join(root, "said_here.py")
            finally:
                sys.path.remove(root)
                sys.modules.pop("said_here", None)

    def test_code_of_this_python_is_taken_without_a_look_at_the_text(self):
        done = bytecode.compiled("number = 2\n", "said_here.py")
        self.assertEqual(self.imported(done), (2, True))

    def test_code_of_another_python_is_left(self):
        done = bytecode.compiled("number = 2\n", "said_here.py")
        self.assertEqual(self.imported({**done, "magic": "AAAA"}), (1, True))
        self.assertEqual(self.imported(None), (1, True))


if __name__ == "__main__":
    unittest.main()
