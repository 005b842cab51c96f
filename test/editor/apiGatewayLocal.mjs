// API Gateway Local as it ships, for a journey: started, seeded, asked, and stopped.
import { spawn } from "node:child_process";
import { dummyProfile } from "../vscode-host/dummyAws.mjs";

/** Disguised, it is met as any endpoint that a user's settings name, and signed for with the user's own profile. */
export async function startLocal({ isDisguised = true, takesFaults = false } = {}) {
  const args = ["dist/cli.js", "sandbox", "--in-memory", "--port", "0", "--quiet"];
  args.push(...(isDisguised ? ["--disguised"] : []), ...(takesFaults ? ["--faults"] : []));
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const url = await new Promise((resolve, reject) => {
    child.stdout.setEncoding("utf8").once("data", (text) => resolve(text.trim()));
    child.once("exit", (code) => reject(new Error(`API Gateway Local ended with ${code}.`)));
  });
  return { url, get: (route) => ask(url, "GET", route), stop: () => child.kill() };
}

/** An API with `GET /pets/{petId}`, its method responses and its integration responses by their status. */
export async function seedPets(url, { declared, deployed }) {
  const api = await ask(url, "POST", "/restapis", { name: "pets", description: "Pets and where they are" });
  const under = (parent, pathPart) =>
    ask(url, "POST", `/restapis/${api.id}/resources/${parent}`, { pathPart });
  const pets = await under(api.rootResourceId, "pets");
  const pet = await under(pets.id, "{petId}");
  const method = `/restapis/${api.id}/resources/${pet.id}/methods/GET`;
  await ask(url, "PUT", method, { authorizationType: "NONE" });
  await ask(url, "PUT", `${method}/integration`, {
    type: "MOCK",
    requestTemplates: { "application/json": '{"statusCode": 404}' },
  });
  for (const [status, headers] of Object.entries(declared)) {
    const responseParameters = Object.fromEntries(
      headers.map((name) => [`method.response.header.${name}`, false]),
    );
    await ask(url, "PUT", `${method}/responses/${status}`, { responseParameters });
  }
  for (const [status, response] of Object.entries(deployed)) {
    await ask(url, "PUT", `${method}/integration/responses/${status}`, response);
  }
  return { api: api.id, method, path: `${method.slice(1)}/integration/responses` };
}

/** API Gateway Local wants a signature and looks at none. */
export async function ask(url, method, route, body) {
  const response = await fetch(`${url}${route}`, {
    method,
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${dummyProfile.accessKeyId}/20260101/us-east-1/apigateway/aws4_request, SignedHeaders=host, Signature=0`,
      "content-type": "application/json",
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) {
    throw new Error(`${method} ${route}: ${response.status} ${await response.text()}`);
  }
  return response.status === 204 ? undefined : response.json();
}
