"""What the expressions in a learner's source stand for, as far as its text tells."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable
from functools import cache

from grader.references import Binding, Reference, Scope, Source

MAX_STEPS = 50
MAX_VALUES = 20
MAX_NAME = 200
UNKNOWN = frozenset(["?"])
HARMLESS_EXPRESSIONS = (
    ast.Constant, ast.JoinedStr, ast.List, ast.Tuple, ast.Set, ast.Dict, ast.ListComp, ast.SetComp, ast.DictComp,
    ast.GeneratorExp, ast.Lambda, ast.Compare,
)  # fmt: skip
STAR_MODULES = {
    "torch",
    "torch.nn",
    "torch.nn.functional",
    "torch.autograd",
    "torch.optim",
    "torch.special",
    "torch.linalg",
}


class Names:
    """What expressions stand for, as far as the text tells.

    A value is a dotted name; `@module` or `@module.name`, something of the submission's own; `?`, something unknown, or
    `?.name`, its attribute. An expression that is known to be none of these has no values.
    """

    def __init__(self, sources: dict[str, Source]) -> None:
        self.sources = sources
        # Each is worked out once, or a source could be written that takes for ever.
        self._names: dict[tuple[Scope, str], frozenset[str]] = {}
        self._values: dict[ast.expr, frozenset[str]] = {}
        self._texts: dict[tuple[Scope, str], str | None] = {}

    def own(self, reference: Reference, values: Collection[str]) -> set[tuple[str, str]]:
        """The submission's own module-level names that a reference with these values mentions: (module, name)."""
        node = reference.node
        while isinstance(node, ast.Attribute):
            node = node.value
        found = set()
        if isinstance(node, ast.Name):
            scope = reference.scope.find(node.id)
            if scope is not None and scope.parent is None:
                found.add((scope.module, node.id))
        for value in values:
            module, _, name = value.partition(".")
            if module.startswith("@") and name:
                found.add((module[1:], name))
        return found

    def values(self, node: ast.expr, scope: Scope, steps: int = 0) -> frozenset[str]:
        """What an expression can stand for."""
        if steps > MAX_STEPS:
            return UNKNOWN
        if node not in self._values:
            parts: list[str] = []
            base = node
            while isinstance(base, ast.Attribute):
                parts.append(base.attr)
                base = base.value
            found = self._base(base, scope, steps + 1)
            for part in reversed(parts):
                found = self._attributes(found, part, steps + 1)
            self._values[node] = found
        return self._values[node]

    def _base(self, node: ast.expr, scope: Scope, steps: int) -> frozenset[str]:
        match node:
            case ast.Name():
                return self._name(node.id, scope, steps)
            case ast.Call():
                return self._call(node, scope, steps)
            case ast.Subscript():
                return self._item(node, scope, steps)
            case ast.IfExp():
                return self.values(node.body, scope, steps) | self.values(node.orelse, scope, steps)
            case ast.BoolOp():
                return _union(self.values(value, scope, steps) for value in node.values)
            case ast.NamedExpr():
                return self.values(node.value, scope, steps)
        return frozenset() if isinstance(node, HARMLESS_EXPRESSIONS) else UNKNOWN

    def _name(self, name: str, scope: Scope, steps: int) -> frozenset[str]:
        home = scope.find(name)
        if home is None:
            return self._unbound(name, scope, steps)
        if (home, name) not in self._names:
            self._names[home, name] = frozenset()  # what an alias of itself adds
            found = _union(self._bound(name, binding, home, steps) for binding in home.bindings[name])
            self._names[home, name] = found
        return self._names[home, name]

    def _bound(self, name: str, binding: Binding, home: Scope, steps: int) -> frozenset[str]:
        match binding.value:
            case None:
                return UNKNOWN
            case str(dotted):
                module, _, attribute = dotted.partition(".")
                if module.startswith("@") and attribute:
                    return self._attributes(frozenset([module]), attribute, steps)
                return frozenset([dotted] if dotted else [])
            case ast.expr() as value:
                return self.values(value, binding.scope, steps)
        return frozenset([f"@{home.module}.{name}" if home.parent is None else "@"])

    def _unbound(self, name: str, scope: Scope, steps: int) -> frozenset[str]:
        """A name that comes from a star import, or else is one of Python's own."""
        stars = self.sources[scope.module].scope.stars
        for star in reversed(stars):
            if star.startswith("@"):
                if name in self.sources[star[1:]].scope.bindings:
                    return self._attributes(frozenset([star]), name, steps)
            elif _exports(star, name):
                return frozenset([f"{star}.{name}"])
        return frozenset([f"builtins.{name}"])

    def _attributes(self, values: frozenset[str], name: str, steps: int) -> frozenset[str]:
        found: set[str] = set()
        for value in values:
            module, _, attribute = value.partition(".")
            if module == "?" or len(value) > MAX_NAME:
                found.add(f"?.{name}")
            elif not module.startswith("@"):
                found.add(f"{value}.{name}")
            elif attribute or module == "@":
                found.add(value)  # an attribute of the submission's own is the submission's own
            else:
                found.add(f"{module}.{name}")
                source = self.sources.get(module[1:])
                if source and name in source.scope.bindings and steps <= MAX_STEPS:
                    found |= self._name(name, source.scope, steps + 1)
        return frozenset(found)

    def _call(self, node: ast.Call, scope: Scope, steps: int) -> frozenset[str]:
        called = self.values(node.func, scope, steps)
        texts = [self._text(argument, scope, steps) for argument in node.args[:2]]
        match texts:
            case [_, str(name)] if "builtins.getattr" in called:
                return self._attributes(self.values(node.args[0], scope, steps), name, steps)
            case [str(name), *_] if "importlib.import_module" in called:
                return frozenset([self._module(name)])
            case [str(name), *_] if "builtins.__import__" in called:
                return frozenset([self._module(name), self._module(name.partition(".")[0])])
            case [str(name), *_] if "operator.methodcaller" in called:
                return frozenset([f"?.{name}"])
            case [_] if isinstance(node.func, ast.Call) and node.func.args:
                return self._getter(node.func, node.args[0], scope, steps)
        return frozenset() if called and all(value.startswith(("numpy.", "math.")) for value in called) else UNKNOWN

    def _getter(self, getter: ast.Call, subject: ast.expr, scope: Scope, steps: int) -> frozenset[str]:
        """The value of `attrgetter("a.b")(subject)`."""
        names = self._text(getter.args[0], scope, steps)
        if names is None or "operator.attrgetter" not in self.values(getter.func, scope, steps):
            return UNKNOWN
        found = self.values(subject, scope, steps)
        for name in names.split("."):
            found = self._attributes(found, name, steps)
        return found

    def _item(self, node: ast.Subscript, scope: Scope, steps: int) -> frozenset[str]:
        name = self._text(node.slice, scope, steps)
        match node.value:
            case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Dict(values=elements):
                return _union(self.values(element, scope, steps) for element in elements)
            case ast.Attribute(attr="__dict__", value=owner) if name:
                return self._attributes(self.values(owner, scope, steps), name, steps)
            case ast.Call(args=[owner]) as call if name and "builtins.vars" in self.values(call.func, scope, steps):
                return self._attributes(self.values(owner, scope, steps), name, steps)
            case ast.Call(args=[]) as call if name and "builtins.globals" in self.values(call.func, scope, steps):
                return self._name(name, self.sources[scope.module].scope, steps)
        if name and "sys.modules" in self.values(node.value, scope, steps):
            return frozenset([self._module(name)])
        return UNKNOWN

    def _text(self, node: ast.expr, scope: Scope, steps: int) -> str | None:
        """A text that can be read off the source: a constant, a sum of such, or a name for one."""
        if steps > MAX_STEPS:
            return None
        match node:
            case ast.Constant(value=str(text)):
                return text[:MAX_NAME]
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                texts = [self._text(part, scope, steps + 1) for part in (left, right)]
                return None if None in texts else "".join(text or "" for text in texts)[:MAX_NAME]
            case ast.Name(id=name) if home := scope.find(name):
                return self._named_text(home, name, steps + 1)
        return None

    def _named_text(self, home: Scope, name: str, steps: int) -> str | None:
        if (home, name) not in self._texts:
            self._texts[home, name] = None
            binding, *others = home.bindings[name]
            if not others and isinstance(binding.value, ast.expr):
                self._texts[home, name] = self._text(binding.value, binding.scope, steps)
        return self._texts[home, name]

    def _module(self, name: str) -> str:
        return f"@{name}" if name in self.sources else name


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    found = frozenset().union(*sets)
    if len(found) > MAX_VALUES:
        # Those that can be forbidden first.
        found = frozenset(sorted(found, key=lambda value: (not value.startswith("torch"), value))[:MAX_VALUES])
    return found


@cache
def _exports(module: str, name: str) -> bool:
    """Whether a star import of the module brings the name; of a module that we need not know, it is taken to."""
    if module not in STAR_MODULES:
        return True
    import torch

    found: object = torch
    for part in module.split(".")[1:]:
        found = getattr(found, part)
    return name in getattr(found, "__all__", ()) or (not hasattr(found, "__all__") and hasattr(found, name))
