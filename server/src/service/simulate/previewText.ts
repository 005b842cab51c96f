// A simulation as a text to read: the response as HTTP writes it, and below it how it came about.
// Invariant: what is no line of the response stands after `#`, so that one grammar tells the two apart.
import { STATUS_CODES } from "../vocabulary/statusCodes";
import type { ClientResponse, Simulation } from "./simulate";
import type { Step } from "./trace";

export interface PreviewTextOptions {
  /** Lines that say what is shown, such as the sample and where it is from. */
  readonly about: readonly string[];
  readonly withTrace: boolean;
}

export function previewText({ client, trace, end }: Simulation, options: PreviewTextOptions): string {
  const notes = [
    ...options.about,
    ...(options.withTrace ? ["", ...trace.map((step, index) => `${index + 1}. ${sentencesOf(step)}`)] : []),
  ].map(commented);
  return [...responseLines(client, end), ...(notes.length === 0 ? [] : ["", ...notes])]
    .join("\n")
    .concat("\n");
}

/** What a step says, and how sure that is where it is not documented. */
export function sentencesOf({ says, evidence, isFault }: Step): string {
  const doubt = evidence === "documented" ? "" : ` (${evidence})`;
  return `${isFault ? "Attention: " : ""}${says}${doubt}`;
}

function responseLines(client: ClientResponse | undefined, end: Simulation["end"]): readonly string[] {
  if (client === undefined) {
    return ["# Which response answers cannot be told."];
  }
  const { status, headers, body } = client;
  const reason = STATUS_CODES.get(status)?.reason;
  return [
    `HTTP/1.1 ${status}${reason === undefined ? "" : ` ${reason}`}`,
    ...headers.map(([name, text]) => `${name}: ${oneLine(text)}`),
    "",
    ...(body.text === "" ? [] : [body.text]),
    ...(body.kind === "base64" ? [commented("The body is bytes; here they are in base64.")] : []),
    ...(end === "stopped" ? [commented("Here the preview was stopped.")] : []),
  ];
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, " ");
}

function commented(line: string): string {
  return line === "" ? "#" : `# ${oneLine(line)}`;
}
