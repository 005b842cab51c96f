// Deployments and stages: what makes a definition live.
import { type Answer, badRequest, conflict, created, notFound, ok } from "../answer";
import { type Call, label, stringIn, stringMapIn } from "../call";
import { findApi, take } from "../find";
import { pageOf } from "../page";
import { type PatchTable, patchDoubt, patchMap, readPatch } from "../patch";
import type { Deployment, RestApi, Stage } from "../state";

export function createDeployment(call: Call): Answer {
  const api = findApi(call);
  const methods = api.resources.flatMap((resource) => resource.methods);
  if (methods.length === 0) {
    throw badRequest("The REST API doesn't contain any methods");
  }
  if (methods.some(({ integration }) => integration === undefined)) {
    throw badRequest("No integration defined for method");
  }
  const description = stringIn(call.body, "description");
  const deployment: Deployment = {
    id: call.newId(6),
    createdDate: call.now,
    ...(description === undefined ? {} : { description }),
  };
  api.deployments.push(deployment);
  const stageName = stringIn(call.body, "stageName");
  return created(deployment, stageName ? deployTo(api, stageName, call, deployment.id) : undefined);
}

/** What it does to a stage that is there, beside moving it, is not recorded. */
function deployTo(api: RestApi, stageName: string, call: Call, deploymentId: string): string | undefined {
  const told = newStage(call, { stageName, deploymentId, description: "stageDescription" });
  const stage = api.stages.find((one) => one.stageName === stageName);
  if (stage === undefined) {
    api.stages.push(told);
    return undefined;
  }
  const { description, variables } = told;
  Object.assign(stage, { ...told, createdDate: stage.createdDate });
  return description === undefined && variables === undefined
    ? undefined
    : "what a deployment makes of the description and the variables of a stage that is there";
}

export function getDeployments(call: Call): Answer {
  return pageOf(call, findApi(call).deployments);
}

export function getDeployment(call: Call): Answer {
  return ok(findDeployment(findApi(call), label(call, "deployment_id")));
}

export function deleteDeployment(call: Call): Answer {
  const api = findApi(call);
  const { id } = findDeployment(api, label(call, "deployment_id"));
  if (api.stages.some(({ deploymentId }) => deploymentId === id)) {
    throw badRequest("Active stages pointing to this deployment must be moved or deleted", "this text");
  }
  take(api.deployments, (one) => one.id === id);
  return { status: 202 };
}

export function createStage(call: Call): Answer {
  const api = findApi(call);
  const stageName = stringIn(call.body, "stageName") ?? "";
  if (api.stages.some((one) => one.stageName === stageName)) {
    throw conflict("Stage already exists", "this text");
  }
  const { id } = findDeployment(api, stringIn(call.body, "deploymentId") ?? "");
  const stage = newStage(call, { stageName, deploymentId: id, description: "description" });
  api.stages.push(stage);
  return created(stage);
}

/** Stages come all at once. */
export function getStages(call: Call): Answer {
  return ok({ item: findApi(call).stages });
}

export function getStage(call: Call): Answer {
  return ok(findStage(call));
}

const PATCHES: PatchTable = {
  deploymentId: ["replace"],
  description: ["replace"],
  "variables/*": ["add", "replace", "remove"],
};

export function updateStage(call: Call): Answer {
  const operations = readPatch(call.body, "updateStageInput", PATCHES);
  const stage = findStage(call);
  const unproven = patchDoubt(operations, PATCHES, stage);
  for (const { op, parts, value } of operations) {
    const [member, key] = parts;
    if (member === "deploymentId") {
      stage.deploymentId = findDeployment(findApi(call), value ?? "").id;
    } else if (member === "description") {
      stage.description = value ?? "";
    } else if (key !== undefined) {
      stage.variables = patchMap(stage.variables, key, op === "remove" ? undefined : (value ?? ""));
    }
  }
  stage.lastUpdatedDate = call.now;
  return ok(stage, unproven);
}

export function deleteStage(call: Call): Answer {
  const stage = findStage(call);
  take(findApi(call).stages, (one) => one === stage);
  return { status: 202 };
}

/** @param description What the body calls it. */
function newStage(
  call: Call,
  {
    stageName,
    deploymentId,
    description: named,
  }: { readonly stageName: string; readonly deploymentId: string; readonly description: string },
): Stage {
  if (!/^\w[\w-]*$/.test(stageName)) {
    throw badRequest("Stage name only allows a-zA-Z0-9_", "this text");
  }
  const variables = stringMapIn(call.body, "variables");
  const description = stringIn(call.body, named);
  return {
    stageName,
    deploymentId,
    createdDate: call.now,
    lastUpdatedDate: call.now,
    ...(description === undefined ? {} : { description }),
    ...(variables === undefined ? {} : { variables }),
  };
}

function findDeployment({ deployments }: RestApi, id: string): Deployment {
  const deployment = deployments.find((one) => one.id === id);
  if (deployment === undefined) {
    throw notFound("Invalid Deployment identifier specified", "this text");
  }
  return deployment;
}

function findStage(call: Call): Stage {
  const name = label(call, "stage_name");
  const stage = findApi(call).stages.find(({ stageName }) => stageName === name);
  if (stage === undefined) {
    throw notFound("Invalid stage identifier specified", "this text");
  }
  return stage;
}
