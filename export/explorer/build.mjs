// Makes dist/explorer.html: page, style and bundled script in one file, with a mark where
// `kg export --format html` puts the graph. `--check` compares instead of writing.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const here = (path) => new URL(path, import.meta.url).pathname;
const bundle = async (entry, options) => {
  const made = await build({ entryPoints: [here(entry)], bundle: true, minify: true, write: false, charset: "utf8", legalComments: "none", ...options });
  return made.outputFiles[0].text.trim();
};

const script = (await bundle("src/main.ts", { target: "es2020", format: "iife" })).replaceAll("</script", "<\\/script");
const style = await bundle("src/style.css", { loader: { ".css": "css" } });
const sha = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

// Nothing but this very script runs, and nothing is fetched: not even a name that looks like markup could.
const policy = `default-src 'none'; script-src ${sha(script)}; style-src 'unsafe-inline'; img-src data: blob:; worker-src blob:`;
const page = readFileSync(here("src/page.html"), "utf8")
  .replace("{{policy}}", () => policy)
  .replace("{{style}}", () => style)
  .replace("{{script}}", () => script);

const file = here("dist/explorer.html");
if (process.argv.includes("--check")) {
  if (readFileSync(file, "utf8") !== page) {
    console.error("dist/explorer.html is not what the sources make: run 'npm run build' in export/explorer");
    process.exit(1);
  }
} else {
  writeFileSync(file, page);
  console.log(`dist/explorer.html: ${Math.round(page.length / 1024)} KiB`);
}
