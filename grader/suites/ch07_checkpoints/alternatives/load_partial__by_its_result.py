"""With the lists that load_state_dict gives."""


def load_partial(state, model):
    own = model.state_dict()
    renamed = {name.removeprefix("module."): value for name, value in state.items()}
    odd = [name for name in renamed if name not in own or own[name].shape != renamed[name].shape]
    result = model.load_state_dict({k: v for k, v in renamed.items() if k not in odd}, strict=False)
    missing = set(result.missing_keys)
    return [name for name in own if name in missing], odd
