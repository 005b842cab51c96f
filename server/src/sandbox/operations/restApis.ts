// REST APIs: made, listed, read, deleted.
import { type Answer, badRequest, created, ok } from "../answer";
import { type Call, label, stringIn } from "../call";
import { findApi, take } from "../find";
import { pageOf } from "../page";
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
  return ok(pageOf(call, call.state.apis.map(restApiBody)));
}

export function getRestApi(call: Call): Answer {
  return ok(restApiBody(findApi(call)));
}

export function deleteRestApi(call: Call): Answer {
  findApi(call);
  take(call.state.apis, ({ id }) => id === label(call, "restapi_id"));
  return { status: 202 };
}
