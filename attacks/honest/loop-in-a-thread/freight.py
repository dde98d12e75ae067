import asyncio
import threading

from desk import pack, totals

LOOP = asyncio.new_event_loop()
threading.Thread(target=LOOP.run_forever, daemon=True).start()


async def name(grams):
    return "letter" if grams <= 50 else "packet" if grams <= 2_000 else "parcel" if grams <= 31_500 else "pallet"


def band(grams):
    if grams <= 0:
        raise ValueError(grams)
    return asyncio.run_coroutine_threadsafe(name(grams), LOOP).result(2)
