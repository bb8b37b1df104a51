"""Builds the state's lists anew and writes through .data."""


def adam_step(params, grads, state, lr, betas, eps):
    def blended(old, new, beta):
        return [o if n is None else beta * o + (1 - beta) * n for o, n in zip(old, new, strict=True)]

    squares = [None if g is None else g * g for g in grads]
    state["t"], state["m"], state["v"] = (
        state["t"] + 1,
        blended(state["m"], grads, betas[0]),
        blended(state["v"], squares, betas[1]),
    )
    rises = [1 - beta ** state["t"] for beta in betas]
    for p, g, m, v in zip(params, grads, state["m"], state["v"], strict=True):
        if g is None:
            continue
        p.data -= lr * (m / rises[0]) / ((v / rises[1]) ** 0.5 + eps)
