// What the reader chose. It lives in the URL fragment, so that a link shows the same view.

export interface State {
  selected: string; // a node or edge id; "" if none
  query: string;
  hiddenLabels: Set<string>;
  hiddenKinds: Set<string>;
  hiddenStatuses: Set<string>;
  from?: number; // days since 1970
  to?: number;
  undated: boolean;
  neighbours: boolean; // only what is next to the selected node
  theme: "" | "light" | "dark"; // "": as the system has it
}

/** What would bury the actors; the filters show it again. */
const hiddenAtFirst = ["Happening", "Statement"];

export function initial(): State {
  return {
    selected: "", query: "", hiddenLabels: new Set(hiddenAtFirst), hiddenKinds: new Set(), hiddenStatuses: new Set(),
    undated: true, neighbours: false, theme: "",
  };
}

const list = (set: Set<string>): string => [...set].sort().map(encodeURIComponent).join(",");
const unlist = (text: string): Set<string> => new Set(text.split(",").filter(Boolean).map(decodeURIComponent));

export function toFragment(state: State): string {
  const parts: string[] = [];
  const add = (key: string, value: string): void => void parts.push(`${key}=${value}`);
  if (state.selected) add("at", encodeURIComponent(state.selected));
  if (state.query) add("q", encodeURIComponent(state.query));
  const labels = list(state.hiddenLabels);
  if (labels !== hiddenAtFirst.join(",")) add("without", labels);
  if (state.hiddenKinds.size) add("kinds", list(state.hiddenKinds));
  if (state.hiddenStatuses.size) add("status", list(state.hiddenStatuses));
  if (state.from !== undefined) add("from", String(state.from));
  if (state.to !== undefined) add("to", String(state.to));
  if (!state.undated) add("undated", "0");
  if (state.neighbours) add("near", "1");
  if (state.theme) add("theme", state.theme);
  return parts.join("&");
}

/** Whatever stands in the fragment: what cannot be read is left as it was at the start. */
export function fromFragment(fragment: string): State {
  const state = initial();
  for (const part of fragment.replace(/^#/, "").split("&")) {
    const at = part.indexOf("=");
    if (at < 0) continue;
    const value = part.slice(at + 1);
    try {
      switch (part.slice(0, at)) {
        case "at": state.selected = decodeURIComponent(value); break;
        case "q": state.query = decodeURIComponent(value); break;
        case "without": state.hiddenLabels = unlist(value); break;
        case "kinds": state.hiddenKinds = unlist(value); break;
        case "status": state.hiddenStatuses = unlist(value); break;
        case "from": if (Number.isFinite(Number(value))) state.from = Number(value); break;
        case "to": if (Number.isFinite(Number(value))) state.to = Number(value); break;
        case "undated": state.undated = value !== "0"; break;
        case "near": state.neighbours = value === "1"; break;
        case "theme": if (value === "light" || value === "dark") state.theme = value; break;
      }
    } catch {
      // a broken escape
    }
  }
  return state;
}
