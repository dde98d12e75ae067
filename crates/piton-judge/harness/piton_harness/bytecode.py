"""Texts of the author's that J compiles once for every S whose Python has the same bytecode."""

import base64
import builtins
import importlib.util
import marshal

# Learner code may have replaced builtins when a further text is taken.
__builtins__ = dict(vars(builtins))

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
