// Resources: the tree of paths of an API.
import { type Answer, badRequest, conflict, created, ok } from "../answer";
import { type Call, label, stringIn } from "../call";
import { findApi, findResource } from "../find";
import { pageOf } from "../page";
import { resourceBody } from "../represent";
import type { Resource } from "../state";

export function getResources(call: Call): Answer {
  const { resources } = findApi(call);
  const page = pageOf(
    call,
    resources.map((resource) => resourceBody(resource, embedded(call))),
  );
  return { ...page, ...embedDoubt(call) };
}

export function getResource(call: Call): Answer {
  return { ...ok(resourceBody(findResource(call), embedded(call))), ...embedDoubt(call) };
}

function embedded(call: Call): "methods" | "none" {
  return call.query.get("embed") === "methods" ? "methods" : "none";
}

function embedDoubt(call: Call): Pick<Answer, "unproven"> {
  return [undefined, "methods"].includes(call.query.get("embed"))
    ? {}
    : { unproven: "the answer to a value of embed other than methods" };
}

export function createResource(call: Call): Answer {
  const parent = findResource(call);
  const { resources } = findApi(call);
  const pathPart = stringIn(call.body, "pathPart");
  if (!pathPart || !/^(?:[\w.:-]+|\{[\w.-]+\+?\})$/.test(pathPart)) {
    throw badRequest(
      "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.",
      "this text",
    );
  }
  if (resources.some((one) => one.parentId === parent.id && one.pathPart === pathPart)) {
    throw conflict(`Another resource with the same parent already has this name: ${pathPart}`, "this text");
  }
  const path = `${parent.path === "/" ? "" : parent.path}/${pathPart}`;
  const resource: Resource = { id: call.newId(6), parentId: parent.id, pathPart, path, methods: [] };
  resources.push(resource);
  return created(resourceBody(resource, "none"));
}

/** With everything below it. */
export function deleteResource(call: Call): Answer {
  const { resources } = findApi(call);
  const gone = new Set([findResource(call).id]);
  if (label(call, "resource_id") === findApi(call).rootResourceId) {
    throw badRequest("Root resource cannot be deleted", "this text");
  }
  for (const { id, parentId } of resources) {
    if (parentId !== undefined && gone.has(parentId)) {
      gone.add(id);
    }
  }
  const kept = resources.filter(({ id }) => !gone.has(id));
  resources.splice(0, resources.length, ...kept);
  return { status: 202 };
}
