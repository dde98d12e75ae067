"""Frames on a stream socket: a length, a JSON header line, codec documents as further lines.

It must not know what the frames mean, and trusts no length the other side names.
"""

import builtins
import socket
import struct

from piton_harness import compact

# Learner code may replace builtins in its process; this module keeps those it was written with.
__builtins__ = dict(vars(builtins))

MAX_FRAME = 64 << 20
_LENGTH = struct.Struct(">I")
_encode = compact.writer(ascii_only=False)
_decode = compact.reader()
_receive_fds = socket.recv_fds


class Closed(Exception):
    """The other side has gone."""


class Malformed(Exception):
    """The other side sent what is no frame."""


class Channel:
    """One end of a stream of frames.

    `most` bounds the frames that are accepted; descriptors are taken only where `fds` says so.
    """

    def __init__(self, sock, most=MAX_FRAME, *, fds=False):
        self._sock = sock
        self._send_all = sock.sendall
        self._receive = self._with_fds if fds else sock.recv
        self._most = most
        self._buffer = bytearray()
        self._fds = []

    def fileno(self):
        return self._sock.fileno()

    def send(self, header, documents=()):
        """Sends a frame; half characters of a header, which no reader takes, become `?`."""
        body = _encode(header).encode("utf-8", "replace")
        if documents:
            body = b"\n".join((body, "\n".join(documents).encode("ascii")))
        try:
            self._send_all(_LENGTH.pack(len(body)) + body)
        except OSError as error:
            raise Closed(str(error)) from None

    def receive(self):
        """Waits for a frame; returns its header and its documents as text."""
        (length,) = _LENGTH.unpack(self._take(4))
        if length > self._most:
            raise Malformed(f"it announces {length} bytes")
        body = self._take(length)
        try:
            head, *documents = body.decode("utf-8").split("\n")
            header = _decode(head)
        except (ValueError, RecursionError):
            raise Malformed("it does not begin with a JSON header") from None
        if type(header) is not dict:
            raise Malformed("its header is no object")
        return header, documents

    def take_fd(self):
        """Returns the descriptor that came with the last frame, if one did."""
        return self._fds.pop(0) if self._fds else None

    def close(self):
        self._sock.close()

    def _take(self, count):
        buffer = self._buffer
        while len(buffer) < count:
            try:
                data = self._receive(1 << 16)
            except OSError as error:
                raise Closed(str(error)) from None
            if not data:
                raise Closed("end of stream")
            buffer += data
        taken = bytes(buffer[:count])
        del buffer[:count]
        return taken

    def _with_fds(self, most):
        data, fds, _, _ = _receive_fds(self._sock, most, 4)
        self._fds.extend(fds)
        return data
