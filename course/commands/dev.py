"""`course dev`."""

from course.cli import LazyGroup
from course.language import N_

NAMES = ("new", "check", "try", "mutants", "table", "book", "update")
command = LazyGroup("dev", names=NAMES, prefix="dev_", help=N_("For authors."))
