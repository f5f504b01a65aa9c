// `node build.mjs FOLDER FILE`: build the trees in a file of JSON with the SDK in a folder.
//
// A line of JSON for each: `{"xml": ...}`, or `{"refused": ...}` with what it says.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [folder, file] = process.argv.slice(2);
const plivo = createRequire(import.meta.url)(folder);

function add(parent, tree) {
  const name = "add" + tree.tag.replace(/(^|-)([a-z])/g, (_, dash, letter) => letter.toUpperCase());
  if (!parent[name]) throw new Error(`there is no ${name}`);
  const takesText = /^function \w+\(body/.test(parent[name].toString());
  const content = [...tree.content];
  const words = typeof content[0] === "string" ? content.shift() : "";
  const element = takesText
    ? parent[name](words, { ...tree.attributes })
    : parent[name]({ ...tree.attributes });
  if (!takesText && words) throw new Error(`${name} takes no text`);
  fill(element, content);
}

function fill(element, content) {
  for (const one of content) {
    if (typeof one === "string") element.addText(one);
    else add(element, one);
  }
}

for (const tree of JSON.parse(readFileSync(file, "utf-8"))) {
  try {
    const response = plivo.Response();
    fill(response, tree.content);
    console.log(JSON.stringify({ xml: response.toXML() }));
  } catch (error) {
    console.log(JSON.stringify({ refused: String(error.message) }));
  }
}
