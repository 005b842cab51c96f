// The terminal, where there is one: questions go to the error stream, so that an answer in JSON stays alone.
// Invariant: what must not stay on a screen is not shown while it is typed.
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

type Input = NodeJS.ReadableStream & { readonly isTTY?: boolean };
type Output = NodeJS.WritableStream & { readonly isTTY?: boolean };

export interface Terminal {
  /** `undefined` where it ended without an answer. */
  ask(question: string): Promise<string | undefined>;
  askHidden(question: string): Promise<string | undefined>;
}

/** `undefined` where nobody can be asked. */
export function openTerminal(
  input: Input = process.stdin,
  output: Output = process.stderr,
): Terminal | undefined {
  if (input.isTTY !== true || output.isTTY !== true) {
    return undefined;
  }
  return {
    ask: (question) => answerTo(question, input, output),
    askHidden: async (question) => {
      output.write(printable(question));
      const answer = await answerTo("", input, new Nowhere());
      output.write("\n");
      return answer;
    },
  };
}

async function answerTo(
  question: string,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<string | undefined> {
  const asking = createInterface({ input, output, terminal: true });
  const ended = new Promise<undefined>((resolve) => {
    asking.once("close", () => resolve(undefined));
    // Ctrl-C is heard here and by nobody else while the terminal is read.
    asking.once("SIGINT", () => {
      asking.close();
      process.emit("SIGINT");
    });
  });
  try {
    return await Promise.race([asking.question(printable(question)), ended]);
  } catch {
    return undefined;
  } finally {
    asking.close();
  }
}

class Nowhere extends Writable {
  override _write(_chunk: unknown, _encoding: BufferEncoding, done: () => void): void {
    done();
  }
}

/** Without what a terminal would obey. */
export function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, "\uFFFD");
}
