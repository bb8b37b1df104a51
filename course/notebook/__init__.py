"""A chapter as a notebook, and `check` inside one; neither needs Jupyter or nbgrader to be imported."""
