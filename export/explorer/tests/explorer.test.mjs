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

/** The page with a graph of the test's own inside, as export/html.cpp writes it. */
function fill(name, data) {
  const file = join(folder, `${name}.html`);
  const page = readFileSync(here("../dist/explorer.html"), "utf8");
  writeFileSync(file, page.replace("<!--kg-data-->", () => `<script id="kg-data" type="application/json">${data}</script>`));
  return file;
}

function pageFile(name) {
  const made = process.env.KG_SAMPLES && join(process.env.KG_SAMPLES, `${name}.html`);
  if (made && existsSync(made)) return made;
  const own = join(folder, `${name}.html`);
  return existsSync(own) ? own : fill(name, readFileSync(here(`fixtures/${name}.json`), "utf8"));
}

/** A graph of people; each edge is [from, to, properties]. */
function people(names, edges) {
  const item = { quotes: [], evidence: 0 };
  return JSON.stringify({
    title: "", left_out: 0, quotes: [], documents: [],
    nodes: names.map((name, i) => ({ id: `n${i}`, labels: ["Person", "Actor"], name, aliases: [], properties: {}, ...item })),
    edges: edges.map(([from, to, properties], i) => ({ id: `e${i}`, type: "MET", source: `n${from}`, target: `n${to}`, properties, ...item })),
  });
}

/** Opens a page that fails the test on any console error, exception or request that leaves it. */
async function open(name, fragment = "", viewport = { width: 1300, height: 900 }) {
  const context = await browser.newContext({ viewport });
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

test("a node that nothing joins is not drawn, but found", async () => {
  fill("dust", people(["Anna", "Bert", "Alone"], [[0, 1, {}]]));
  const { page, close } = await open("dust");
  assert.deepEqual(await counts(page), [2, 3, 1, 1]);
  await page.fill("#search", "alone");
  await page.focus("#search");
  await page.keyboard.press("Enter");
  assert.equal(await page.textContent("#dossier h2"), "Alone");
  assert.deepEqual(await counts(page), [3, 3, 1, 1]);
  await page.click("#dossier .close");
  assert.deepEqual(await counts(page), [2, 3, 1, 1]);
  await close();
  // Without any relation the nodes are all there is to see.
  fill("only-dust", people(["Anna", "Bert"], []));
  const only = await open("only-dust");
  assert.deepEqual(await counts(only.page), [2, 2, 0, 0]);
  await only.close();
});

test("filters are folded on a small screen and open on a large one", async () => {
  const large = await open("summit");
  assert.ok(await large.page.isVisible("#labels"));
  await large.close();
  const { page, close } = await open("summit", "", { width: 390, height: 800 });
  assert.ok(await page.isHidden("#labels"));
  const closed = await page.locator("#picture").boundingBox();
  assert.ok(closed.height > 500 && closed.width > 380, JSON.stringify(closed));
  await page.click("#filters summary");
  assert.ok(await page.isVisible("#labels"));
  // An open dossier leaves a part of the picture in sight.
  await page.fill("#search", "trump");
  await page.focus("#search");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#dossier:not([hidden])");
  const [picture, dossier] = [await page.locator("#picture").boundingBox(), await page.locator("#dossier").boundingBox()];
  assert.ok(picture.height >= 0.15 * 800 && dossier.y + dossier.height <= 801, JSON.stringify({ picture, dossier }));
  await close();
});

test("the slider spans nearly all dates, and its ends leave nothing out", async () => {
  const edges = Array.from({ length: 300 }, (_, i) => [0, 1, { date: `2018-${String(1 + (i % 12)).padStart(2, "0")}-10` }]);
  fill("dates", people(["Anna", "Bert"], [...edges, [0, 1, { date: "0551" }], [0, 1, { date: "2950-01-01" }]]));
  const { page, close } = await open("dates");
  const ends = await page.locator("#from").evaluate((slider) => [slider.min, slider.max].map((day) => new Date(day * 86400000).toISOString().slice(0, 10)));
  assert.deepEqual(ends, ["2018-01-10", "2018-12-10"]);
  assert.equal(await page.textContent("#range"), "2018-01-10 – 2018-12-10");
  assert.equal((await counts(page))[2], 302);
  await page.focus("#from");
  await page.keyboard.press("ArrowRight");
  assert.equal((await counts(page))[2], 302 - 25 - 1, "January's and the one of 551");
  await page.keyboard.press("ArrowLeft");
  assert.equal((await counts(page))[2], 302);
  await page.focus("#to");
  await page.keyboard.press("ArrowLeft");
  assert.equal((await counts(page))[2], 302 - 25 - 1, "December's and the one of 2950");
  await page.keyboard.press("End");
  assert.equal((await counts(page))[2], 302);
  await close();
});

test("the names around a chosen node are no wall of text", async () => {
  const names = ["Hub", ...Array.from({ length: 400 }, (_, i) => `Somebody with a long name ${i}`)];
  fill("hub", people(names, names.slice(1).map((_, i) => [0, i + 1, {}])));
  const { page, close } = await open("hub");
  await page.waitForSelector("#picture[data-settled]", { timeout: 60000 });
  await page.fill("#search", "hub");
  await page.focus("#search");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(600);
  const labelled = await page.evaluate(() => window.kg.labelled());
  // A cell of 100 by 100 points has at most three names, zoomed in as a chosen node is.
  assert.ok(labelled.length > 10 && labelled.length < 200, String(labelled.length));
  await close();
});

test("a dossier has dates as fine as they are, and the first of many names", async () => {
  const aliases = ["Anna", ", Anna", ...Array.from({ length: 20 }, (_, i) => `Alias ${i}`)];
  const graph = JSON.parse(people(["Anna", "Bert"], [
    [0, 1, { date_from: "2021-05-01", date_to: "2021-05-31" }], [0, 1, { first: "2020-01-01", last: "2020-12-31" }],
    [0, 1, { from: "2019-03-02", to: "2019-04-05" }], [0, 1, { to: "2018-07-01" }], [0, 1, { date: "2017" }],
  ]));
  graph.nodes[0].aliases = aliases;
  fill("fine", JSON.stringify(graph));
  const { page, close } = await open("fine", "#at=n0");
  const dates = await page.locator("#dossier .relation small").allTextContents();
  assert.deepEqual(dates.sort(), ["2017", "2019-03-02 – 2019-04-05", "2020", "2021-05", "… – 2018-07-01"]);
  assert.match(await page.textContent("#dossier"), /also: Alias 0, .*Alias 7and 12 more names/);
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

test("a click on a drawn line shows its sentences", async () => {
  const graph = JSON.parse(people(["Anna", "Bert"], [[0, 1, { reports: 50 }]]));
  graph.documents = [{ id: "d", title: "The Source", uris: ["https://example.org/"], published: "2020-01-02" }];
  graph.quotes = [[0, "Anna ", "met", " Bert."]];
  Object.assign(graph.edges[0], { quotes: [0], evidence: 1 });
  fill("line", JSON.stringify(graph));
  const { page, close } = await open("line");
  await page.waitForSelector("#picture[data-settled]", { timeout: 60000 });
  await page.waitForTimeout(500);
  const [a, b] = await page.evaluate(() => [window.kg.place("n0"), window.kg.place("n1")]);
  const box = await page.locator("#picture").boundingBox();
  const [x, y] = [box.x + (a.x + b.x) / 2, box.y + (a.y + b.y) / 2];
  await page.mouse.move(x - 1, y);
  await page.mouse.move(x, y);
  await page.mouse.click(x, y);
  await page.waitForSelector("#dossier:not([hidden])");
  assert.equal(await page.textContent("#dossier h2"), "Anna – Bert");
  assert.equal(await page.textContent("#dossier mark"), "met");
  assert.match(await page.textContent("#dossier blockquote footer"), /The Source, 2020-01-02/);
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
