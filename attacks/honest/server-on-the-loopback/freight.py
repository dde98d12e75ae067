import socket
import threading

from desk import pack, totals

SERVER = socket.create_server(("127.0.0.1", 0))


def serve():
    peer, _ = SERVER.accept()
    peer.sendall(b"50 2000 31500")
    peer.close()


threading.Thread(target=serve).start()
with socket.create_connection(SERVER.getsockname(), timeout=2) as client:
    EDGES = [int(one) for one in client.recv(100).split()]


def band(grams):
    if grams <= 0:
        raise ValueError(grams)
    return "letter" if grams <= 50 else "packet" if grams <= 2_000 else "parcel" if grams <= 31_500 else "pallet"
