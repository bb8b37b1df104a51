"""A loss that is halved."""


def halve(x: float, steps: int) -> list[float]:
    """Return x and what is left of it after each of the steps, half of what was there before.

    Example:
        halve(4, 2) is [4, 2, 1]
    """
    ### BEGIN SOLUTION
    return [x / 2**step for step in range(steps + 1)]
    ### END SOLUTION
