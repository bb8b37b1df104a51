"""Comments by which an author says that a rule does not hold in a line, and why: `# degenerate: the reason`."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator

from course.author.finding import Finding
from grader.words import words


class Marks:
    """The comments `# <word>: <reason>` of a suite, by line."""

    def __init__(self, source: str, word: str) -> None:
        self._word = word
        mark = re.compile(rf"#\s*{word}:\s*(.*)")
        self.reasons = {
            token.start[0]: match.group(1).strip()
            for token in tokenize.generate_tokens(io.StringIO(source).readline)
            if token.type == tokenize.COMMENT and (match := mark.search(token.string))
        }

    def excuse(self, node: ast.stmt | ast.expr) -> bool:
        """Whether a comment with a reason stands in the node's lines."""
        return any(self.reasons.get(line) for line in range(node.lineno, (node.end_lineno or node.lineno) + 1))

    def without_reason(self, file: str) -> Iterator[Finding]:
        """A comment that gives no reason excuses nothing."""
        for line, reason in self.reasons.items():
            if not reason:
                yield Finding(f"{file}:{line}", words("`# {word}:` gives no reason", word=self._word))
