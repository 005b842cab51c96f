// A bug of ours in the words of a log: the error's name and its frames.
// Invariant: never its message, which may quote the document that was being read.

const MAX_FRAMES = 8;

export function faultOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return `a thrown ${typeof error}`;
  }
  const stack = error.stack ?? "";
  const afterMessage = stack.slice(Math.max(0, stack.indexOf(error.message)) + error.message.length);
  const frames = afterMessage.split("\n").filter((line) => /^\s+at\s/.test(line));
  return [error.name, ...frames.slice(0, MAX_FRAMES)].join("\n");
}
