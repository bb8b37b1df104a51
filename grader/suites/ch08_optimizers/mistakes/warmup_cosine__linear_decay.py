"""A straight line down in the place of the cosine."""


def warmup_cosine(step, warmup, total, max_lr, min_lr):
    if step < warmup:
        return max_lr * (step + 1) / warmup
    progress = min((step - warmup) / (total - warmup), 1.0)
    return max_lr + (min_lr - max_lr) * progress
