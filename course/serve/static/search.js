"use strict";
// gradstepIndex is [{u: address, c: chapter, t: heading, x: text}], made when the page was.
{
  const asked = document.getElementById("asked");
  const list = document.getElementById("found");
  const count = document.getElementById("count");
  const CJK = /[\u3400-\u9fff]/;
  const MOST = 40;
  const AROUND = 70;
  const entries = gradstepIndex.map((entry) => ({...entry, title: entry.t.toLowerCase(), text: entry.x.toLowerCase()}));

  const has = (entry, word) => entry.title.includes(word) || entry.text.includes(word);
  // Words by blanks. Chinese has none: of a run of it that stands nowhere as a whole, most pairs of characters must.
  const parts = (query) => query.toLowerCase().split(/\s+/).filter(Boolean).map((word) => {
    if (!CJK.test(word) || word.length < 3 || entries.some((entry) => has(entry, word))) return [word];
    return [...Array(word.length - 1).keys()].map((at) => word.slice(at, at + 2));
  });
  const fits = (entry, part) => 2 * part.filter((word) => has(entry, word)).length > part.length;
  const times = (text, word) => text.split(word).length - 1;
  const score = (entry, words) => words.reduce(
    (sum, word) => sum + 12 * times(entry.title, word) + Math.min(times(entry.text, word), 8), 0);

  const marked = (text, words) => {
    const lower = text.toLowerCase();
    const pieces = document.createDocumentFragment();
    let at = 0;
    while (at < text.length) {
      let next = text.length;
      let length = 0;
      for (const word of words) {
        const found = lower.indexOf(word, at);
        if (found >= 0 && found < next) { next = found; length = word.length; }
      }
      pieces.append(text.slice(at, next));
      if (length) {
        const mark = document.createElement("mark");
        mark.textContent = text.slice(next, next + length);
        pieces.append(mark);
      }
      at = next + length;
    }
    return pieces;
  };

  const excerpt = (entry, words) => {
    const places = words.map((word) => entry.text.indexOf(word)).filter((place) => place >= 0);
    const from = Math.max(0, Math.min(...(places.length ? places : [0])) - AROUND);
    const to = from + 3 * AROUND;
    return (from ? "… " : "") + entry.x.slice(from, to) + (to < entry.x.length ? " …" : "");
  };

  const item = (entry, words) => {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = entry.u;
    link.append(marked(entry.t, words));
    const where = document.createElement("span");
    where.className = "quiet";
    where.textContent = ` ${entry.c}`;
    const text = document.createElement("p");
    text.append(marked(excerpt(entry, words), words));
    line.append(link, where, text);
    return line;
  };

  const search = () => {
    const asking = parts(asked.value);
    const words = asking.flat();
    const found = asking.length ? entries.filter((entry) => asking.every((part) => fits(entry, part))) : [];
    found.sort((a, b) => score(b, words) - score(a, words));
    list.replaceChildren(...found.slice(0, MOST).map((entry) => item(entry, words)));
    count.textContent = !words.length ? ""
      : found.length > MOST ? count.dataset.most.replace("#", found.length).replace("#", MOST)
      : found.length ? count.dataset.found.replace("#", found.length) : count.dataset.none;
    const address = new URL(location.href);
    if (asked.value) address.searchParams.set("q", asked.value);
    else address.searchParams.delete("q");
    try { history.replaceState(null, "", address); } catch { /* a page from a disk in some browsers */ }
  };

  asked.value = new URL(location.href).searchParams.get("q") ?? "";
  asked.addEventListener("input", search);
  document.getElementById("search").addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.focus();
  });
  search();
}
