"use strict";
// The state of a page stands in its fragment: "#note-7?show=consistent" is an open note and what is shown.
// Everything can be read without scripts; they add folding, finding, sorting and keys.

document.documentElement.classList.add("scripted");

const byId = (id) => document.getElementById(id);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];

function state() {
  const [id, query] = location.hash.slice(1).split("?");
  let place = id;
  try { place = decodeURIComponent(id); } catch { /* a fragment that nobody of us wrote */ }
  return { id: place, query: new URLSearchParams(query) };
}

function remember({ id = state().id, query = state().query, push = false } = {}) {
  for (const [key, value] of [...query]) if (!value) query.delete(key);
  const words = query.toString();
  const hash = id || words ? `#${encodeURIComponent(id)}${words ? `?${words}` : ""}` : location.pathname.split("/").pop();
  if (hash === location.hash) return;
  if (push) history.pushState(null, "", hash); else history.replaceState(null, "", hash);
}

// ── open, close, go to a place ──

function unfold(element) {
  for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}

function clear() {
  for (const element of all(".here")) element.classList.remove("here");
}

// A note is opened beside its figure, which is what is brought into sight; anything else is itself.
function goTo(id, { focus = true } = {}) {
  const target = id && byId(id);
  if (!target) return false;
  const note = target.closest(".note");
  const mark = note ? byId(note.dataset.mark) : null;
  clear();
  target.classList.add("here");
  if (note) {
    for (const other of all(".note[open]")) if (other !== note) other.open = false;
    note.classList.add("here");
    mark?.classList.add("here");
  }
  unfold(target);
  const wide = matchMedia("(min-width: 64rem)").matches;
  (mark ?? target).scrollIntoView({ block: wide && !target.matches("section, article") ? "center" : "start" });
  if (note && wide && note !== target) target.scrollIntoView({ block: "nearest" });
  const reach = note ? note.querySelector("summary") : target.querySelector("a") ?? target;
  if (focus) reach.focus({ preventScroll: true });
  return true;
}

addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href^='#']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const id = decodeURIComponent(link.getAttribute("href").slice(1));
  if (!byId(id)) return;
  event.preventDefault();
  remember({ id, push: true });
  goTo(id);
});

// A note that is opened by hand shows its figure, too.
addEventListener("click", (event) => {
  const note = event.target.closest?.("summary")?.closest(".note");
  if (!note || note.open) return;
  event.preventDefault();
  remember({ id: note.id, push: true });
  goTo(note.id);
});

addEventListener("hashchange", arrive);
addEventListener("popstate", arrive);

function arrive() {
  const { id, query } = state();
  applyShown(query);
  applyFilters(query);
  applySorting(query);
  goTo(id);
}

// ── which notes are shown ──

const toggles = all("fieldset.show input");

function applyShown(query) {
  if (!toggles.length) return;
  const shown = query.get("show");
  for (const toggle of toggles) {
    const kind = toggle.id.slice("show-".length);
    toggle.checked = shown === null ? toggle.defaultChecked : shown.split(" ").includes(kind);
  }
}

for (const toggle of toggles) {
  toggle.addEventListener("change", () => {
    const { query } = state();
    query.set("show", toggles.filter((each) => each.checked).map((each) => each.id.slice("show-".length)).join(" ") || "none");
    remember({ query });
  });
}

// ── copy ──

async function copy(words) {
  try {
    await navigator.clipboard.writeText(words);
  } catch { // where a page has no right to the clipboard, a selection has
    const field = document.createElement("textarea");
    field.value = words;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
}

for (const button of all(".copy")) button.hidden = false;
addEventListener("click", async (event) => {
  const button = event.target.closest?.(".copy");
  if (!button) return;
  const words = button.textContent;
  await copy(button.dataset.copy);
  button.textContent = document.body.dataset.copied;
  setTimeout(() => { button.textContent = words; }, 1500);
});

// ── print unfolds everything ──

addEventListener("beforeprint", () => {
  for (const fold of all("details:not([open])")) { fold.open = true; fold.dataset.folded = ""; }
});
addEventListener("afterprint", () => {
  for (const fold of all("details[data-folded]")) { fold.open = false; delete fold.dataset.folded; }
});
