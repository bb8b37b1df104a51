"""What people touch: the command line, the content and the data."""

__version__ = "0.1.0"
