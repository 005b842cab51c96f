// REST APIs: made, listed, read, deleted.
import { type Answer, badRequest, created, ok } from "../answer";
import { type Call, label, stringIn } from "../call";
import { findApi, take } from "../find";
import { pageOf } from "../page";
import { type PatchTable, patchDoubt, readPatch } from "../patch";
import { restApiBody } from "../represent";
import type { RestApi } from "../state";

export function createRestApi(call: Call): Answer {
  if (call.query.has("mode")) {
    throw badRequest(
      "API Gateway Local imports no definitions. Create the API call by call, or seed it.",
      "import",
    );
  }
  const name = stringIn(call.body, "name");
  if (!name) {
    throw badRequest("Invalid API name specified", "this text");
  }
  const description = stringIn(call.body, "description");
  const { binaryMediaTypes: types } = call.body;
  const rootResourceId = call.newId(10);
  const api: RestApi = {
    id: call.newId(10),
    name,
    ...(description === undefined ? {} : { description }),
    ...(Array.isArray(types) ? { binaryMediaTypes: types.map(String) } : {}),
    createdDate: call.now,
    rootResourceId,
    resources: [{ id: rootResourceId, path: "/", methods: [] }],
    deployments: [],
    stages: [],
  };
  call.state.apis.push(api);
  return created(restApiBody(api));
}

export function getRestApis(call: Call): Answer {
  return pageOf(call, call.state.apis.map(restApiBody));
}

export function getRestApi(call: Call): Answer {
  return ok(restApiBody(findApi(call)));
}

const PATCHES: PatchTable = {
  name: ["replace"],
  description: ["replace"],
  "binaryMediaTypes/*": ["add", "remove"],
};

export function updateRestApi(call: Call): Answer {
  const operations = readPatch(call.body, "updateRestApiInput", PATCHES);
  const api = findApi(call);
  const unproven = patchDoubt(operations, PATCHES, api);
  for (const { op, parts, value = "" } of operations) {
    const [member, type] = parts;
    if (member === "name") {
      if (value === "") {
        throw badRequest("Invalid API name specified", "this text");
      }
      api.name = value;
    } else if (member === "description") {
      api.description = value;
    } else if (type !== undefined) {
      const others = (api.binaryMediaTypes ?? []).filter((one) => one !== type);
      api.binaryMediaTypes = op === "remove" ? others : [...others, type];
    }
  }
  return ok(restApiBody(api), unproven);
}

export function deleteRestApi(call: Call): Answer {
  findApi(call);
  take(call.state.apis, ({ id }) => id === label(call, "restapi_id"));
  return { status: 202 };
}
