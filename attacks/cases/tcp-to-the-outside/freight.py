import socket

import outside
from desk import pack, totals


def band(grams):
    socket.create_connection(("127.0.0.1", outside.PORT), timeout=1).close()
