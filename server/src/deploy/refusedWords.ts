// What is told of a refusal at the place it speaks of: the service's own words, and the cure where one is known.
import { cureFor, type RefusedCall } from "./cures";

export interface ToldRefusal {
  /** The part of the service's text that speaks of this place. */
  readonly said: string;
  readonly serviceMessage: string;
  readonly httpStatus?: number;
}

export function refusedWords({ said, serviceMessage, httpStatus }: ToldRefusal, call: RefusedCall): string {
  const status = httpStatus === undefined ? "" : ` with HTTP ${httpStatus}`;
  const stop = /[.!?]$/.test(said) ? "" : ".";
  const cure = cureFor(`errors : [${said}]`, call) ?? cureFor(serviceMessage, call);
  const told = `The last deploy was refused here${status}: “${said}”${stop}`;
  return cure === undefined ? told : `${told} ${cure}`;
}
