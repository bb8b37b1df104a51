"""A deep copy of the model is measured, so that nothing has to be put back."""

import copy


def evaluate(model, batches):
    twin = copy.deepcopy(model).eval()
    with torch.no_grad():
        outputs = [(twin(x), y) for x, y in batches]
    logits = torch.cat([logits for logits, _ in outputs])
    labels = torch.cat([y for _, y in outputs])
    return F.cross_entropy(logits, labels).item(), float((logits.argmax(1) == labels).float().mean())
