// The page: one state, shown in the picture, the panels and the URL fragment.
import { type Data, isoDay, type Node, read, search } from "./data";
import { make, showEdge, showNode } from "./dossier";
import { visible } from "./filter";
import { colourOf, draw, type Picture } from "./picture";
import { fromFragment, initial, type State, toFragment } from "./state";

const at = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;

const data: Data = read(at("kg-data").textContent ?? "");
let state: State = fromFragment(location.hash);
let picture: Picture | undefined;
const prefersDark = matchMedia("(prefers-color-scheme: dark)");
const isDark = (): boolean => (state.theme ? state.theme === "dark" : prefersDark.matches);

function change(next: Partial<State>): void {
  state = { ...state, ...next };
  history.replaceState(null, "", "#" + toFragment(state));
  show();
}

function choose(id: string): void {
  change({ selected: id, ...(id === "" ? { neighbours: false } : {}) });
}

// ---- filters

const days: number[] = [];
for (const item of [...data.nodes.values(), ...data.edges.values()]) {
  for (const day of [item.period.first, item.period.last]) if (day !== undefined) days.push(day);
}
days.sort((a, b) => a - b);
// The slider spans nearly all: with one mention of the year 551 it would be of no use. Its ends leave nothing out.
const outer = Math.floor(days.length / 100);
const firstDay = days[outer] ?? Infinity;
const lastDay = days[days.length - 1 - outer] ?? -Infinity;

function tally(values: Iterable<string>): [string, number][] {
  const counts = new Map<string, number>();
  for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function checkboxes(id: string, counts: [string, number][], hidden: "hiddenLabels" | "hiddenKinds" | "hiddenStatuses", dotted: boolean): void {
  const box = at(id);
  box.hidden = counts.length === 0;
  for (const [value, count] of counts) {
    const input = make("input", { type: "checkbox", value }) as HTMLInputElement;
    input.addEventListener("change", () => {
      const next = new Set(state[hidden]);
      if (input.checked) next.delete(value);
      else next.add(value);
      change({ [hidden]: next });
    });
    const label = make("label", {}, input);
    if (dotted) label.append(make("span", { class: "dot", "data-label": value }));
    label.append(value.toLowerCase().replaceAll("_", " "), make("span", { class: "count" }, String(count)));
    box.append(label);
  }
}

function filters(): void {
  checkboxes("labels", tally([...data.nodes.values()].map((node) => node.label)), "hiddenLabels", true);
  checkboxes("kinds", tally([...data.edges.values()].map((edge) => edge.type)), "hiddenKinds", false);
  const statuses = [...data.nodes.values()].map((node) => node.status).concat([...data.edges.values()].filter((e) => e.properties.status).map((edge) => edge.status));
  checkboxes("statuses", tally(statuses), "hiddenStatuses", false);
  at("dates").hidden = !(lastDay > firstDay);
  for (const id of ["from", "to"] as const) {
    const slider = at<HTMLInputElement>(id);
    slider.min = String(firstDay);
    slider.max = String(lastDay);
    slider.addEventListener("input", () => {
      const from = Number(at<HTMLInputElement>("from").value);
      const to = Number(at<HTMLInputElement>("to").value);
      const low = id === "from" ? Math.min(from, to) : from;
      const high = id === "to" ? Math.max(from, to) : to;
      change({ from: Math.min(low, high) <= firstDay ? undefined : Math.min(low, high), to: Math.max(low, high) >= lastDay ? undefined : Math.max(low, high) });
    });
  }
  at<HTMLInputElement>("undated").addEventListener("change", (event) => change({ undated: (event.target as HTMLInputElement).checked }));
  at("reset").addEventListener("click", () => {
    change({ ...initial(), theme: state.theme, from: undefined, to: undefined });
    picture?.whole();
  });
}

// ---- search

let matches: Node[] = [];
let marked = 0;

function showMatches(): void {
  const list = at("matches");
  list.replaceChildren(
    ...matches.map((node, i) => {
      const item = make("li", { role: "option", "aria-selected": String(i === marked), "data-node": node.id }, make("span", {}, node.name), " ");
      item.append(make("small", {}, node.label.toLowerCase()));
      item.addEventListener("mousedown", (event) => event.preventDefault());
      item.addEventListener("click", () => take(node));
      return item;
    }),
  );
}

function take(node: Node): void {
  matches = [];
  showMatches();
  const hiddenLabels = new Set(state.hiddenLabels);
  hiddenLabels.delete(node.label);
  change({ query: "", selected: node.id, hiddenLabels });
  at<HTMLInputElement>("search").value = "";
  picture?.lookAt(node);
}

function searching(): void {
  const box = at<HTMLInputElement>("search");
  box.value = state.query;
  const find = (): void => {
    matches = search(data, box.value, 12);
    marked = 0;
    showMatches();
  };
  box.addEventListener("input", () => {
    find();
    change({ query: box.value });
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") marked = Math.min(marked + 1, matches.length - 1);
    else if (event.key === "ArrowUp") marked = Math.max(marked - 1, 0);
    else if (event.key === "Enter" && matches[marked]) return take(matches[marked]);
    else if (event.key === "Escape") box.blur();
    else return;
    event.preventDefault();
    showMatches();
  });
  find();
}

// ---- keys

function keys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target === at("search")) return;
    switch (event.key) {
      case "/":
        event.preventDefault();
        at("search").focus();
        break;
      case "Escape": choose(""); break;
      case "n": if (data.nodes.has(state.selected)) change({ neighbours: !state.neighbours }); break;
      case "t": change({ theme: isDark() ? "light" : "dark" }); break;
      case "+": case "=": picture?.zoom(1.5); break;
      case "-": picture?.zoom(1 / 1.5); break;
      case "0": picture?.whole(); break;
    }
  });
  at("theme").addEventListener("click", () => change({ theme: isDark() ? "light" : "dark" }));
  prefersDark.addEventListener("change", show);
  addEventListener("hashchange", () => {
    state = fromFragment(location.hash);
    at<HTMLInputElement>("search").value = state.query;
    show();
  });
}

// ---- everything

function show(): void {
  const dark = isDark();
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  for (const dot of document.querySelectorAll<HTMLElement>(".dot")) dot.style.background = colourOf(dot.dataset.label ?? "", dark);
  for (const [id, hidden] of [["labels", state.hiddenLabels], ["kinds", state.hiddenKinds], ["statuses", state.hiddenStatuses]] as const) {
    for (const input of at(id).querySelectorAll("input")) input.checked = !hidden.has(input.value);
  }
  at<HTMLInputElement>("from").value = String(state.from ?? firstDay);
  at<HTMLInputElement>("to").value = String(state.to ?? lastDay);
  at<HTMLInputElement>("undated").checked = state.undated;
  if (lastDay > firstDay) at("range").textContent = `${isoDay(state.from ?? firstDay)} – ${isoDay(state.to ?? lastDay)}`;

  const left = visible(data, state);
  const more = data.leftOut > 0 ? `; ${data.leftOut} less reported ones are not in this file` : "";
  at("counts").textContent = `${left.nodes.size} of ${data.nodes.size} nodes, ${left.edges.size} of ${data.edges.size} relations${more}`;

  const dossier = at("dossier");
  const node = data.nodes.get(state.selected);
  const edge = data.edges.get(state.selected);
  const wasHidden = dossier.hidden;
  dossier.hidden = !node && !edge;
  if (node || edge) {
    const close = make("button", { type: "button", class: "close", title: "Close (Esc)" }, "×");
    close.addEventListener("click", () => choose(""));
    dossier.replaceChildren(close, ...(node ? showNode(data, left, node, choose) : showEdge(data, left, edge!, choose)));
    dossier.scrollTop = 0;
  }
  if (wasHidden !== dossier.hidden) dispatchEvent(new Event("resize"));
  picture?.show(left, state.selected, dark);
}

if (data.title) {
  document.title = data.title;
  document.querySelector("h1")!.textContent = data.title;
}
filters();
searching();
keys();
if (matchMedia("(max-width: 800px)").matches) at<HTMLDetailsElement>("filters").open = false;
try {
  picture = draw(data, at("picture"), choose);
} catch (error) {
  const trouble = at("trouble");
  trouble.textContent = "This browser cannot draw the graph (WebGL is missing). Search, filters and dossiers work all the same.";
  trouble.hidden = false;
  console.info(String(error));
}
show();
// A handle for tests and the curious.
Object.assign(window, { kg: { data, place: (id: string) => picture?.place(id), labelled: () => picture?.labelled() ?? [] } });
