// A window that deploys: one process with ports of its own, which may be killed between any two steps.
// Invariant: nothing that a killed window awaits ever comes; its request under way may still arrive.
import {
  createDeploy,
  createRemote,
  type Deploy,
  type GatewayFailure,
  type HistoryRecord,
  type PlanOutcome,
  type PublishRecord,
  pacedAccess,
  type Remote,
  type Store,
} from "../../server/src/deploy";
import { NO_SETTINGS } from "../deploy/fakes";
import { badNetwork, type NetworkOptions } from "./badNetwork";
import { heldText, keyOf, type Ledger } from "./ledger";
import type { Random } from "./random";
import type { SharedStore } from "./sharedStore";
import type { StageLedger } from "./stageLedger";

export interface Surroundings {
  readonly network: NetworkOptions;
  readonly shared: SharedStore;
  readonly ledger: Ledger;
  readonly stages: StageLedger;
  readonly random: Random;
}

/** What is to happen at the n-th step of an operation. */
export interface Mishap {
  readonly kind: "cancel" | "kill" | "full";
  readonly at: number;
}

export class Window {
  alive = true;
  readonly deploy: Deploy;
  readonly remote: Remote;
  /** Of the operation under way: the journal's files it wrote first, and whether each reading succeeded. */
  attempts: string[] = [];
  couldSettle = true;
  /** Of the deployment under way: its description, and how each reading of the stage ended. */
  publishing = "";
  /** The API that is being made live. */
  publishes: string | undefined;
  looks: ("read" | GatewayFailure["reason"])[] = [];
  /** What the plans of the operation under way showed as deployed, by response. */
  readonly #shown = new Map<string, string>();
  readonly killed: Promise<"killed">;
  readonly #surroundings: Surroundings;
  #controller = new AbortController();
  #steps = 0;
  #mishap: Mishap | undefined;
  #kill: () => void = () => undefined;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
    const { network, shared, ledger, stages, random } = surroundings;
    this.killed = new Promise((resolve) => {
      this.#kill = () => resolve("killed");
    });
    const view = shared.viewOf(this, (name, text) => {
      if (name.startsWith("publishes/") && text !== undefined) {
        stages.noted(name.slice("publishes/".length), this.publishing, JSON.parse(text) as PublishRecord);
      }
      if (!name.startsWith("history/")) {
        return;
      }
      const file = name.slice("history/".length);
      if (text === undefined) {
        ledger.unwritten(file);
        return;
      }
      const record = JSON.parse(text) as HistoryRecord;
      if (record.outcome.kind === "sent") {
        this.attempts.push(file);
      }
      ledger.journalled(file, record, this.couldSettle, this.#shown.get(keyOf(record.target)));
    });
    const plane = badNetwork(network, {
      leaves: (path) => {
        if (!shared.isLocked(this)) {
          ledger.disagree("a write without the lock");
        }
        const restApiId = deployedIn(path);
        if (restApiId !== undefined) {
          // Now and then whoever makes it live is killed while that is under way.
          if (random.chance(0.1)) {
            this.#mishap = { kind: "kill", at: this.#steps + 1 };
          }
          const notes = [...shared.memory.files.keys()].filter((name) => name.startsWith("publishes/"));
          stages.leaves(
            restApiId,
            notes.some((name) => name.includes(restApiId)),
          );
        }
      },
      over: (path) => {
        const restApiId = deployedIn(path);
        if (restApiId !== undefined) {
          stages.over(restApiId);
        }
      },
      looked: (answer) => void this.looks.push(answer),
      applied: (attempt) => ledger.applied(attempt),
      attempt: () => this.attempts.at(-1),
      unread: () => {
        this.couldSettle = false;
      },
    });
    const clock = {
      now: () => network.clock.now(),
      sleep: (milliseconds: number, signal: AbortSignal) =>
        this.#step(() => network.clock.sleep(milliseconds, signal)),
    };
    const access = { loadSettings: async () => NO_SETTINGS, openGateway: () => this.#stepping(plane) };
    const loadAws = async () => pacedAccess(access, clock);
    const ports = { loadAws, store: this.#stepping<Store>(view), clock };
    this.deploy = createDeploy(ports);
    this.remote = createRemote(ports);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  begin(mishap: Mishap | undefined): void {
    this.#controller = new AbortController();
    this.#mishap = mishap;
    this.#steps = 0;
    this.attempts = [];
    this.couldSettle = true;
    this.looks = [];
    this.#shown.clear();
  }

  /** Whether the readings show what became of a deployment: what the stage had before, and what it has now. */
  get couldSettleStage(): boolean {
    return this.looks.at(-1) === "read" && !this.looks.includes("accessDenied");
  }

  /** The user looks at a plan before confirming it. */
  show(plan: PlanOutcome): void {
    if (plan.kind === "plan" && plan.liveState !== "denied") {
      this.#shown.set(keyOf(plan.target), heldText(plan.live));
    }
  }

  /** Every function of a port is a step: something may happen before it and after it. */
  #stepping<Port extends object>(port: Port): Port {
    return Object.fromEntries(
      Object.entries(port).map(([name, ask]: [string, (...args: unknown[]) => Promise<unknown>]) => [
        name,
        (...args: unknown[]) => this.#step(() => ask(...args)),
      ]),
    ) as Port;
  }

  async #step<Value>(run: () => Promise<Value>): Promise<Value> {
    this.#mishaps();
    if (!this.alive) {
      return NEVER;
    }
    const running = run();
    // What happens now happens while the answer is awaited.
    this.#mishaps();
    const value = await running;
    return this.alive ? value : NEVER;
  }

  #mishaps(): void {
    this.#steps++;
    const mishap = this.#mishap;
    if (mishap === undefined || this.#steps !== mishap.at) {
      return;
    }
    switch (mishap.kind) {
      case "cancel":
        this.#controller.abort();
        break;
      case "kill":
        this.alive = false;
        this.#controller.abort();
        this.#kill();
        break;
      case "full":
        this.#surroundings.shared.fillFor(this.#surroundings.random.below(2_000));
    }
  }
}

/** The API that a request is to deploy. */
function deployedIn(path: string): string | undefined {
  return /^\/restapis\/([^/]+)\/deployments$/.exec(path)?.[1];
}

const NEVER = new Promise<never>(() => undefined);
