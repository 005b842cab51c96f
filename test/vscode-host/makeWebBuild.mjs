// Makes, from the workbench inside code-server, the kind of folder @vscode/test-web takes for a downloaded build
// of VS Code for the Web: links to everything, and a rewritten entry file. It edits minified code by pattern and
// throws when a pattern is not found, so the version of code-server is pinned.
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { prepare, vscodeDir } from "./vscodeServer.mjs";

/** Makes the build in `dataDir` and returns the commit to name it by. */
export function makeWebBuild(dataDir) {
  prepare();
  const { commit } = JSON.parse(readFileSync(path.join(vscodeDir, "product.json"), "utf8"));
  const build = path.join(dataDir, `vscode-web-stable-${commit}`);
  rmSync(build, { recursive: true, force: true });
  mkdirSync(path.join(build, "out/vs/workbench"), { recursive: true });
  linkAllBut(["out", "package.json"], build, ".");
  linkAllBut(["vs"], build, "out");
  linkAllBut(["workbench"], build, "out/vs");
  linkAllBut([], build, "out/vs/workbench");
  const workbench = path.join(build, "out/vs/workbench/workbench.web.main.internal");
  writeFileSync(`${workbench}.js`, asModule(withoutRemote(source("workbench.js"))));
  // The style sheet moves two folders up, from vs/code/browser/workbench to vs/workbench.
  writeFileSync(`${workbench}.css`, source("workbench.css").replaceAll("../../../../media/", "../../media/"));
  writeFileSync(path.join(build, "package.json"), '{"type":"module"}');
  writeFileSync(path.join(build, "version"), commit);
  return commit;
}

function linkAllBut(left, build, folder) {
  const from = path.join(vscodeDir, folder);
  for (const name of readdirSync(from)) {
    if (!left.includes(name)) symlinkSync(path.join(from, name), path.join(build, folder, name));
  }
}

function source(name) {
  return readFileSync(path.join(vscodeDir, "out/vs/code/browser/workbench", name), "utf8");
}

/** Undoes two changes of code-server's that take a server for granted. */
function withoutRemote(code) {
  const settingsOnServer =
    /get userRoamingDataHome\(\)\{return [\w$]+\(([\w$]+)\.file\(this\.userDataPath\)\.with\(\{scheme:([\w$]+)\.vscodeRemote\}\),"User"\)\}/;
  const settingsInBrowser =
    'get userRoamingDataHome(){return $1.file("/User").with({scheme:$2.vscodeUserData})}';
  const mandatoryOption =
    /if\(typeof this\.options\.(\w+)>"u"\)throw new Error\("\w+ was not provided to the browser"\);/g;
  return edit(edit(code, settingsOnServer, settingsInBrowser), mandatoryOption, "");
}

/** The workbench starts itself at its end; test-web wants a module that exports `create` and starts it later. */
function asModule(code) {
  const start = code.search(
    /\(function\(\)\{let [\w$]+=[\w$]+\.document\.getElementById\("vscode-workbench-web-configuration"\)/,
  );
  const end = code.indexOf("})();export{", start);
  if (start < 0 || end < 0)
    throw new Error("The start of workbench.js was not found: VS Code changed its shape.");
  const bootstrap = code.slice(start, end);
  const create = nameIn(bootstrap, /([\w$]+)\([\w$]+\.document\.body,\{/);
  const uri = nameIn(bootstrap, /=([\w$]+)\.parse\(new URL\(/);
  const emitter = nameIn(bootstrap, /=new ([\w$]+),[\w$]+=!1;return Promise\.resolve\(\{remoteAddress/);
  const exported = `;export{${create} as create,${uri} as URI,${emitter} as Emitter};`;
  return code.slice(0, start) + exported + code.slice(end + "})();".length);
}

function edit(code, pattern, replacement) {
  const edited = code.replace(pattern, replacement);
  if (edited === code) throw new Error(`Not found in workbench.js: ${pattern}`);
  return edited;
}

function nameIn(code, pattern) {
  const name = pattern.exec(code)?.[1];
  if (name === undefined) throw new Error(`Not found at the start of workbench.js: ${pattern}`);
  return name;
}
