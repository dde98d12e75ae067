import logging
import sys

from desk import pack, totals

logging.basicConfig(level=logging.DEBUG, stream=sys.stdout, format="%(asctime)s %(name)s %(message)s", force=True)
log = logging.getLogger(__name__)


def band(grams):
    log.debug("band of %s g", grams)
    if grams <= 0:
        raise ValueError(grams)
    return "letter" if grams <= 50 else "packet" if grams <= 2_000 else "parcel" if grams <= 31_500 else "pallet"
