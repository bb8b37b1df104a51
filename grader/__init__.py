"""The engine: submissions in, score reports out; its code names no chapter."""
