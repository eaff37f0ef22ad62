// The explorer in a real browser. The graphs are those of tests/export/sample_graph.cpp: as pages that kg
// wrote ($KG_SAMPLES), or else dist/explorer.html filled with their data as it was once written.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const here = (path) => new URL(path, import.meta.url);
const folder = mkdtempSync(join(tmpdir(), "kg-explorer-"));
let browser;

function pageFile(name) {
  const made = process.env.KG_SAMPLES && join(process.env.KG_SAMPLES, `${name}.html`);
  if (made && existsSync(made)) return made;
  const data = readFileSync(here(`fixtures/${name}.json`), "utf8");
  const file = join(folder, `${name}.html`);
  const page = readFileSync(here("../dist/explorer.html"), "utf8");
  writeFileSync(file, page.replace("<!--kg-data-->", () => `<script id="kg-data" type="application/json">${data}</script>`));
  return file;
}

/** Opens a page that fails the test on any console error, exception or request that leaves it. */
async function open(name, fragment = "") {
  const context = await browser.newContext({ viewport: { width: 1300, height: 900 } });
  const page = await context.newPage();
  const troubles = [];
  page.on("console", (message) => message.type() === "error" && troubles.push(message.text()));
  page.on("pageerror", (error) => troubles.push(String(error)));
  page.on("dialog", (dialog) => { troubles.push(`dialog: ${dialog.message()}`); void dialog.dismiss(); });
  const address = pathToFileURL(pageFile(name)).href;
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== address && !/^(data|blob):/.test(request.url())) troubles.push(`request: ${request.url()}`);
  });
  await page.goto(address + fragment);
  await page.waitForSelector("#counts:not(:empty)");
  return { page, close: async () => { assert.deepEqual(troubles, []); await context.close(); } };
}

const counts = async (page) => (await page.textContent("#counts")).match(/\d+/g).map(Number);

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader", "--disable-background-networking", "--disable-component-update",
      "--disable-sync", "--no-first-run"],
  });
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

test("loads and draws the graph", async () => {
  const { page, close } = await open("summit");
  // The statement is hidden at first, and with it the policy that only it names.
  assert.deepEqual(await counts(page), [10, 12, 12, 14]);
  await page.waitForSelector("#picture[data-settled]", { timeout: 60000 });
  assert.ok(await page.locator("#picture canvas").count() > 0);
  await close();
});

test("finds a node by name, alias and keyboard", async () => {
  const { page, close } = await open("summit");
  await page.keyboard.press("/");
  await page.keyboard.type("donald j");
  assert.deepEqual(await page.locator("#matches li span").allTextContents(), ["Donald Trump"]);
  await page.keyboard.press("Escape");
  await page.fill("#search", "trump");
  assert.equal(await page.locator("#matches li span").first().textContent(), "Donald Trump");
  assert.ok((await page.locator("#matches li").count()) > 1);
  await page.focus("#search");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  assert.equal(await page.textContent("#dossier h2"), "Donald Trump");
  assert.match(page.url(), /#at=n0$/);
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("Escape");
  assert.ok(await page.isHidden("#dossier"));
  await close();
});

test("filters by type, status and date", async () => {
  const { page, close } = await open("summit");
  const [nodes] = await counts(page);
  await page.uncheck("#labels input[value=Person]");
  assert.ok((await counts(page))[0] < nodes);
  await page.check("#labels input[value=Person]");
  assert.equal((await counts(page))[0], nodes);

  await page.uncheck("#statuses input[value=denied]");
  await page.fill("#search", "Moon–Kim");
  const state = await page.evaluate(() => location.hash);
  assert.match(state, /status=denied/);
  assert.ok((await counts(page))[0] < nodes);
  await page.check("#statuses input[value=denied]");

  await page.uncheck("#kinds input[value=ACCUSE]");
  assert.match(await page.evaluate(() => location.hash), /kinds=ACCUSE/);
  await page.click("#reset");
  assert.equal((await counts(page))[0], nodes);

  // From June 2019 on: the meeting denied for May 2019 goes.
  await page.evaluate(() => {
    const slider = document.getElementById("from");
    slider.value = String(Date.UTC(2019, 5, 1) / 86400000);
    slider.dispatchEvent(new Event("input"));
  });
  assert.match(await page.textContent("#range"), /^2019-06-01 – /);
  const hidden = await page.evaluate(() => window.kg.data.nodes.get("n9").name);
  assert.equal(hidden, "Moon–Kim meeting");
  assert.ok((await counts(page))[0] < nodes);
  const undated = (await counts(page))[2];
  await page.uncheck("#undated");
  assert.ok((await counts(page))[2] < undated);
  await close();
});

test("shows a dossier, and the sentences of an edge with the words lit and the source named", async () => {
  const { page, close } = await open("summit", "#at=n0");
  assert.equal(await page.textContent("#dossier h2"), "Donald Trump");
  assert.match(await page.textContent("#dossier"), /also: Trump, Donald J. Trump/);
  await page.click("#dossier button.relation:has-text('China')");
  assert.equal(await page.textContent("#dossier h2"), "Donald Trump → China");
  assert.equal(await page.textContent("#dossier blockquote mark"), "accused");
  assert.match(await page.textContent("#dossier blockquote"), /Trump accused China of delay/);
  assert.match(await page.textContent("#dossier blockquote footer"), /b\.txt/);
  await page.click("#dossier button[data-node=n1], #dossier button[data-node=n0]");
  await page.click("#dossier button.relation:has-text('Trump–Kim meeting')");
  const link = page.locator("#dossier blockquote a").first();
  assert.equal(await link.textContent(), "Handshake at the “border”");
  assert.equal(await link.getAttribute("href"), "https://example.org/a?x=1&y=2");
  await close();
});

test("a click on a drawn node opens its dossier", async () => {
  const { page, close } = await open("summit");
  await page.waitForSelector("#picture[data-settled]", { timeout: 60000 });
  await page.waitForTimeout(500);
  const place = await page.evaluate(() => window.kg.place("n3"));
  const box = await page.locator("#picture").boundingBox();
  await page.mouse.move(box.x + place.x - 2, box.y + place.y);
  await page.mouse.move(box.x + place.x, box.y + place.y);
  await page.mouse.click(box.x + place.x, box.y + place.y);
  await page.waitForSelector("#dossier:not([hidden])");
  assert.equal(await page.textContent("#dossier h2"), "China");
  await close();
});

test("a link carries the whole view", async () => {
  const first = await open("summit");
  await first.page.uncheck("#labels input[value=Place]");
  await first.page.uncheck("#kinds input[value=ACCUSE]");
  await first.page.click("#theme");
  await first.page.fill("#search", "kim");
  await first.page.keyboard.press("Enter");
  await first.page.evaluate(() => document.activeElement.blur());
  await first.page.keyboard.press("n");
  const fragment = new URL(first.page.url()).hash;
  const seen = [await counts(first.page), await first.page.textContent("#dossier"), await first.page.getAttribute("html", "data-theme")];
  await first.close();
  const second = await open("summit", fragment);
  assert.deepEqual([await counts(second.page), await second.page.textContent("#dossier"), await second.page.getAttribute("html", "data-theme")], seen);
  await second.close();
  const broken = await open("summit", "#at=%E0%A4%A&from=x&without=%&theme=blue&&=");
  assert.equal((await counts(broken.page))[1], 12);
  await broken.close();
});

test("dark mode follows the system and the button", async () => {
  const { page, close } = await open("summit");
  await page.emulateMedia({ colorScheme: "dark" });
  await page.waitForSelector("html[data-theme=dark]");
  await page.click("#theme");
  await page.waitForSelector("html[data-theme=light]");
  await close();
});

test("hostile names and sentences stay text", async () => {
  const { page, close } = await open("hostile");
  await page.fill("#search", "script");
  assert.equal(await page.locator("#matches li span").first().textContent(), "<script>alert(1)</script> & ]]> --");
  await page.focus("#search");
  await page.keyboard.press("Enter");
  assert.equal(await page.textContent("#dossier h2"), "<script>alert(1)</script> & ]]> --");
  assert.equal(await page.locator("#dossier script, #dossier b, #matches script").count(), 0);
  await page.locator("#dossier button.relation").first().click();
  assert.match(await page.textContent("#dossier blockquote"), /He said "<\/script><b>no" & left/);
  const addresses = await page.locator("#dossier a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  assert.ok(addresses.length > 0);
  assert.ok(addresses.every((address) => !/^javascript:/i.test(address)), String(addresses));
  await page.waitForSelector("#picture[data-settled]", { timeout: 60000 });
  await close();
});
