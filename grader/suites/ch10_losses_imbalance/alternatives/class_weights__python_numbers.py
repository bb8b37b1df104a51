"""Python numbers."""

import torch


def class_weights(counts):
    numbers = counts.tolist()
    total = sum(numbers)
    classes = sum(1 for number in numbers if number)
    return torch.tensor([total / (classes * number) if number else 0.0 for number in numbers])
