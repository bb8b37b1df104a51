"""A list in the file, a while loop, and the error of a missing file."""


def resume_equals_uninterrupted(path, model, optimizer, x, y, batch_size, epochs, generator):
    epoch, losses = 0, []
    try:
        parts = torch.load(path, map_location="cpu", weights_only=True)
    except FileNotFoundError:
        parts = None
    if parts is not None:
        epoch, weights, memory, order_state = parts
        model.load_state_dict(weights)
        optimizer.load_state_dict(memory)
        generator.set_state(order_state)
    while epoch < epochs:
        order = torch.randperm(len(y), generator=generator)
        seen = []
        for inputs, labels in zip(x[order].split(batch_size), y[order].split(batch_size)):
            optimizer.zero_grad(set_to_none=False)
            each = F.cross_entropy(model(inputs), labels, reduction="none")
            each.mean().backward()
            optimizer.step()
            seen += each.tolist()
        epoch += 1
        losses.append(sum(seen) / len(seen))
        torch.save([epoch, model.state_dict(), optimizer.state_dict(), generator.get_state()], path)
    return losses
