from .edges import *
from .names import name_of
