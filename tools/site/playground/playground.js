// The page of the playground: what a person types goes to the worker, and what it says is shown.

const EXAMPLES = {
  xml: `<?xml version="1.0" encoding="UTF-8"?>
<Response>
    <GetDigits action="https://example.com/menu/" numDigits="1" timeOut="10">
        <Speak>For sales press 1, for support press 2.</Speak>
    </GetDigits>
    <Dial method="get" action="https://example.com/dialled/">
        <Number>+15550100123</Number>
    </Dial>
    <Say>Nobody answers. Goodbye.</Say>
</Response>
`,
  template: `<Response>
    {% if is_open %}
    <Dial timeout="{{ seconds }}" callerName="{{ name }}" method="PUT">
        <Number>{{ number }}</Number>
    </Dial>
    {% else %}
    <Speak>We are closed, {{ name | safe }}.</Speak>
    {% endif %}
</Response>
`,
  python: `def answer(name: str, number: str) -> str:
    return f"""<Response>
    <Speak>Welcome, {name}.</Speak>
    <Dial timeOut="20" action="https://example.com/dialled/">
        <Number>{number}</Number>
    </Dial>
</Response>"""
`,
  request:
    "CallUUID=97ceeb52-58b6-11e1-86da-77300b68f8bb&DialStatus=busy&DialRingStatus=true" +
    "&DialHangupCause=USER_BUSY&DialALegUUID=97ceeb52-58b6-11e1-86da-77300b68f8bb&DialBLegUUID=",
};
const PANELS = ["problems", "python", "flow", "request"];
const PAUSE = 400; // milliseconds without a key before the text is looked at

const at = (name) => document.getElementById(`playground-${name}`);
const panel = (name) => document.getElementById(`panel-${name}`);
const tab = (name) => document.getElementById(`tab-${name}`);
const source = at("source");
const root = document.getElementById("playground");
const say = (words) => (at("status").textContent = words);

function made(tag, properties = {}, ...inner) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...inner);
  return element;
}

// --- the worker

let worker;
let asked = 0;
const waiting = new Map();

function ask(call, ...given) {
  worker ??= begin();
  return new Promise((resolve, reject) => {
    waiting.set(++asked, { resolve, reject });
    worker.postMessage({ id: asked, call, given });
  });
}

function begin() {
  say("Loading …");
  const begun = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
  begun.onmessage = ({ data: { id, stage, result, error } }) => {
    if (stage) return say(stage);
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    error ? reject(new Error(error)) : resolve(result);
  };
  begun.onerror = () => {
    const why = location.protocol === "file:" ? "a file cannot start it; serve the site over HTTP" : "its files are missing";
    say(`The playground cannot be loaded: ${why}.`);
  };
  return begun;
}

// --- what is said of a text

let pause;
let newest = 0;
let found;

async function look() {
  clearTimeout(pause);
  const mine = ++newest;
  const text = source.value;
  root.ariaBusy = "true";
  try {
    say(worker ? "Looking …" : "Loading …");
    const answer = JSON.parse(await ask("look", text, at("kind").value));
    if (mine === newest) show(text, answer);
  } catch (error) {
    if (mine === newest) say(`That failed: ${error.message.trim().split("\n").pop()}`);
  }
  if (mine === newest) root.ariaBusy = "false";
}

function show(text, answer) {
  found = answer;
  const problems = Array.isArray(answer.problems) ? answer.problems : [];
  panel("problems").replaceChildren(...problemsOf(answer, problems));
  panel("python").replaceChildren(code(answer.python, "There is no document in it."));
  panel("request").replaceChildren(code(answer.request, "It is no request of Plivo's: paste a body, a query or a URL with one."));
  draw(answer.flow);
  mark(text, problems);
  at("mend").disabled = !problems.some(({ fix }) => fix?.is_safe);
  tab("problems").textContent = problems.length ? `Problems (${problems.length})` : "Problems";
  const names = { xml: "a document", template: "a template", python: "a program", request: "a request" };
  const counted = `${problems.length || "no"} problem${problems.length === 1 ? "" : "s"}`;
  say(answer.kind === "request" ? `Read as ${names.request}.` : `Read as ${names[answer.kind]}: ${counted}.`);
  const is_request = answer.kind === "request";
  if (is_request !== (chosen === "request")) choose(is_request ? "request" : "problems");
}

function problemsOf({ kind, problems }, listed) {
  if (problems.failure) return [made("p", { className: "failure" }, problems.failure)];
  if (kind === "request") return [made("p", {}, "A request has no problems: see how it is read.")];
  if (!listed.length) return [made("p", {}, "No problems.")];
  return [made("ol", { className: "problems" }, ...listed.map(entry))];
}

function entry(problem, index) {
  const { severity, rule, page, line, column, sentence, fix } = problem;
  const place = made("button", { type: "button", className: "place", onclick: () => select(problem) }, `${line}:${column}`);
  const name = page ? made("a", { href: page }, rule) : rule;
  const item = made("li", { className: severity }, place, " ", made("strong", {}, severity), " [", name, "] ", sentence);
  if (fix) {
    const label = fix.is_safe ? fix.title : `${fix.title} (look at it: the call may change)`;
    item.append(" ", made("button", { type: "button", className: "fix", onclick: () => mend(index) }, label));
  }
  return item;
}

function code(given, otherwise) {
  if (given?.failure) return made("p", { className: "failure" }, given.failure);
  return given ? made("pre", { tabIndex: 0 }, given) : made("p", {}, otherwise);
}

function draw(flow) {
  if (flow?.failure || !flow) {
    panel("flow").replaceChildren(code(flow, "There is no document in it."));
    return;
  }
  // What is drawn is the library's own, with each text escaped.
  const figure = made("div", { className: "flow-figure", tabIndex: 0, role: "group", ariaLabel: "The flow", innerHTML: flow });
  figure.querySelectorAll("style").forEach((style) => style.remove());
  panel("flow").replaceChildren(figure);
}

async function mend(index) {
  root.ariaBusy = "true";
  const text = source.value;
  try {
    const mended = await ask("mend", text, found.kind, index);
    if (source.value === text) write(mended);
  } catch (error) {
    say(`That failed: ${error.message.trim().split("\n").pop()}`);
  }
  source.focus();
  look();
}

// --- the editor

function write(text) {
  source.value = text;
  layOut();
}

function layOut() {
  const lines = source.value.split("\n").length;
  at("numbers").textContent = Array.from({ length: lines }, (_, number) => number + 1).join("\n");
  mark(source.value, []);
}

function mark(text, problems) {
  if (text !== source.value) return;
  const parts = [];
  let done = 0;
  for (const { start, end, severity } of [...problems].sort((one, other) => one.start - other.start)) {
    if (start < done) continue;
    parts.push(text.slice(done, start), made("mark", { className: severity }, text.slice(start, end)));
    done = end;
  }
  at("marks").replaceChildren(...parts, text.slice(done), "\n");
}

function select({ start, end, line }) {
  source.focus();
  source.setSelectionRange(start, end);
  source.scrollTop = Math.max(0, line - 4) * parseFloat(getComputedStyle(source).lineHeight);
}

function scroll() {
  at("marks").style.transform = `translate(${-source.scrollLeft}px, ${-source.scrollTop}px)`;
  at("numbers").style.transform = `translateY(${-source.scrollTop}px)`;
}

// --- tabs

let chosen = "problems";

function choose(name) {
  chosen = name;
  for (const one of PANELS) {
    panel(one).hidden = one !== name;
    tab(one).setAttribute("aria-selected", String(one === name));
    tab(one).tabIndex = one === name ? 0 : -1;
  }
}

function move(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const next = PANELS[(PANELS.indexOf(chosen) + step + PANELS.length) % PANELS.length];
  choose(next);
  tab(next).focus();
  event.preventDefault();
}

// --- the link: the text, deflated, stands in the fragment, which no server is sent

async function piped(bytes, stream) {
  const through = new Blob([bytes]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(through).arrayBuffer());
}

async function packed(text) {
  const bytes = await piped(new TextEncoder().encode(text), new CompressionStream("deflate-raw"));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

async function unpacked(word) {
  const bytes = Uint8Array.from(atob(word.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
  return new TextDecoder().decode(await piped(bytes, new DecompressionStream("deflate-raw")));
}

async function link() {
  const kind = at("kind").value;
  const word = await packed(source.value);
  history.replaceState(null, "", `#${kind ? `${kind}:` : ""}${word}`);
  try {
    await navigator.clipboard.writeText(location.href);
    say("The link is copied. It holds the text itself.");
  } catch {
    say("The link is in the address bar. It holds the text itself.");
  }
}

async function follow() {
  const [, kind, word] = /^#(?:(\w+):)?([\w-]+)$/.exec(location.hash) ?? [];
  if (!word) return;
  try {
    const text = await unpacked(word);
    at("kind").value = kind ?? "";
    write(text);
    look();
  } catch {
    say("There is no text in this link.");
  }
}

source.addEventListener("input", () => {
  layOut();
  newest++;
  root.ariaBusy = "true";
  clearTimeout(pause);
  pause = setTimeout(look, PAUSE);
});
source.addEventListener("scroll", scroll);
source.addEventListener("focus", () => (worker ??= begin()), { once: true });
at("kind").addEventListener("change", look);
at("example").addEventListener("change", ({ target }) => {
  if (!target.value) return;
  at("kind").value = "";
  write(EXAMPLES[target.value]);
  look();
});
at("mend").addEventListener("click", () => mend());
at("link").addEventListener("click", link);
for (const name of PANELS) {
  tab(name).addEventListener("click", () => choose(name));
  tab(name).addEventListener("keydown", move);
}
addEventListener("hashchange", follow);
layOut();
follow();
