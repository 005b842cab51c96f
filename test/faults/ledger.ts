// What really happened, noted where it happens, and held against what the journal and the user are told.
// Invariant: knows nothing of how a deploy works: it sees writes to the endpoint, files of the journal and outcomes.
import type { DeployOutcome, HistoryRecord, SettledDoubt, WantedResponse } from "../../server/src/deploy";
import { responseText } from "../../server/src/deploy";

/** One write as the journal announced it. */
interface Attempt {
  readonly key: string;
  readonly sent: string;
  readonly before: string;
  /** Its own write took place. */
  applied: boolean;
  /** A later write to the same response was applied. */
  overtaken: boolean;
  readonly unread: boolean;
  /** What the journal says of it last. */
  noted: SettledDoubt["found"];
  /** The disk was full when its end was to be noted. */
  isUnnoted: boolean;
}

export const ABSENT = "absent";

export class Ledger {
  readonly disagreements: string[] = [];
  readonly #attempts = new Map<string, Attempt>();
  readonly #held: (key: string) => string;

  /** @param held What the endpoint holds, as text. */
  constructor(held: (key: string) => string) {
    this.#held = held;
  }

  /** A file of the journal was written. `shown`: what the user was told is deployed, before confirming. */
  journalled(name: string, record: HistoryRecord, couldSettle: boolean, shown: string | undefined): void {
    const key = keyOf(record.target);
    const known = this.#attempts.get(name);
    if (known === undefined) {
      const before = this.#held(key);
      const replaced =
        record.replacedState === "absent" ? ABSENT : record.replaced && responseText(record.replaced);
      this.#expect(record.outcome.kind === "sent", `${name}: first written after it was sent`);
      this.#expect(
        record.replacedState === "denied" || replaced === before,
        `${name}: kept ${replaced} where the endpoint held ${before}`,
      );
      this.#expect(
        record.replacedState === "denied" || shown === undefined || shown === before,
        `${name}: confirmed over ${shown}, and the endpoint held ${before}`,
      );
      const sent = record.removes ? ABSENT : responseText(record.sent);
      const unread = record.replacedState === "denied";
      for (const [other, { noted, isUnnoted, ...earlier }] of this.#attempts) {
        this.#expect(
          earlier.key !== key || noted !== "unsettled" || unread || isUnnoted,
          `${name}: began while ${other} was in doubt`,
        );
      }
      this.#attempts.set(name, {
        key,
        sent,
        before,
        applied: false,
        overtaken: false,
        unread,
        noted: "unsettled",
        isUnnoted: false,
      });
      return;
    }
    known.noted = outcomeOf(record);
    this.#judge(name, known, outcomeOf(record), couldSettle);
  }

  /** A file of the journal could not be written. */
  unwritten(name: string): void {
    const attempt = this.#attempts.get(name);
    if (attempt !== undefined) {
      attempt.isUnnoted = true;
    }
  }

  /** The endpoint applied the write of an attempt. */
  applied(name: string | undefined): void {
    const attempt = name === undefined ? undefined : this.#attempts.get(name);
    this.#expect(attempt !== undefined, "a write that no journal announced");
    if (attempt === undefined) {
      return;
    }
    for (const other of this.#attempts.values()) {
      if (other !== attempt && other.key === attempt.key) {
        other.overtaken = true;
      }
    }
    attempt.applied = true;
  }

  /** The user was told how a deploy ended. */
  told(outcome: DeployOutcome, names: readonly string[], couldSettle: boolean): void {
    const attempts = names.flatMap((name) => this.#attempts.get(name) ?? []);
    if (outcome.kind === "deployed") {
      const last = attempts.at(-1);
      this.#expect(
        last === undefined ? outcome.removed === true : isTrue(last),
        `told deployed, and it was not: ${outcome.message}`,
      );
    } else if (outcome.reason === "inDoubt") {
      this.#expect(!couldSettle, `told in doubt while the endpoint could be read: ${outcome.message}`);
    } else {
      this.#expect(
        attempts.every((attempt) => !attempt.applied || attempt.sent === attempt.before),
        `told not deployed, and it was: ${outcome.message}`,
      );
    }
    for (const one of outcome.earlier ?? []) {
      this.settled(one, couldSettle);
    }
  }

  /** A doubt that was not looked at, since somebody else was at work, stays without a reading. */
  settled({ entry, found, message }: SettledDoubt, couldSettle: boolean): void {
    const attempt = this.#attempts.get(entry);
    if (attempt !== undefined) {
      this.#judge(entry, attempt, found, couldSettle && message.includes("could not be read"));
    }
  }

  /** With nothing in doubt any more: what each file of the journal says is what happened. */
  agrees(journal: ReadonlyMap<string, HistoryRecord>): void {
    const newest = new Map<string, string>();
    for (const [name, record] of [...journal].sort(([one], [other]) => (one < other ? -1 : 1))) {
      const attempt = this.#attempts.get(name);
      this.#expect(attempt !== undefined, `${name}: nobody wrote it`);
      if (attempt === undefined) {
        continue;
      }
      const outcome = outcomeOf(record);
      this.#expect(outcome !== "unsettled", `${name}: still in doubt`);
      this.#judge(name, attempt, outcome, true);
      if (outcome === "stored") {
        newest.set(attempt.key, attempt.sent);
      }
    }
    for (const [key, sent] of newest) {
      this.#expect(sent === this.#held(key), `${key}: the journal ends with ${sent}, not ${this.#held(key)}`);
    }
    for (const name of this.#attempts.keys()) {
      if (!journal.has(name)) {
        this.#attempts.delete(name);
      }
    }
  }

  disagree(what: string): void {
    this.#expect(false, what);
  }

  #judge(name: string, attempt: Attempt, outcome: SettledDoubt["found"], couldSettle: boolean): void {
    switch (outcome) {
      case "stored":
        this.#expect(isTrue(attempt), `${name}: noted as stored, and it was not`);
        break;
      case "notStored":
        this.#expect(
          !attempt.applied || attempt.sent === attempt.before,
          `${name}: noted as not stored, and it was`,
        );
        break;
      case "overtaken":
        this.#expect(
          attempt.overtaken || attempt.unread,
          `${name}: noted as overtaken, and nothing came after it`,
        );
        break;
      case "unsettled":
        this.#expect(!couldSettle, `${name}: noted as in doubt while the endpoint could be read`);
    }
  }

  #expect(holds: boolean, what: string): void {
    if (!holds) {
      this.disagreements.push(what);
    }
  }
}

export function keyOf({ restApiId, resourceId, httpMethod, statusCode }: HistoryRecord["target"]): string {
  return [restApiId, resourceId, httpMethod, statusCode].join("/");
}

export function heldText(response: WantedResponse | undefined): string {
  return response === undefined ? ABSENT : responseText(response);
}

/** It was applied, or it changed nothing. */
function isTrue({ applied, sent, before }: Attempt): boolean {
  return applied || sent === before;
}

function outcomeOf({ outcome }: HistoryRecord): SettledDoubt["found"] {
  switch (outcome.kind) {
    case "sent":
      return "unsettled";
    case "deployed":
      return "stored";
    case "overtaken":
      return "overtaken";
    case "failed":
      return outcome.reason === "inDoubt" ? "unsettled" : "notStored";
  }
}
