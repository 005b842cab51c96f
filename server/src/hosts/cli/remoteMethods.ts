// From what a user calls an API and a method to their identifiers.
import type {
  DeployFailure,
  MethodDescription,
  Page,
  ResourceDescription,
  RestApiSummary,
} from "../../contract";
import type { CallAnswer, ControlPlane, MethodTarget, RemoteSubject } from "../../deploy";
import type { Account } from "./account";
import { tellStep } from "./answer";
import { apiText, namesText } from "./namesText";
import { UsageError } from "./usage";

/** By its id, else by its name. */
export async function findApi(
  account: Account,
  command: string,
  wanted: string,
): Promise<{ readonly kind: "api"; readonly api: RestApiSummary } | DeployFailure> {
  const listed = await everyPage(
    account,
    readsOf("the APIs of this account", "/restapis"),
    (plane, position) => plane.getRestApis(position, account.signal),
  );
  if (listed.kind === "failed") {
    return listed;
  }
  const byId = listed.items.filter(({ id }) => id === wanted);
  const found = byId.length > 0 ? byId : listed.items.filter(({ name }) => name === wanted);
  const [api] = found;
  if (api === undefined) {
    const there = namesText(listed.items.map(apiText));
    throw new UsageError(
      `There is no API with the id or the name “${wanted}”${there === "" ? ", nor any other." : `, but ${there}.`}`,
      command,
    );
  }
  if (found.length > 1) {
    const ids = found.map(({ id }) => id).join(", ");
    throw new UsageError(`Several APIs have the name “${wanted}”. Name one by its id: ${ids}.`, command);
  }
  return { kind: "api", api };
}

export interface FoundMethod {
  readonly target: MethodTarget;
  readonly path: string;
  readonly method: MethodDescription;
}

export async function methodsOf(
  account: Account,
  restApiId: string,
): Promise<{ readonly kind: "methods"; readonly methods: readonly FoundMethod[] } | DeployFailure> {
  const subject = readsOf("the resources of this API", `/restapis/${restApiId}/resources`);
  const listed = await everyPage(account, subject, (plane, position) =>
    plane.getResources(restApiId, position, account.signal),
  );
  return listed.kind === "failed"
    ? listed
    : { kind: "methods", methods: listed.items.flatMap((resource) => foundIn(restApiId, resource)) };
}

/** By the path as it is defined, else by one that the definition takes; `/pets/7` is found as `/pets/{id}`. */
export function findMethod(
  methods: readonly FoundMethod[],
  command: string,
  { path, httpMethod }: { readonly path: string; readonly httpMethod: string },
): FoundMethod {
  const verb = httpMethod.toUpperCase();
  const bare = path.split("?")[0] ?? "";
  const paths = methods.some((one) => one.path === bare)
    ? methods.filter((one) => one.path === bare)
    : methods.filter((one) => takes(one.path, bare));
  const found =
    paths.find((one) => one.target.httpMethod === verb) ??
    paths.find((one) => one.target.httpMethod === "ANY");
  if (found === undefined) {
    const verbs = paths.map(({ target }) => target.httpMethod).join(", ");
    const there = namesText([...new Set(methods.map((one) => one.path))]);
    const elsewhere = there === "" ? ", nor at any other." : `, but at ${there}.`;
    throw new UsageError(
      verbs === ""
        ? `The API has no method at the path ${bare}${elsewhere}`
        : `${bare} has ${verbs}, and no ${verb}.`,
      command,
    );
  }
  return found;
}

function takes(defined: string, path: string): boolean {
  const names = defined.split("/");
  const parts = path.split("/");
  const isGreedy = names.at(-1)?.endsWith("+}") === true;
  return (
    (isGreedy ? parts.length >= names.length : parts.length === names.length) &&
    names.every((name, index) => name.startsWith("{") || name === parts[index])
  );
}

function foundIn(restApiId: string, { id, path, methods }: ResourceDescription): readonly FoundMethod[] {
  return methods.map((method) => ({
    target: { restApiId, resourceId: id, httpMethod: method.httpMethod },
    path,
    method,
  }));
}

/** More pages than any account has; an endpoint that never ends a list is not followed for ever. */
const MOST_PAGES = 200;

async function everyPage<Item>(
  { remote, chosen, signal }: Account,
  subject: RemoteSubject,
  ask: (plane: ControlPlane, position: string | undefined) => Promise<CallAnswer<Page<Item>>>,
): Promise<{ readonly kind: "items"; readonly items: readonly Item[] } | DeployFailure> {
  const items: Item[] = [];
  let position: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const at = position;
    const answer = await remote.call(chosen, subject, (plane) => ask(plane, at), tellStep, signal);
    if (answer.kind === "failed") {
      return answer;
    }
    items.push(...answer.value.items);
    position = answer.value.position;
    if (position === undefined || position === at) {
      break;
    }
  }
  return { kind: "items", items };
}

function readsOf(words: string, path: string): RemoteSubject {
  return { operation: "read", words, permission: { verb: "GET", path } };
}

export function methodPath({ restApiId, resourceId, httpMethod }: MethodTarget): string {
  return `/restapis/${restApiId}/resources/${resourceId}/methods/${httpMethod}`;
}
