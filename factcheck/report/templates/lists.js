// ── lists: filters, search, sorting, and what has no room on the page ──
// `overflow` holds what stands on further pages, in few words; lines of it are made when they are asked for.

const SHOWN_AT_ONCE = 200;
const overflow = byId("overflow") ? JSON.parse(byId("overflow").textContent) : null;
const filters = byId("filters");
const lists = {};

function list(name, parent, items, more) {
  lists[name] = { parent, items, more, limit: Math.max(items.length, SHOWN_AT_ONCE), complete: !more.length, matches: () => true };
}

function complete(it) {
  if (it.complete) return;
  it.items.push(...it.more.map((make) => make()));
  it.complete = true;
}

// Shows the first of those that match; a button asks for the next.
function show(it, name) {
  const found = it.items.filter((item) => it.matches(item));
  const shown = new Set(found.slice(0, it.limit));
  for (const item of it.items) {
    item.element.hidden = !shown.has(item);
    if (!item.element.parentElement && shown.has(item)) it.parent.append(item.element);
  }
  const button = document.querySelector(`[data-more="${name}"]`);
  const left = found.length > it.limit || !it.complete;
  if (button) button.hidden = !left;
  return found.length;
}

for (const button of all("[data-more]")) {
  button.addEventListener("click", () => {
    const it = lists[button.dataset.more];
    complete(it);
    it.limit += SHOWN_AT_ONCE;
    show(it, button.dataset.more);
  });
}

// ── findings of the index, notes of an article ──

function shortCard([at, anchor, verdict, severity, status, rule, attributed, figure, suggestion]) {
  const [slug, title, file] = overflow.articles[at];
  const element = byId("short-card").content.firstElementChild.cloneNode(true);
  element.classList.add(verdict, ...(severity ? [severity] : []));
  element.id = anchor.replace(/^finding/, "card");
  const name = byId("filters").elements.verdict.querySelector(`[value="${verdict}"]`).textContent;
  const words = { verdict: name, figure, suggestion: suggestion && `→ ${suggestion}`, article: title, rule };
  for (const [slot, text] of Object.entries(words)) element.querySelector(`[data-slot="${slot}"]`).textContent = text;
  element.querySelector(".verdict").classList.add(verdict);
  element.querySelector(".sign").textContent = verdict === "inconsistent" ? "✗" : "?";
  element.querySelector("[data-slot=link]").href = `articles/${slug}.html#${anchor}`;
  Object.assign(element.dataset, { verdict, severity, status, rule, attributed, article: `${title} ${file}` });
  return { element, words: null };
}

const cards = byId("cards");
const notes = all(".note");
if (cards) list("cards", cards, all(".card", cards).map((element) => ({ element, words: null })), (overflow?.findings ?? []).map((short) => () => shortCard(short)));

function wordsOf(item) {
  item.words ??= `${item.element.textContent} ${item.element.dataset.article ?? ""}`.toLowerCase();
  return item.words;
}

function wanted(query) {
  const words = (query.get("q") ?? "").toLowerCase().trim();
  const article = (query.get("article") ?? "").toLowerCase().trim();
  const exact = ["verdict", "severity", "rule", "attributed", "status"].filter((key) => query.get(key));
  if (!words && !article && !exact.length) return null;
  return (item) => {
    const said = item.element.dataset;
    return exact.every((key) => said[key] === query.get(key))
      && (!article || said.article.toLowerCase().includes(article))
      && (!words || wordsOf(item).includes(words));
  };
}

function applyFilters(query) {
  if (!filters) return;
  for (const field of filters.elements) {
    if (!field.name) continue;
    if (field.type === "checkbox") field.checked = query.get(field.name) === field.value;
    else if (document.activeElement !== field) field.value = query.get(field.name) ?? "";
  }
  const matches = wanted(query);
  const [found, of] = cards ? filterCards(matches) : filterNotes(matches);
  byId("matches").textContent = matches ? document.body.dataset.matches.replace("#", found).replace("%", of) : "";
}

function filterCards(matches) {
  const it = lists.cards;
  if (matches) complete(it);
  it.matches = matches ?? (() => true);
  return [show(it, "cards"), it.items.length];
}

// Notes that match are shown whatever the verdicts that are shown otherwise.
function filterNotes(matches) {
  let found = 0;
  for (const element of notes) {
    const yes = matches === null || matches({ element });
    element.classList.toggle("unwanted", !yes);
    element.classList.toggle("wanted", matches !== null && yes);
    found += yes;
  }
  return [found, notes.length];
}

if (filters) {
  filters.hidden = false;
  filters.addEventListener("submit", (event) => event.preventDefault());
  filters.addEventListener("reset", () => setTimeout(filtered));
  filters.addEventListener("input", filtered);
}

function filtered() {
  const { query } = state();
  for (const field of filters.elements) {
    if (field.name) query.set(field.name, field.type === "checkbox" && !field.checked ? "" : field.value);
  }
  remember({ query });
  applyFilters(query);
}

// ── tables ──

function shortLine([slug, title, file, ...values]) {
  const element = byId("short-line").content.querySelector("tr").cloneNode(true);
  const link = element.querySelector("a");
  link.textContent = title;
  link.href = `articles/${slug}.html`;
  element.querySelector("[data-slot=file]").textContent = file;
  values.forEach((value, n) => { element.cells[n + 1].textContent = value; });
  return { element };
}

for (const table of all("table.sortable")) {
  const body = table.tBodies[0];
  const more = table.id === "lines" && overflow ? overflow.articles.slice(overflow.shown) : [];
  list(table.id, body, [...body.rows].map((element) => ({ element })), more.map((short) => () => shortLine(short)));
  show(lists[table.id], table.id);
  for (const head of all("th[data-sort]", table.tHead)) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const { query } = state();
      const down = head.ariaSort === "descending" || (!head.ariaSort && head.dataset.sort === "text");
      query.set("sort", [table.id, head.cellIndex, down ? "up" : "down"].join("."));
      remember({ query });
      applySorting(query);
    });
  }
}

// "sort=lines.5.down": the table, its column, the way; the id of a table may hold points.
function applySorting(query) {
  const [, id, column, way] = (query.get("sort") ?? "").match(/^(.+)\.(\d+)\.(up|down)$/) ?? [];
  const table = id && byId(id);
  const head = table?.tHead?.rows[0].cells[column];
  if (!head || !lists[id]) return;
  for (const other of table.tHead.rows[0].cells) other.ariaSort = null;
  head.ariaSort = way === "up" ? "ascending" : "descending";
  const it = lists[id];
  complete(it);
  const number = head.dataset.sort === "number";
  const sign = way === "up" ? 1 : -1;
  const keys = new Map(it.items.map((item) => {
    const words = item.element.cells[column].textContent.trim();
    return [item, number ? parseFloat(words.replaceAll(",", "")) || 0 : words.toLowerCase()];
  }));
  it.items.sort((a, b) => sign * (number ? keys.get(a) - keys.get(b) : keys.get(a) < keys.get(b) ? -1 : keys.get(a) > keys.get(b) ? 1 : 0));
  for (const item of it.items) item.element.remove();
  show(it, id);
}
