"""nbgrader's course on gradstep's judge; whatever imports nbgrader does so lazily, for it drags all of Jupyter in."""

JUDGE = "course.nbgrader.preprocessor.JudgeCells"
"""What stands in Execute's place."""
PREPROCESSORS = (
    JUDGE,
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
)
"""What c.Autograde.autograde_preprocessors must be: nbgrader's own list with Execute replaced."""
SANITIZERS = (
    "course.nbgrader.preprocessor.MendCells",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
)
"""What c.Autograde.sanitize_preprocessors should be: one broken cell does not stop nbgrader's whole run."""
CONFIG = "nbgrader_config.py"
CONFIG_LINES = (
    "from course.nbgrader import PREPROCESSORS",
    "c.Autograde.autograde_preprocessors = list(PREPROCESSORS)",
)
"""What an nbgrader_config.py needs."""
