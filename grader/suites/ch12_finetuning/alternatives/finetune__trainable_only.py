"""Only trainable parameters go into the optimiser."""


def finetune(model, head, batches, epochs, base_lr, head_lr):
    try:
        head_module = model.get_submodule(head)
    except AttributeError:
        raise KeyError(f"no module {head}") from None
    head_params = [p for p in head_module.parameters() if p.requires_grad]
    ids = set(map(id, head_params))
    optimizer = torch.optim.Adam(head_params, lr=head_lr)
    optimizer.add_param_group(
        {"params": [p for p in model.parameters() if p.requires_grad and id(p) not in ids], "lr": base_lr}
    )
    for _ in range(epochs):
        model.train()
        for x, y in batches:
            loss = F.nll_loss(F.log_softmax(model(x), dim=-1), y)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
    return model
