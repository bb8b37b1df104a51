"use strict";
// KaTeX builds nodes rather than HTML, which the policy of the page lets it style.
for (const place of document.querySelectorAll(".math")) {
  const formula = place.textContent.trim();
  katex.render(formula, place, {displayMode: place.classList.contains("block"), throwOnError: false, strict: "ignore", trust: false});
}
dispatchEvent(new Event("resize"));
