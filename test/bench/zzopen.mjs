import { spawn } from "node:child_process";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import { DOCUMENTS } from "./documents.mjs";
import { setTimeout as sleep } from "node:timers/promises";
const servers=[["out/bench/floorServer.js","--stdio"],["dist/server.js","--stdio"]];
async function once(server,text,wait){
  const child=spawn(process.execPath,server,{stdio:["pipe","pipe","ignore"]});
  const c=createMessageConnection(new StreamMessageReader(child.stdout),new StreamMessageWriter(child.stdin));
  let done; const got=new Promise(r=>done=r);
  c.onNotification("textDocument/publishDiagnostics",()=>done()); c.onRequest("workspace/configuration",({items})=>items.map(()=>null)); c.listen();
  await c.sendRequest("initialize",{processId:process.pid,rootUri:null,capabilities:{}}); await c.sendNotification("initialized",{});
  if(wait) await sleep(wait);
  const t=process.hrtime.bigint();
  c.sendNotification("textDocument/didOpen",{textDocument:{uri:"file:///bench/sample.integration-response.json",languageId:"apigateway-integration-response",version:1,text}});
  await got; const r=Number(process.hrtime.bigint()-t)/1e6; const gone=new Promise(f=>child.once("exit",f)); child.kill(); await gone; c.dispose(); return r;
}
for (const wait of [0,150]) for (const {name,text} of DOCUMENTS){ const s=servers.map(()=>[]); for(let i=0;i<11;i++) for(const [k,v] of servers.entries()) s[k].push(await once(v,text,wait)); const m=s.map(x=>x.sort((a,b)=>a-b)); console.log("wait",wait,name,m.map(x=>"min "+x[0].toFixed(1)+" med "+x[5].toFixed(1)).join(" | ")); }
