"""What a value that cannot be sent is called, in the learner's words."""

from __future__ import annotations

import types

from .wire_values import Unsendable

NOUNS: dict[int, str] = {
    id(int): "an int",
    id(float): "a float",
    id(str): "a str",
    id(bytes): "a bytes",
    id(list): "a list",
    id(tuple): "a tuple",
    id(dict): "a dict",
}
"""Classes by their id, and what an object of a class derived from them is; torch and numpy add theirs."""
_PLAIN: dict[int, str] = {
    id(types.FunctionType): "a function",
    id(types.BuiltinFunctionType): "a built-in function",
    id(types.MethodType): "a method",
    id(types.GeneratorType): "a generator",
    id(types.ModuleType): "a module",
    id(set): "a set",
    id(frozenset): "a frozenset",
    id(range): "a range",
    id(slice): "a slice",
    id(complex): "a complex number",
}


def unsendable(value: object) -> Unsendable:
    """Names what `value` is; asks nothing of it that its class could have overridden."""
    cls = type(value)
    if id(cls) in _PLAIN:
        return Unsendable(_PLAIN[id(cls)])
    name = printable(type.__dict__["__name__"].__get__(cls))
    ancestors = [id(ancestor) for ancestor in type.__dict__["__mro__"].__get__(cls)]
    if id(type) in ancestors:
        return Unsendable("a class")
    parent = next((NOUNS[ancestor] for ancestor in ancestors if ancestor in NOUNS), None)
    if parent:
        return Unsendable("{parent} subclass {name}", parent=parent, name=name)
    return Unsendable("an object of class {name}", name=name)


def printable(text: str) -> str:
    """A short text without control characters."""
    return "".join(char if char.isprintable() else "?" for char in text[:80])
