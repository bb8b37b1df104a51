"""The model's own zero_grad, and the loss by log_softmax."""


def train_step(model, opt, x, y):
    model.zero_grad()
    log_p = torch.log_softmax(model(x), dim=-1)
    loss = -log_p[torch.arange(len(y), device=y.device), y].mean()
    loss.backward()
    opt.step()
    return loss.detach().cpu().item()
