"""`course completion`."""

import click

from course.commands import options
from course.completing import SHELLS, script
from course.language import N_


@click.command(
    "completion",
    help=N_(
        "Print a shell's completion script.\n\nbash and zsh: put `source <(course completion bash)`, or zsh, into "
        "~/.bashrc or ~/.zshrc; in zsh after compinit. fish: `course completion fish > "
        "~/.config/fish/completions/course.fish`."
    ),
)
@click.argument("shell", type=click.Choice(SHELLS))
@options.lang
def command(shell: str) -> None:
    """Prints the script."""
    click.echo(script(shell))
