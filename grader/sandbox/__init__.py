"""A student's code runs here: shut in, watched from outside, judged elsewhere."""
