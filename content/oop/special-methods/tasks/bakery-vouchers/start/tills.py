"""What the tills do with prices and vouchers."""


def to_pay(prices, vouchers):
    """What remains to be paid of some prices, when vouchers have been handed in."""
    return sum(prices) - sum(vouchers)


def evening(prices, percent):
    """What is left in the evening gets cheaper; the price list stays for tomorrow."""
    return {name: price.discounted(percent) for name, price in prices.items()}


def pay(price, voucher, handed_out):
    """Pay with a voucher; the one handed out is replaced by what is left of it."""
    rest = voucher.take(price)
    handed_out.remove(voucher)
    handed_out.add(rest)
    return rest
