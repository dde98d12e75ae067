"""Shows which examples the returned programs contradict: `piton run compare.py`."""

import returned_1
import returned_2
import returned_3
from examples import EXAMPLES

for program in (returned_1, returned_2, returned_3):
    contradicted = 0
    for arguments, expected in EXAMPLES:
        given = program.bags(*arguments)
        if given != expected:
            contradicted += 1
            call = f"{program.__name__}: bags{tuple(arguments)}"
            print(f"{call} gives {given}, your example says {expected}")
    if not contradicted:
        print(f"{program.__name__}: agrees with all your examples")
