"""All that the student's process ever sees of ours; the standard library, torch and numpy only."""
