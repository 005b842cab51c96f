// A session with the ports of Node: the chunk that is loaded once `initialize` was answered.
import { createDeploy, pacedAccess } from "../deploy";
import { type Opening, startSession } from "../protocol/session";
import { NODE_CLOCK } from "./nodeClock";
import { createNodeFiles } from "./nodeFiles";
import { createNodeStore } from "./nodeStore";

export function startNodeSession(opening: Opening): void {
  startSession(opening, {
    files: createNodeFiles(),
    deploy: createDeploy({
      loadAws: async () => pacedAccess((await import("../deploy/aws/index")).createAws(), NODE_CLOCK),
      store: createNodeStore(),
      clock: NODE_CLOCK,
    }),
  });
}
