"""For authors: the rules that keep the content honest, and what is derived from it."""
