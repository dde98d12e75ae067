import threading
import time

from desk import pack, totals

threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
threading.Thread(target=time.sleep, args=(1,)).start()


def band(grams):
    if grams <= 0:
        raise ValueError(grams)
    return "letter" if grams <= 50 else "packet" if grams <= 2_000 else "parcel" if grams <= 31_500 else "pallet"
