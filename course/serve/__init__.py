"""`course serve` and the book: the course as pages, on this machine or as files."""
