// A session with the ports of Node: the chunk that is loaded once `initialize` was answered.
import { createDeploy, createRemote, pacedAccess, remembered } from "../deploy";
import { type Opening, startSession } from "../protocol/session";
import { createNodeAwsFiles } from "./nodeAwsFiles";
import { NODE_CLOCK } from "./nodeClock";
import { createNodeFiles } from "./nodeFiles";
import { createLocalEndpoint } from "./nodeLocalEndpoint";
import { createNodeProtection } from "./nodeProtection";
import { createNodeProxy } from "./nodeProxy";
import { createNodeStore } from "./nodeStore";

export function startNodeSession(opening: Opening): void {
  // One for both, so that together they keep under the account's limits.
  const loadAws = remembered(async () =>
    pacedAccess((await import("../deploy/aws/index")).createAws(), NODE_CLOCK),
  );
  const local = createLocalEndpoint();
  const { look: lookLocal } = local;
  const shared = {
    loadAws,
    store: createNodeStore(),
    clock: NODE_CLOCK,
    lookLocal,
    protection: createNodeProtection(),
  };
  startSession(opening, {
    files: createNodeFiles(),
    awsFiles: createNodeAwsFiles(),
    deploy: createDeploy(shared),
    remote: createRemote(shared),
    local,
    useProxy: createNodeProxy(),
  });
}
