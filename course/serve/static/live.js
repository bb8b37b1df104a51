"use strict";
// What is live on a page is fetched again from the page's own address when the server says that something changed.
{
  const said = document.getElementById("said");
  let events = null;
  let gone = 0;
  let soon = 0;
  let fetching = null;
  let again = false;

  const say = (text, lasting) => {
    clearTimeout(gone);
    clearTimeout(soon);
    said.textContent = text;
    if (!lasting) gone = setTimeout(() => { said.textContent = ""; }, 6000);
  };

  const replace = (old, now) => {
    if (old.isEqualNode(now)) return;
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    const address = focused?.getAttribute("href");
    const open = new Set([...old.querySelectorAll("details[open] > summary")].map((summary) => summary.textContent));
    old.replaceWith(now);
    for (const summary of now.querySelectorAll("details > summary")) {
      if (open.has(summary.textContent)) summary.parentElement.open = true;
    }
    if (focused) {
      const twin = (focused.id && document.getElementById(focused.id))
        || [...now.querySelectorAll("a[href]")].find((link) => link.getAttribute("href") === address)
        || now.querySelector("button, a[href], [tabindex='0']");
      if (twin) twin.focus({preventScroll: true});
    }
    show(now);
  };

  const refresh = async () => {
    const answer = await fetch(location.pathname + location.search, {headers: {Accept: "text/html"}});
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const old of document.querySelectorAll("[data-live]")) {
      const now = fresh.getElementById(old.id);
      if (now) replace(old, document.adoptNode(now));
    }
  };

  // One at a time; what changes meanwhile is fetched afterwards.
  const update = () => {
    if (fetching) { again = true; return fetching; }
    fetching = refresh().catch(() => {}).finally(() => {
      fetching = null;
      if (again) { again = false; update(); }
    });
    return fetching;
  };

  // The first failing line of the learner's file, else where the exercise begins, is in sight.
  const show = (part) => {
    for (const box of part.querySelectorAll(".source")) {
      const line = box.querySelector(".failing") ?? box.querySelector(".here");
      if (line) box.scrollTop = Math.max(0, line.offsetTop - box.clientHeight / 4);
    }
  };

  const connect = () => {
    if (events) return;
    let lost = false;
    events = new EventSource(document.body.dataset.events);
    events.addEventListener("open", () => {
      if (lost) say("", false);
      lost = false;
      update();
    });
    events.addEventListener("error", () => { lost = true; say(said.dataset.lost, true); });
    events.addEventListener("judging", (event) => {
      document.body.classList.add("judging");
      // What takes no time is not announced.
      clearTimeout(soon);
      soon = setTimeout(say, 250, JSON.parse(event.data).said, true);
    });
    events.addEventListener("judged", (event) => {
      const told = JSON.parse(event.data);
      if (!told.naming) document.body.classList.remove("judging");
      update().then(() => say(told.said, told.naming));
    });
    events.addEventListener("changed", update);
  };

  const leave = () => {
    events?.close();
    events = null;
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-do]");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    const key = document.querySelector("meta[name=gradstep-key]").content;
    try {
      const answer = await fetch(button.dataset.do, {method: "POST", headers: {"X-Gradstep-Token": key}});
      const told = await answer.json();
      await update();
      if (told.said) say(told.said, false);
    } catch {
      say(said.dataset.lost, true);
    } finally {
      button.removeAttribute("aria-disabled");
    }
  });

  // A browser keeps few connections to one server: a page that nobody sees gives its own back.
  document.addEventListener("visibilitychange", () => { document.hidden ? leave() : connect(); });
  addEventListener("pagehide", leave);
  addEventListener("pageshow", () => { if (!document.hidden) connect(); });
  show(document);
  if (!document.hidden) connect();
}
