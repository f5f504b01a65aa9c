// Runs CPython beside the page, so that the page never stands still.
//
// Is sent { id, call, given }, and sends { id, result } or { id, error }; before that, { stage }.

import { loadPyodide } from "./pyodide.mjs";

const here = new URL("./", import.meta.url);
const tell = (stage) => postMessage({ stage });
let started;

async function start() {
  const { archives, bytes } = await (await fetch(new URL("files.json", here))).json();
  tell(`Loading CPython and plivoml, ${Math.round(bytes / 1e6)} MB before compression …`);
  const loading = archives.map(async (name) => (await fetch(new URL(name, here))).arrayBuffer());
  const source = fetch(new URL("workbench.py", here)).then((found) => found.text());
  const python = await loadPyodide({ indexURL: here.href });
  tell("Unpacking plivoml …");
  for (const archive of await Promise.all(loading)) {
    python.unpackArchive(archive, "zip", { extractDir: "/packages" });
  }
  python.FS.writeFile("/packages/workbench.py", await source);
  tell("Importing plivoml …");
  python.runPython("import sys; sys.path.insert(0, '/packages')");
  return python.pyimport("workbench");
}

onmessage = async ({ data: { id, call, given } }) => {
  try {
    started ??= start();
    const workbench = await started;
    postMessage({ id, result: workbench[call](...given) });
  } catch (error) {
    postMessage({ id, error: String(error) });
  }
};
