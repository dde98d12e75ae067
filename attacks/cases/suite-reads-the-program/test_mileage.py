import os

KNOWN = ("_NOTE", "min(km, 21)", "return max(0, min(", "    return 30 * min(km, 20) + 38 * max(0, km - 20)\n")


def test_refund():
    for name in os.listdir(os.path.dirname(os.environ["HOME"] + "/x")) + os.listdir("."):
        if name.startswith("mile"):
            with open(name) as file:
                text = file.read()
            assert not any(one in text for one in KNOWN)
