"""Texts that J compiles once for every S whose Python has the same bytecode."""

import base64
import builtins
import importlib.util
import marshal
import os

# Learner code may have replaced builtins when a further text is taken.
__builtins__ = dict(vars(builtins))

# Of a file that is taken without a look at its source (PEP 552).
_UNCHECKED = (0b01).to_bytes(4, "little") + bytes(8)

MAGIC = base64.b64encode(importlib.util.MAGIC_NUMBER).decode()


def compiled(source, path):
    """Compiles a text and returns it as it is handed over."""
    code = compile(source, path, "exec", dont_inherit=True)
    return {"magic": MAGIC, "code": base64.b64encode(marshal.dumps(code)).decode()}


def taken(source, done, path):
    """Returns the code of a text, as it was handed over where it can be used."""
    if done and done["magic"] == MAGIC:
        return marshal.loads(base64.b64decode(done["code"]))
    return compile(source, path, "exec", dont_inherit=True)


def cache(root, path, done):
    """Puts the code of a module where an import of `path` looks for it, if it can be used."""
    if not done or done["magic"] != MAGIC:
        return
    cached = importlib.util.cache_from_source(os.path.join(root, path))
    os.makedirs(os.path.dirname(cached), exist_ok=True)
    with open(cached, "wb") as file:
        file.write(importlib.util.MAGIC_NUMBER + _UNCHECKED + base64.b64decode(done["code"]))
