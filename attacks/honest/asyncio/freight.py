import asyncio

from desk import pack, totals


async def fits(grams, most):
    await asyncio.sleep(0)
    return grams <= most


async def search(grams):
    answers = await asyncio.gather(*(fits(grams, most) for most in (50, 2_000, 31_500)))
    return ["letter", "packet", "parcel", "pallet"][3 - sum(answers)]


def band(grams):
    if grams <= 0:
        raise ValueError(grams)
    return asyncio.run(search(grams))
