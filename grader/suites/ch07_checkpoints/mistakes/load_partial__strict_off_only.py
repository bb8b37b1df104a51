"""strict=False forgives other names, not other shapes: load_state_dict raises for those, so they must be left out
first.
"""


def load_partial(state, model):
    stripped = {name.removeprefix("module."): value for name, value in state.items()}
    result = model.load_state_dict(stripped, strict=False)
    return list(result.missing_keys), list(result.unexpected_keys)
