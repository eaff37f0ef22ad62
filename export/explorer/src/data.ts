// The graph that the page carries, with the indexes that searching and filtering need.

/** As `kg export --format html` writes it; see export/html.cpp. */
interface Raw {
  title: string;
  left_out: number;
  nodes: { id: string; labels: string[]; name: string; aliases: string[]; properties: Record<string, unknown>; quotes: number[]; evidence: number }[];
  edges: { id: string; type: string; source: string; target: string; properties: Record<string, unknown>; quotes: number[]; evidence: number }[];
  quotes: [document: number, before: string, words: string, after: string][];
  documents: { id: string; title: string; uris: string[]; published: string }[];
}

/** Days since 1970; missing sides are open. */
export interface Period {
  first?: number;
  last?: number;
}

export interface Item {
  id: string;
  properties: Record<string, unknown>;
  quotes: number[];
  evidence: number; // how many pieces there are in all
  period: Period;
  status: string; // "" if it has none
}

export interface Node extends Item {
  label: string; // the specific one
  labels: string[];
  name: string;
  aliases: string[];
  folded: string[]; // name and aliases, for the search
  edges: Edge[];
  reports: number;
}

export interface Edge extends Item {
  type: string;
  source: Node;
  target: Node;
}

export interface Quote {
  document: Document;
  before: string;
  words: string;
  after: string;
}

export interface Document {
  id: string;
  title: string;
  uris: string[];
  published: string;
}

export interface Data {
  title: string;
  leftOut: number;
  nodes: Map<string, Node>;
  edges: Map<string, Edge>;
  quotes: Quote[];
}

export const fold = (text: string): string =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

const DAY = 86_400_000;

/** "2018", "2018-06" or "2018-06-12" to its first or last day. */
function day(text: unknown, last: boolean): number | undefined {
  if (typeof text !== "string") return undefined;
  const match = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(text);
  if (!match) return undefined;
  const year = Number(match[1]);
  const month = match[2] ? Number(match[2]) - 1 : last ? 11 : 0;
  const time = match[3] ? Date.UTC(year, month, Number(match[3])) : last ? Date.UTC(year, month + 1, 0) : Date.UTC(year, month, 1);
  return Math.floor(time / DAY);
}

function periodOf(properties: Record<string, unknown>): Period {
  for (const [from, to] of [["date_from", "date_to"], ["first", "last"], ["from", "to"], ["date", "date"]]) {
    const first = day(properties[from], false);
    const last = day(properties[to], true);
    if (first !== undefined || last !== undefined) return { first, last };
  }
  return {};
}

/** When it was, as fine as the dates are: "2018", "2018-06", "2018-06-12", "2018-03-01 – 2018-06-30"; "" if unknown. */
export function when(item: Item): string {
  const date = item.properties.date;
  if (typeof date === "string" && date) return date;
  const { first, last } = item.period;
  if (first === undefined && last === undefined) return "";
  const from = first === undefined ? "…" : isoDay(first);
  const to = last === undefined ? "…" : isoDay(last);
  for (const length of [4, 7, 10]) {
    const unit = from.slice(0, length);
    if (day(unit, false) === first && day(unit, true) === last) return unit;
  }
  return `${from} – ${to}`;
}

export const isoDay = (days: number): string => new Date(days * DAY).toISOString().slice(0, 10);

/** A node with a day of its own; all others are there at any time. */
export const isEvent = (node: { label: string }): boolean => ["Meeting", "Happening", "Statement"].includes(node.label);

export function read(text: string): Data {
  const raw = JSON.parse(text) as Raw;
  const nodes = new Map<string, Node>();
  const edges = new Map<string, Edge>();
  for (const n of raw.nodes) {
    nodes.set(n.id, {
      ...n,
      label: n.labels[0] ?? "",
      folded: [n.name, ...n.aliases].map(fold),
      period: periodOf(n.properties),
      status: String(n.properties.status ?? ""),
      edges: [],
      reports: 0,
    });
  }
  for (const e of raw.edges) {
    const source = nodes.get(e.source);
    const target = nodes.get(e.target);
    if (!source || !target) continue;
    const edge: Edge = { ...e, source, target, period: periodOf(e.properties), status: String(e.properties.status ?? "") };
    for (const end of [source, target]) {
      // What joins a meeting or statement shares its date and status.
      if (!isEvent(end)) continue;
      if (edge.period.first === undefined && edge.period.last === undefined) edge.period = end.period;
      if (edge.status === "") edge.status = end.status;
    }
    edges.set(edge.id, edge);
    source.edges.push(edge);
    if (target !== source) target.edges.push(edge);
    const weight = Math.max(1, Number(e.properties.reports) || 1);
    source.reports += weight;
    target.reports += weight;
  }
  const quotes = raw.quotes.map(([document, before, words, after]) => ({ document: raw.documents[document], before, words, after }));
  return { title: raw.title, leftOut: raw.left_out, nodes, edges, quotes };
}

/** Best first: whole name, then start of a name, then start of a word, then anywhere. */
export function search(data: Data, text: string, most: number): Node[] {
  const wanted = fold(text);
  if (!wanted) return [];
  const found: [number, Node][] = [];
  for (const node of data.nodes.values()) {
    let best = 9;
    for (const name of node.folded) {
      const at = name.indexOf(wanted);
      if (at < 0) continue;
      best = Math.min(best, name === wanted ? 0 : at === 0 ? 1 : name[at - 1] === " " ? 2 : 3);
    }
    if (best < 9) found.push([best, node]);
  }
  found.sort((a, b) => a[0] - b[0] || b[1].reports - a[1].reports || (a[1].name < b[1].name ? -1 : 1));
  return found.slice(0, most).map(([, node]) => node);
}
