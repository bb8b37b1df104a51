"""A score report as text: terminal and JSON. Pure; whatever comes from a submission is made visible first."""
