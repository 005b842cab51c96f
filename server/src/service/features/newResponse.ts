// The integration responses to begin with, one for each kind of backend or answer, made of the vocabulary's snippets.
// Invariant: each is a body of a PUT that no rule finds anything in, and its sample is answered by it.
import { SNIPPETS, type SnippetMember, type SnippetName, snippetPieces } from "../vocabulary/snippets";

export interface NewResponse {
  readonly id: string;
  readonly label: string;
  readonly summary: string;
  /** The status that such a response usually has. */
  readonly statusCode: string;
  readonly text: string;
  /** What a backend may answer for this response to be chosen, as a file of samples holds it. */
  readonly sample: NewSample;
}

/** As `readSamples` reads it; where it is kept says what to expect. */
export type NewSample =
  | { readonly name: string; readonly type: "lambda"; readonly errorMessage: string }
  | { readonly name: string; readonly type: "http" | "mock"; readonly status: string };

interface Kind {
  readonly id: string;
  readonly label: string;
  readonly statusCode: string;
  readonly snippet: SnippetName;
  readonly sample: NewSample;
}

const KINDS: readonly Kind[] = [
  {
    id: "lambdaSuccess",
    label: "Lambda success",
    statusCode: "200",
    snippet: "integrationResponse",
    sample: { name: "The function succeeds", type: "lambda", errorMessage: "" },
  },
  {
    id: "lambdaError",
    label: "Lambda error",
    statusCode: "500",
    snippet: "lambdaErrorResponse",
    sample: { name: "The function fails", type: "lambda", errorMessage: "Something went wrong" },
  },
  {
    id: "httpPassThrough",
    label: "HTTP pass-through",
    statusCode: "200",
    snippet: "httpPassThrough",
    sample: { name: "The backend answers 200", type: "http", status: "200" },
  },
  {
    id: "corsPreflight",
    label: "CORS preflight",
    statusCode: "200",
    snippet: "corsPreflight",
    sample: { name: "The mock answers 200", type: "mock", status: "200" },
  },
  {
    id: "redirect",
    label: "Redirect",
    statusCode: "302",
    snippet: "redirectStatic",
    sample: { name: "The backend answers 200", type: "http", status: "200" },
  },
  {
    id: "binary",
    label: "Binary",
    statusCode: "200",
    snippet: "binary",
    sample: { name: "The function succeeds", type: "lambda", errorMessage: "" },
  },
];

export function newResponses(): readonly NewResponse[] {
  return KINDS.flatMap(({ snippet, ...kind }) => {
    const entry = SNIPPETS.get(snippet);
    return entry === undefined
      ? []
      : [
          {
            ...kind,
            summary: entry.summary,
            text: `${JSON.stringify(objectOf(entry.members), undefined, 2)}\n`,
          },
        ];
  });
}

type JsonObject = { readonly [key: string]: string | JsonObject };

function objectOf(members: readonly SnippetMember[]): JsonObject {
  return Object.fromEntries(
    members.map(({ key, value }) => [plain(key), typeof value === "string" ? plain(value) : objectOf(value)]),
  );
}

/** The text that a snippet's places start out with. */
function plain(text: string): string {
  return snippetPieces(text)
    .map((piece) => piece.text)
    .join("");
}
