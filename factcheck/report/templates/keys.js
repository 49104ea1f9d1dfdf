// ── keys; they can be put off in the list of keys, for those whose tools use letters themselves ──

const help = byId("help");
const keysOn = byId("keys");
byId("show-help")?.removeAttribute("hidden");
byId("show-help")?.addEventListener("click", () => help.showModal());

const isSeen = (element) => element.getClientRects().length > 0;
const stops = () => all(".note, .card").filter(isSeen);

function step(by) {
  const places = stops();
  if (!places.length) return;
  const now = places.findIndex((place) => place.classList.contains("here"));
  const next = places[now < 0 ? (by > 0 ? 0 : places.length - 1) : Math.min(places.length - 1, Math.max(0, now + by))];
  remember({ id: next.id });
  goTo(next.id);
}

function openHere() {
  const here = document.querySelector(".card.here .change a");
  if (here) here.click();
  else if (!document.querySelector(".note.here")) step(1);
  else document.querySelector(".note.here").open = true;
}

function close() {
  for (const note of all(".note[open]")) note.open = false;
  clear();
  remember({ id: "" });
}

const ACTIONS = {
  n: () => step(1), j: () => step(1), p: () => step(-1), k: () => step(-1), o: openHere,
  "/": () => { byId("search")?.focus(); byId("search")?.select(); },
  "?": () => help.showModal(),
};

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
  const writing = event.target.matches("input[type=search], textarea, select");
  if (event.key === "Escape") {
    if (writing) event.target.blur(); else close();
    return;
  }
  const act = ACTIONS[event.key];
  if (writing || !keysOn.checked || !act) return;
  event.preventDefault();
  act();
});

arrive();
// A browser goes to the note itself once the page is there; its figure is what is to be seen.
addEventListener("load", () => requestAnimationFrame(() => goTo(state().id)));
