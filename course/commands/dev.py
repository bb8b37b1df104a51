"""`course dev`."""

from course.cli import LazyGroup
from course.language import N_

command = LazyGroup("dev", names=("new", "check", "try", "mutants", "update"), prefix="dev_", help=N_("For authors."))
