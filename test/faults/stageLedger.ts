// What really became of each deployment to a stage, held against what the user was told of it, then and later.
// Invariant: knows nothing of how one is made: it sees requests leave and arrive, notes, and what is told.
import type { PublishOutcome, PublishRecord, SettledDoubt } from "../../server/src/deploy";

export interface Deployment {
  readonly id: string;
  readonly description?: string;
}

/** What the endpoint has of an API: the deployments made so far, and the one its stage serves. */
export interface DeployedApi {
  readonly deployments: readonly Deployment[];
  readonly serves: string | undefined;
}

/** One deployment that a user asked for. */
interface Request {
  readonly restApiId: string;
  /** The deployments there were. */
  readonly before: readonly Deployment[];
  /** What was said of it last, where it was said to have failed. */
  saidFailed: string | undefined;
}

/** A note that was written, and what the stage served then; `isBlind`: whoever wrote it could not read that. */
interface Note {
  readonly description: string;
  readonly served: string | undefined;
  readonly isBlind: boolean;
}

export class StageLedger {
  /** By the description, which is unique. */
  readonly #requests = new Map<string, Request>();
  readonly #notes = new Map<string, Note>();
  readonly #underWay = new Map<string, number>();
  readonly #held: (restApiId: string) => DeployedApi;
  readonly #disagree: (what: string) => void;

  constructor(held: (restApiId: string) => DeployedApi, disagree: (what: string) => void) {
    this.#held = held;
    this.#disagree = disagree;
  }

  begins(description: string, restApiId: string): void {
    const before = [...this.#held(restApiId).deployments];
    this.#requests.set(description, { restApiId, before, saidFailed: undefined });
  }

  /** A note was written for a request. */
  noted(name: string, description: string, { before }: PublishRecord): void {
    const request = this.#requests.get(description);
    if (request === undefined) {
      this.#disagree(`${name}: a note that nobody asked for`);
      return;
    }
    const { serves: served } = this.#held(request.restApiId);
    const isBlind = before.state === "denied";
    this.#expect(
      isBlind || served === (before.state === "deployed" ? before.deploymentId : undefined),
      `${name}: noted another deployment than the stage served`,
    );
    this.#notes.set(name, { description, served, isBlind });
  }

  leaves(restApiId: string, isNoted: boolean): void {
    const others = this.#underWay.get(restApiId) ?? 0;
    this.#expect(others === 0, `a deployment of ${restApiId} while another may still arrive`);
    this.#expect(isNoted, `a deployment of ${restApiId} that was not noted first`);
    this.#underWay.set(restApiId, others + 1);
  }

  /** It arrived, or never will. */
  over(restApiId: string): void {
    this.#underWay.set(restApiId, (this.#underWay.get(restApiId) ?? 0) - 1);
  }

  /**
   * The user was told how a request ended. `couldSettle`: the readings would have shown it. `isNoted`: whether a note is
   * there now.
   */
  told(
    description: string,
    outcome: PublishOutcome,
    couldSettle: boolean,
    isNoted: (name: string) => boolean,
  ): void {
    const request = this.#requests.get(description);
    if (request === undefined) {
      this.#disagree(`told of ${description}, which nobody asked for`);
      return;
    }
    const { message } = outcome;
    if (outcome.kind === "deployment") {
      const { deploymentId, settled } = outcome;
      const made = this.#held(request.restApiId).deployments.find(({ id }) => id === deploymentId);
      this.#expect(made !== undefined, `told live, and there is no such deployment: ${message}`);
      this.#expect(
        settled ? request.before.every(({ id }) => id !== deploymentId) : made?.description === description,
        `told live, and it is another deployment: ${message}`,
      );
    } else if (outcome.reason === "inDoubt") {
      this.#expect(!couldSettle, `told in doubt while the stage could be read: ${message}`);
      // Each try of a request has a note of its own.
      const note = [...this.#notes].filter(([, one]) => one.description === description).at(-1);
      this.#expect(
        note?.[1].isBlind === true || (note !== undefined && isNoted(note[0])),
        `told in doubt, and nothing is left to look into it: ${message}`,
      );
    } else {
      request.saidFailed = message;
      this.#holdFailed(description, request);
    }
  }

  /** The user was told what became of one that had stayed in doubt. */
  settled({ entry, found, message }: SettledDoubt, couldSettle: boolean): void {
    const note = this.#notes.get(entry);
    const request = note && this.#requests.get(note.description);
    if (note === undefined || request === undefined) {
      this.#disagree(`${entry}: settled, and nobody noted it`);
      return;
    }
    switch (found) {
      case "stored":
        this.#expect(
          this.#held(request.restApiId).serves !== note.served,
          `told that the stage changed, and it did not: ${message}`,
        );
        break;
      case "notStored":
        request.saidFailed = message;
        this.#holdFailed(note.description, request);
        break;
      case "overtaken":
        this.#disagree(`told that the stage is gone: ${message}`);
        break;
      case "unsettled":
        this.#expect(
          !couldSettle || note.isBlind,
          `still in doubt while the stage could be read: ${message}`,
        );
    }
  }

  /** With nothing under way any more: what was called failed has not taken place since, either. */
  agrees(): void {
    for (const [description, request] of this.#requests) {
      this.#holdFailed(description, request);
    }
    for (const [restApiId, count] of this.#underWay) {
      this.#expect(count === 0, `${count} deployments of ${restApiId} are still under way`);
    }
    this.#requests.clear();
    this.#notes.clear();
  }

  #holdFailed(description: string, { restApiId, saidFailed }: Request): void {
    const isThere = this.#held(restApiId).deployments.some((one) => one.description === description);
    this.#expect(saidFailed === undefined || !isThere, `told not live, and it is: ${saidFailed}`);
  }

  #expect(holds: boolean, what: string): void {
    if (!holds) {
      this.#disagree(what);
    }
  }
}
