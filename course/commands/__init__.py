"""One module a command; they read options and call, and hold no logic."""
