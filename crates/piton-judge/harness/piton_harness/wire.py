"""Frames on a stream socket: a length, a JSON header line, codec documents as further lines."""

import json
import socket
import struct

MAX_FRAME = 64 << 20
_LENGTH = struct.Struct(">I")
_encode = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode


class Closed(Exception):
    """The other side has gone."""


class Malformed(Exception):
    """The other side sent what is no frame."""


class Channel:
    """One end of a stream of frames."""

    def __init__(self, sock):
        self._sock = sock
        self._buffer = bytearray()
        self._fds = []

    def fileno(self):
        return self._sock.fileno()

    def send(self, header, documents=()):
        """Sends a frame."""
        lines = [_encode(header), *documents]
        body = "\n".join(lines).encode("utf-8", "surrogatepass")
        try:
            self._sock.sendall(_LENGTH.pack(len(body)) + body)
        except OSError as error:
            raise Closed(str(error)) from None

    def receive(self):
        """Waits for a frame; returns its header and its documents as text."""
        (length,) = _LENGTH.unpack(self._take(4))
        if length > MAX_FRAME:
            raise Malformed(f"a frame of {length} bytes")
        body = self._take(length)
        try:
            head, *documents = body.decode("utf-8", "surrogatepass").split("\n")
            header = json.loads(head)
        except (ValueError, RecursionError) as error:
            raise Malformed(f"no JSON header: {error}") from None
        if type(header) is not dict:
            raise Malformed("the header is no object")
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
                data, fds, _, _ = socket.recv_fds(self._sock, 1 << 18, 4)
            except OSError as error:
                raise Closed(str(error)) from None
            self._fds.extend(fds)
            if not data:
                raise Closed("end of stream")
            buffer += data
        taken = bytes(buffer[:count])
        del buffer[:count]
        return taken
