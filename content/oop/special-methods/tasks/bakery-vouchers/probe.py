"""Makes prices and vouchers, uses them as the tills do, and tells what came out."""

import copy
import operator
import pickle

import money
from money import Money, Rounded, Voucher
from piton import probe
from tills import evening, pay, to_pay

CLASSES = {"Money": Money, "Rounded": Rounded, "Voucher": Voucher}
OPERATORS = {
    "+": operator.add,
    "-": operator.sub,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
COPIES = {
    "copy.copy": copy.copy,
    "copy.deepcopy": copy.deepcopy,
    "pickle": lambda value: pickle.loads(pickle.dumps(value)),
}


class AnyAmount:
    """Equals everything, like unittest.mock.ANY."""

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    __hash__ = None


def made(spec):
    """A list that begins with the name of a class is a value of it."""
    if isinstance(spec, list):
        return CLASSES[spec[0]](*spec[1:])
    return AnyAmount() if spec == "ANY" else spec


def whole(cents):
    """Cents are whole numbers: 1005.0 is told as what it is."""
    return cents if type(cents) is int else f"the {type(cents).__name__} {cents}"


def shown(value):
    """The other way round; a price counts as Money, of whichever class it is."""
    if isinstance(value, Voucher):
        return ["Voucher", whole(value.cents), value.currency, value.code]
    if isinstance(value, (Money, Rounded)):
        return ["Money", whole(value.cents), value.currency]
    return value


def exactly(value):
    """With the class as it is."""
    plain = shown(value)
    return [type(value).__name__, *plain[1:]] if isinstance(plain, list) else plain


def told(call, *arguments, show=shown):
    try:
        return show(call(*arguments))
    except TypeError:
        return "TypeError"
    except (AttributeError, ValueError) as error:
        return type(error).__name__


@probe()
def equal(one, other):
    """==, != and both once more with the sides changed."""
    a, b = made(one), made(other)
    return [a == b, a != b, b == a, b != a]


@probe()
def members(specs):
    """How many members a set of these has, and whether each is found in it."""
    try:
        found = {made(spec) for spec in specs}
        return [len(found), all(made(spec) in found for spec in specs)]
    except TypeError:
        return "TypeError"


@probe()
def operate(one, sign, other):
    return told(OPERATORS[sign], made(one), made(other))


@probe()
def remains(prices, vouchers):
    return told(to_pay, [made(one) for one in prices], [made(one) for one in vouchers])


@probe()
def discounted(spec, percent):
    """Tell tonight's price, tomorrow's, and whether a set still finds it."""
    price = made(spec)
    shelf = {price}
    tonight = evening({"one": price}, percent)["one"]
    return {"gives": exactly(tonight), "is still": exactly(price), "found": price in shelf}


@probe()
def paid(spec, price):
    """Pay with a voucher that has been handed out."""
    voucher = made(spec)
    handed_out = {voucher}
    try:
        gives = told(pay, made(price), voucher, handed_out)
    except KeyError:
        gives = "KeyError"
    return {
        "gives": gives,
        "is still": shown(voucher),
        "handed out": sorted((shown(one) for one in handed_out), key=repr),
    }


@probe()
def changed(spec, name, value):
    """Try to set and to delete an attribute."""
    target = made(spec)
    found = []
    for act, arguments in ((setattr, (value,)), (delattr, ())):
        try:
            act(target, name, *arguments)
        except AttributeError:
            found.append("AttributeError")
        else:
            found.append("nothing was raised")
            break
    return found


@probe()
def copied(spec, way):
    value = made(spec)
    try:
        again = COPIES[way](value)
    except Exception as error:
        return [type(error).__name__, str(error)]
    return [exactly(again), again == value]


@probe()
def printed(spec):
    value = made(spec)
    text = repr(value)
    try:
        again = eval(text, vars(money).copy())
    except Exception as error:
        return [f"{text} raised {type(error).__name__}", False]
    return [exactly(again), again == value]
