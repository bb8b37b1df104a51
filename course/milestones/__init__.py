"""Milestones: at a chapter's end the learner's own code draws a picture of something real. Nothing is graded."""
