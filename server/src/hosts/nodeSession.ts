// A session with the ports of Node: the chunk that is loaded once `initialize` was answered.
import { createDeploy, createRemote } from "../deploy";
import { type Opening, startSession } from "../protocol/session";
import { NODE_CLOCK } from "./nodeClock";
import { createNodeFiles } from "./nodeFiles";
import { createLocalEndpoint } from "./nodeLocalEndpoint";
import { createNodeStore } from "./nodeStore";

export function startNodeSession(opening: Opening): void {
  const loadAws = async () => (await import("../deploy/aws/index")).createAws();
  const local = createLocalEndpoint();
  const shared = { loadAws, clock: NODE_CLOCK, local };
  startSession(opening, {
    files: createNodeFiles(),
    deploy: createDeploy({ ...shared, store: createNodeStore() }),
    remote: createRemote(shared),
    local,
  });
}
