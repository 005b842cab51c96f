// profile the real server during keystrokes
import { measureKeystroke } from "/work/wt/speed/test/bench/overStdio.mjs";
import { DOCUMENTS, placeIn } from "/work/wt/speed/test/bench/documents.mjs";
const { text } = DOCUMENTS[Number(process.argv[2])];
const before = text.slice(0, placeIn(text)).split("\n");
const place = { line: before.length - 1, character: before.at(-1).length };
const r = await measureKeystroke([["/tmp/prof-server.cjs","--stdio"]], text, place, Number(process.argv[3]??3000));
console.log(r);
