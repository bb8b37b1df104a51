"use strict";
const valueOf = (row, column, numeric) => {
  const cell = row.cells[column];
  if (!numeric) return cell.textContent.trim();
  const number = parseFloat(cell.dataset.v ?? cell.textContent);
  return Number.isNaN(number) ? -1 : number;
};
const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;

const sortBy = (table, head, column) => {
  const numeric = head.dataset.by === "number";
  const order = head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
  const sign = order === "ascending" ? 1 : -1;
  const keyed = [...table.tBodies[0].rows].map((row) => [valueOf(row, column, numeric), row]);
  keyed.sort(([one], [other]) => sign * (numeric ? one - other : compare(one, other)));
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", order);
  table.tBodies[0].append(...keyed.map(([, row]) => row));
};

for (const table of document.querySelectorAll("table.sortable")) {
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    if (!head.dataset.by) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sortBy(table, head, column));
    head.append(button);
  });
}

for (const form of document.querySelectorAll("form.controls")) {
  const table = document.getElementById(form.dataset.for);
  const [wanted, state, said] = ["input", "select", "output"].map((name) => form.querySelector(name));
  const filter = () => {
    const text = wanted.value.trim().toLocaleLowerCase();
    let shown = 0;
    for (const row of table.tBodies[0].rows) {
      const fits = row.cells[0].textContent.toLocaleLowerCase().includes(text)
        && (!state?.value || row.cells[1].textContent.trim() === state.value);
      row.hidden = !fits;
      shown += fits;
    }
    said.textContent = form.dataset.said.replace("##", table.tBodies[0].rows.length).replace("#", shown);
  };
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  filter();
}
