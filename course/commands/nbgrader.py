"""`course nbgrader`."""

from course.cli import LazyGroup
from course.language import N_

command = LazyGroup(
    "nbgrader", names=("init", "build", "autograde"), prefix="nbgrader_", help=N_("For instructors who use nbgrader.")
)
