// The integration responses to begin with, one for each kind of backend or answer, made of the vocabulary's snippets.
// Invariant: each is a body of a PUT that no rule finds an error or a warning in.
import { SNIPPETS, type SnippetMember, type SnippetName, snippetPieces } from "../vocabulary/snippets";

export interface NewResponse {
  readonly id: string;
  readonly label: string;
  readonly summary: string;
  /** The status that such a response usually has. */
  readonly statusCode: string;
  readonly text: string;
}

interface Kind {
  readonly id: string;
  readonly label: string;
  readonly statusCode: string;
  readonly snippet: SnippetName;
}

const KINDS: readonly Kind[] = [
  { id: "lambdaSuccess", label: "Lambda success", statusCode: "200", snippet: "integrationResponse" },
  { id: "lambdaError", label: "Lambda error", statusCode: "500", snippet: "lambdaErrorResponse" },
  { id: "httpPassThrough", label: "HTTP status, passed through", statusCode: "404", snippet: "httpError" },
  { id: "corsPreflight", label: "CORS preflight", statusCode: "200", snippet: "corsPreflight" },
  { id: "redirect", label: "Redirect", statusCode: "302", snippet: "redirectStatic" },
  { id: "binary", label: "Binary", statusCode: "200", snippet: "binary" },
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
