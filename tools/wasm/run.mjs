// Starts the CPython in a folder of the npm package `pyodide`, shows it this machine's folders,
// and runs a program in it.
//
//     node run.mjs PYODIDE PROJECT PACKAGES PROGRAM [ARGUMENT...]

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [pyodide, project, packages, program, ...given] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(pyodide, "pyodide.mjs")).href);
const python = await loadPyodide();
const write = (bytes) => (process.stdout.write(bytes.slice()), bytes.length);
python.setStdout({ write });
python.setStderr({ write });
python.mountNodeFS("/project", project);
python.mountNodeFS("/packages", packages);
python.globals.set("given", python.toPy(given));
process.exitCode = await python.runPythonAsync(readFileSync(program, "utf-8"));
