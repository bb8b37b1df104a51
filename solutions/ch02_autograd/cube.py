"""An operation that autograd does not know, with a derivative of your own."""

import torch


class Cube(torch.autograd.Function):
    """x^3 as one node of the graph: how to compute it, and how to carry a gradient back through it.

    Example:
        >>> Cube.apply(torch.tensor([1.0, -2.0], requires_grad=True))
        tensor([ 1., -8.], grad_fn=<CubeBackward>)
    """

    @staticmethod
    def forward(ctx: torch.autograd.function.FunctionCtx, x: torch.Tensor) -> torch.Tensor:
        """x^3, elementwise, in the shape and the dtype of x; keeps what backward needs with ctx.save_for_backward."""
        ### BEGIN SOLUTION
        ctx.save_for_backward(x)
        return x**3
        ### END SOLUTION

    @staticmethod
    def backward(ctx: torch.autograd.function.FunctionCtx, dy: torch.Tensor) -> torch.Tensor:
        """The gradient for x, from dy, the gradient of the loss for the output, both in the shape of x."""
        ### BEGIN SOLUTION
        (x,) = ctx.saved_tensors
        return 3 * x**2 * dy
        ### END SOLUTION


def cube_function(x: torch.Tensor) -> torch.Tensor:
    """x^3, elementwise, through your own torch.autograd.Function: Cube, whose forward and backward you write.

    Args:
        x: any shape, any floating dtype. It stays as it was.

    Returns:
        x^3 in a new tensor, in the shape and the dtype of x. In the graph it is one single node, and that node is
        yours. Its gradient is right for whatever gradient arrives from above, and can be differentiated once more
        (torch.autograd.gradgradcheck passes). If x is changed in place between the call and the backward pass, the
        backward pass refuses, as for PyTorch's own operations: ctx.save_for_backward sees to that, ctx.x = x does not.

    Forbidden: nothing, but the single node must be your own Function: x**3 alone is a node of PyTorch's.

    Example:
        >>> x = torch.tensor([1.0, -2.0], requires_grad=True)
        >>> y = cube_function(x)
        >>> y.detach()
        tensor([ 1., -8.])
        >>> y.backward(torch.tensor([10.0, 1.0]))
        >>> x.grad
        tensor([30., 12.])
    """
    ### BEGIN SOLUTION
    return Cube.apply(x)
    ### END SOLUTION
