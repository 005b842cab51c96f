// Preloaded into a real process (`--require`): kills it, as nothing could catch, at the point that KILL_AT names.
// `put`: where a PUT would leave it. `draft`: half of a state file's draft is written. `rename`: all of it is.
const fs = require("node:fs");
const http = require("node:http");

const { KILL_AT } = process.env;
const { request } = http;
const { writeFileSync, renameSync } = fs;
const die = () => process.kill(process.pid, "SIGKILL");

if (KILL_AT === "put") {
  http.request = (options, ...rest) => (options.method === "PUT" ? die() : request(options, ...rest));
}
if (KILL_AT === "draft") {
  // A lock holds a number; a draft is JSON.
  fs.writeFileSync = (file, text, ...rest) => {
    if (typeof file === "number" && text.startsWith("{")) {
      writeFileSync(file, text.slice(0, text.length / 2));
      die();
    }
    return writeFileSync(file, text, ...rest);
  };
}
if (KILL_AT === "rename") {
  // A lock gets its address in the same way.
  fs.renameSync = (from, to) => (to.endsWith(".lock") ? renameSync(from, to) : die());
}
