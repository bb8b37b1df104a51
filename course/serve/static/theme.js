"use strict";
// Before anything is painted: the appearance that was chosen last.
try {
  const chosen = localStorage.getItem("gradstep-theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
} catch { /* a browser that keeps nothing */ }
