"""The orders of the epochs that are done are drawn again, from a saved first state."""

import os


def resume_equals_uninterrupted(path, model, optimizer, x, y, batch_size, epochs, generator):
    begun = os.path.isfile(path)
    saved = torch.load(path, weights_only=True) if begun else {"first": generator.get_state(), "done": 0}
    if begun:
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
    generator.set_state(saved["first"])
    losses = []
    for epoch in range(epochs):
        order = torch.randperm(x.shape[0], generator=generator)
        if epoch < saved["done"]:
            continue
        summed = torch.zeros((), dtype=torch.float64)
        for start in range(0, len(order), batch_size):
            rows = order[start : start + batch_size]
            loss = F.cross_entropy(model(x[rows]), y[rows], reduction="sum")
            model.zero_grad()
            (loss / len(rows)).backward()
            optimizer.step()
            summed += loss.item()
        losses.append(float(summed) / len(order))
        state = dict(model=model.state_dict(), optimizer=optimizer.state_dict(), first=saved["first"], done=epoch + 1)
        torch.save(state, path + ".part")
        os.replace(path + ".part", path)
    return losses
