"""JSON without white space, by an encoder and a scanner that are made once.

Those of the standard library are made anew for every document, which takes longer than most of our
documents do.
"""

import builtins
import json
import json.encoder

# Learner code may replace builtins in its process; this module keeps those it was written with.
__builtins__ = dict(vars(builtins))


def writer(*, ascii_only):
    """Makes the function that writes plain values; numbers that are none raise `ValueError`."""
    options = {"ensure_ascii": ascii_only, "allow_nan": False, "check_circular": False}
    slow = json.JSONEncoder(separators=(",", ":"), **options)
    make, encoder = json.encoder.c_make_encoder, json.encoder
    if make is None:
        return slow.encode
    quote = encoder.encode_basestring_ascii if ascii_only else encoder.encode_basestring
    chunks = make(None, slow.default, quote, None, ":", ",", False, False, False)
    return lambda value: "".join(chunks(value, 0))


def reader(**hooks):
    """Makes the function that reads a document; raises `ValueError` for what is none."""
    scan = json.JSONDecoder(**hooks).scan_once

    def read(text):
        try:
            value, end = scan(text, 0)
        except StopIteration:
            raise ValueError("no value") from None
        if end != len(text):
            raise ValueError("more than one value")
        return value

    return read
