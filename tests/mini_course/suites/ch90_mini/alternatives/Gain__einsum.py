"""A product written as a sum."""


class Gain(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.weight = nn.Parameter(torch.full((features,), 1.0))

    def forward(self, x):
        return torch.einsum("nf,f->nf", x, self.weight)

    def doubled(self, x):
        return self.forward(x) + self.forward(x)
