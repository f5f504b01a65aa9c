// Prints what the search of a site finds for some words: node search.mjs FOLDER WORDS...
import fs from "node:fs";
import vm from "node:vm";

const [site, ...queries] = process.argv.slice(2);

// What the scripts ask of a browser before anybody has typed anything.
const page = vm.createContext({
  DOCUMENTATION_OPTIONS: {},
  SPHINX_HIGHLIGHT_ENABLED: false,
  URLSearchParams,
  _: (text) => text,
  _ready() {},
  location: { pathname: "" },
});
page.window = page;
page.document = {
  addEventListener() {},
  documentElement: { dataset: { content_root: "./" } },
  getElementById: () => null,
};

for (const name of ["_static/language_data.js", "_static/searchtools.js", "searchindex.js"]) {
  vm.runInContext(fs.readFileSync(`${site}/${name}`, "utf8"), page);
}

const found = queries.map((query) => {
  page.query = query;
  // The first result stands at the end: it is taken from there.
  const results = vm.runInContext("Search._performSearch(...Search._parseQuery(query))", page);
  return results.reverse().map(([name, title, anchor]) => [`${name}.html${anchor}`, title]);
});
process.stdout.write(JSON.stringify(found));
