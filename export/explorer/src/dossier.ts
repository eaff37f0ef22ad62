// What is known of one node, or of the relation between two, with the sentences that say so.
// Every text goes in as text: names and sentences are never markup.
import { type Data, type Edge, fold, type Item, type Node, type Quote, when } from "./data";
import type { Visible } from "./filter";

type Child = Element | string;

export function make(tag: string, attributes: Record<string, string> = {}, ...children: Child[]): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const mostAliases = 8;
const own = new Set(["name", "aliases", "date_from", "date_to", "event", "confidence"]);

const plain = (value: unknown): string => (Array.isArray(value) ? value.map(plain).join(", ") : String(value));

function properties(item: Item): HTMLElement {
  const list = make("dl");
  for (const [key, value] of Object.entries(item.properties)) {
    if (own.has(key) || value === null || value === "" || typeof value === "object" && !Array.isArray(value)) continue;
    list.append(make("dt", {}, key.replaceAll("_", " ")), make("dd", {}, plain(value)));
  }
  return list;
}

function source(quote: Quote): HTMLElement {
  const footer = make("footer");
  const { document } = quote;
  const address = document.uris.find((uri) => /^https?:\/\//i.test(uri) || !/^[a-z][a-z0-9+.-]*:/i.test(uri));
  const name = document.title || document.uris[0] || document.id.slice(0, 8);
  footer.append(address ? make("a", { href: address, rel: "noreferrer noopener", target: "_blank" }, name) : name);
  if (document.published) footer.append(`, ${document.published}`);
  return footer;
}

function sentences(data: Data, item: Item): HTMLElement {
  const section = make("section");
  for (const index of item.quotes) {
    const quote = data.quotes[index];
    const block = make("blockquote", {}, quote.before);
    if (quote.words) block.append(make("mark", {}, quote.words));
    block.append(quote.after, source(quote));
    section.append(block);
  }
  if (item.evidence > item.quotes.length) section.append(make("p", { class: "kind" }, `and ${item.evidence - item.quotes.length} more places`));
  if (item.evidence === 0) section.append(make("p", { class: "kind" }, "no sentence: derived from other relations"));
  return section;
}

const words = (type: string): string => type.toLowerCase().replaceAll("_", " ");

function relation(edge: Edge, from: Node, choose: (id: string) => void): HTMLElement {
  const other = edge.source === from ? edge.target : edge.source;
  const button = make("button", { type: "button", class: "relation", "data-edge": edge.id }, other.name);
  const details = [edge.source === from ? "" : "by", plain(edge.properties.title ?? ""), when(edge), edge.status && edge.status !== "held" && edge.status !== "asserted" ? edge.status : "",
    Number(edge.properties.times) > 1 ? `×${edge.properties.times}` : ""].filter((text) => text && text !== "by").join(", ");
  if (details) button.append(" ", make("small", {}, details));
  if (["planned", "proposed", "hypothetical"].includes(edge.status)) button.classList.add("planned");
  if (["denied", "cancelled"].includes(edge.status)) button.classList.add("denied");
  button.addEventListener("click", () => choose(edge.id));
  return button;
}

function nodeLink(node: Node, choose: (id: string) => void): HTMLElement {
  const button = make("button", { type: "button", "data-node": node.id }, node.name);
  button.addEventListener("click", () => choose(node.id));
  return button;
}

export function showNode(data: Data, visible: Visible, node: Node, choose: (id: string) => void): Element[] {
  const parts: Element[] = [make("h2", {}, node.name), make("p", { class: "kind" }, [...node.labels, when(node)].filter(Boolean).join(" · "))];
  const aliases = node.aliases.filter((alias) => fold(alias) !== "" && fold(alias) !== fold(node.name));
  if (aliases.length) parts.push(make("p", {}, `also: ${aliases.slice(0, mostAliases).join(", ")}`));
  if (aliases.length > mostAliases) {
    parts.push(make("details", {}, make("summary", {}, `and ${aliases.length - mostAliases} more names`), aliases.slice(mostAliases).join(", ")));
  }
  parts.push(properties(node));
  const groups = new Map<string, Edge[]>();
  for (const edge of node.edges) {
    if (!visible.edges.has(edge)) continue;
    const name = edge.source === node ? words(edge.type) : edge.type === "MET" ? "met" : `${words(edge.type)} (by)`;
    groups.set(name, [...(groups.get(name) ?? []), edge]);
  }
  for (const [name, edges] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    parts.push(make("h3", {}, `${name} (${edges.length})`));
    edges.sort((a, b) => (a.period.first ?? 1e9) - (b.period.first ?? 1e9));
    for (const edge of edges.slice(0, 100)) parts.push(relation(edge, node, choose));
    if (edges.length > 100) parts.push(make("p", { class: "kind" }, `and ${edges.length - 100} more`));
  }
  parts.push(make("h3", {}, "Where it is named"), sentences(data, node));
  return parts;
}

/** The edge that was chosen first, then all others between the same two nodes. */
export function showEdge(data: Data, visible: Visible, edge: Edge, choose: (id: string) => void): Element[] {
  const between = edge.source.edges.filter(
    (other) => other !== edge && visible.edges.has(other) && [other.source, other.target].includes(edge.target),
  );
  const heading = make("h2", {}, edge.source.name, edge.type === "MET" ? " – " : " → ", edge.target.name);
  const parts: Element[] = [heading, make("p", {}, nodeLink(edge.source, choose), " ", nodeLink(edge.target, choose))];
  for (const one of [edge, ...between]) {
    const direction = one.source === edge.source ? "" : " (the other way)";
    parts.push(make("h3", {}, [words(one.type) + direction, when(one), one.status].filter(Boolean).join(" · ")), properties(one), sentences(data, one));
  }
  return parts;
}
