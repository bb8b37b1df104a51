"use strict";
{
  const root = document.documentElement;
  root.classList.add("scripts");

  const theme = document.getElementById("theme");
  theme.value = root.dataset.theme ?? "";
  theme.addEventListener("change", () => {
    if (theme.value) root.dataset.theme = theme.value;
    else delete root.dataset.theme;
    try { localStorage.setItem("gradstep-theme", theme.value); } catch { /* a browser that keeps nothing */ }
  });

  // On a phone the list of headings would push the lesson away.
  if (!matchMedia("(min-width: 64rem)").matches) {
    for (const outline of document.querySelectorAll("details.outline")) outline.open = false;
  }
  // What is wider than the page is reached by Tab and scrolled by the arrow keys; nothing else is a stop on the way.
  const stops = () => {
    for (const box of document.querySelectorAll(".lesson pre, .column pre, .wide, .math.block")) {
      if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };
  addEventListener("resize", stops);
  document.fonts.addEventListener("loadingdone", stops);
  stops();

  // Where the reader is stays where it is in the other language: both lessons have the same headings.
  for (const link of document.querySelectorAll("a.language")) {
    link.addEventListener("click", () => { link.hash = location.hash; });
  }
}
