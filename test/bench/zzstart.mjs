import { measureStart } from "/work/wt/speed/test/bench/overStdio.mjs";
const n=Number(process.argv[2]??25);
const r = await measureStart([["out/bench/floorServer.js","--stdio"],["dist/server.js","--stdio"],["/work/main/dist/server.js","--stdio"]],n);
console.log(r.map(x=>x.toFixed(1)), r.map(x=>(x/r[0]).toFixed(2)));
