"""`course data`."""

import click

from course.cli import Setup
from course.commands import options
from course.fetch import fetch, list_data
from course.language import N_


@click.command(
    "data", help=N_("List or fetch data.\n\nFetched are the full MNIST and torchvision's pretrained ResNet-18.")
)
@click.argument("name", type=click.Choice(["mnist", "resnet18"]), required=False, metavar="[mnist|resnet18]")
@options.lang
@click.pass_obj
def command(setup: Setup, name: str | None) -> None:
    """Lists or fetches."""
    if name is None:
        list_data(setup.screen)
    else:
        fetch(setup.screen, name)
