import { measureKeystroke } from "/work/wt/speed/test/bench/overStdio.mjs";
import { DOCUMENTS, placeIn } from "/work/wt/speed/test/bench/documents.mjs";
const servers=[["out/bench/floorServer.js","--stdio"],["dist/server.js","--stdio"],["/tmp/base/server.js","--stdio"]];
for (const { name, text } of DOCUMENTS) {
  const before = text.slice(0, placeIn(text)).split("\n");
  const place = { line: before.length - 1, character: before.at(-1).length };
  const { times, memory } = await measureKeystroke(servers, text, place, Number(process.argv[2]??200));
  console.log(name, times.map(t=>t.toFixed(2)).join(" "), times.map(t=>(t/times[0]).toFixed(2)+"×").join(" "), memory.join(" "));
}
