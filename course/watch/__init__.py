"""`course watch`: judges what is saved, at once, and shows it."""
