// Lets people sort long tables by a column. Without this script the tables are whole all the same.
"use strict";
(() => {
  const collator = new Intl.Collator("nl", { numeric: true, sensitivity: "base" });
  // 1.028 is a number above a thousand, and 1-9-2026 comes before 30-6-2027.
  const plain = (text) => text.trim().replace(/(\d)\.(?=\d{3}\b)/g, "$1").replace(/^(\d+)-(\d+)-(\d{4})$/, "$3 $2 $1");
  const value = (row, at) => row.cells[at].dataset.sort ?? plain(row.cells[at].textContent);
  const sort = (table, at, down) => {
    const body = table.tBodies[0];
    const rows = [...body.rows].sort((a, b) => collator.compare(value(a, at), value(b, at)));
    body.append(...(down ? rows.reverse() : rows));
  };
  // On a phone a table is a list of blocks, without headings to press.
  const tables = matchMedia("(max-width: 44rem)").matches ? [] : document.querySelectorAll("table.ew-sortable");
  for (const table of tables) {
    const status = document.createElement("p");
    status.className = "ew-hidden";
    status.setAttribute("role", "status");
    table.after(status);
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "ew-sort";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        sort(table, at, down);
        status.textContent = `Gesorteerd op ${button.textContent}, ${down ? "aflopend" : "oplopend"}.`;
      });
    });
  }
})();
