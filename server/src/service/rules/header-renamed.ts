// Headers that do not reach the client under their own name: API Gateway renames or drops them.
import type { Backend } from "../model/method";
import { REMAPPED_PREFIX } from "../vocabulary/grammar";
import { findHeader, HEADER_NOTES_PAGE, type HeaderEntry } from "../vocabulary/headers";
import { defineRule, type Problem } from "./rule";

export default defineRule({
  id: "header-renamed",
  title: "Header that API Gateway renames or drops",
  subject: "response",
  severity: "information",
  evidence: "documented",
  explanation:
    "API Gateway keeps some headers to itself. It takes a mapping to them without a word, and sends the value as " +
    `\`${REMAPPED_PREFIX}{name}\`, or not at all. The classic one is \`WWW-Authenticate\` on a 401.\n\n` +
    "AWS's table and recorded answers of the service differ in places, and so do the types of integration: " +
    "`Connection`, `Content-Length`, `Date` and `Server` were seen renamed with every type; `Authorization`, `Content-MD5`, " +
    "`Expect`, `Host`, `Max-Forwards`, `Proxy-Authenticate`, `Trailer`, `Upgrade`, `User-Agent` and `WWW-Authenticate` " +
    "with HTTP and AWS integrations but not with MOCK. `Transfer-Encoding` was dropped with every type. " +
    "Only where the two agree that the client does not get the name is it a warning: for every type, or for the " +
    "type that the document shows, as the output of `get-method` does. Where they disagree, or the type decides and " +
    "is not in sight, it is a hint. Behind a proxy integration nothing is mapped, so nothing is told.",
  source: HEADER_NOTES_PAGE,
  examples: {
    faulty: [
      {
        code: `{ "responseParameters": { "method.response.header.⟦WWW-Authenticate⟧": "'Bearer'" } }`,
        message: "`X-Amzn-Remapped-WWW-Authenticate`",
      },
      {
        code: `{ "responseParameters": { "method.response.header.⟦Date⟧": "integration.response.header.Date" } }`,
        message: "sends its own",
      },
      {
        code: `{ "responseParameters": { "method.response.header.⟦Transfer-Encoding⟧": "'chunked'" } }`,
        message: "drops",
      },
      {
        code: `{ "responseParameters": { "method.response.header.⟦content-length⟧": "integration.response.header.Content-Length" } }`,
        message: "recorded answers",
      },
      {
        code: `{ "responseParameters": { "method.response.header.⟦Upgrade⟧": "integration.response.header.Upgrade" } }`,
        message: "drops it; in recorded answers",
      },
      {
        code: `{
  "type": "HTTP",
  "integrationResponses": {
    "401": { "responseParameters": { "method.response.header.⟦WWW-Authenticate⟧": "'Bearer'" } }
  }
}`,
        message: "clients get it as `X-Amzn-Remapped-WWW-Authenticate`. Have",
      },
      {
        code: `{
  "type": "HTTP",
  "integrationResponses": {
    "200": { "responseParameters": { "method.response.header.⟦Accept⟧": "'text/html'" } }
  }
}`,
        message: "with HTTP integrations",
      },
    ],
    fine: [
      `{
  "type": "MOCK",
  "integrationResponses": {
    "401": { "responseParameters": { "method.response.header.WWW-Authenticate": "'Bearer'" } }
  }
}`,
      `{
  "type": "AWS",
  "uri": "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/f/invocations",
  "integrationResponses": {
    "200": { "responseParameters": { "method.response.header.Accept": "'text/html'" } }
  }
}`,
      `{ "responseParameters": { "method.response.header.X-Date": "integration.response.header.Date" } }`,
      `{ "responseParameters": { "method.response.header.Content-Type": "'text/html'", "method.response.header.Content-Encoding": "'gzip'" } }`,
    ],
  },
  *check({ backend, mappings }) {
    for (const { key, property } of mappings) {
      if (key.kind !== "header" || property.key.text.hasHoles) {
        continue;
      }
      const entry = findHeader(key.name);
      const told = entry && fateOf(entry, backend);
      if (told !== undefined) {
        yield { span: property.key.text.toSourceSpan(key.nameSpan), ...told };
      }
    }
  },
});

/** Renamed with every type of integration, in recorded answers as well. */
const RENAMED_EVERYWHERE: ReadonlySet<string> = new Set(["Connection", "Date", "Server"]);

type Told = Omit<Problem, "span">;

/** `backend`: unknown in a document that does not show the integration. */
function fateOf(entry: HeaderEntry, backend: Backend | undefined): Told | undefined {
  switch (backend) {
    case undefined:
      return fateAnywhere(entry);
    case "proxy":
      // Nothing is mapped there at all.
      return undefined;
    case "mock":
      return isAlikeEverywhere(entry) ? fateAnywhere(entry) : undefined;
    case "http":
    case "aws":
    case "lambda":
      return fateBehind(entry, backend);
  }
}

function isAlikeEverywhere({ name }: HeaderEntry): boolean {
  return RENAMED_EVERYWHERE.has(name) || name === "Content-Length" || name === "Transfer-Encoding";
}

/** With a backend whose answer passes through API Gateway, where the table and recorded answers may agree. */
function fateBehind(entry: HeaderEntry, backend: "http" | "aws" | "lambda"): Told | undefined {
  const { name, onResponse, onResponseObserved } = entry;
  if (isAlikeEverywhere(entry)) {
    return fateAnywhere(entry);
  }
  if (onResponse === "remapped") {
    return {
      message: `API Gateway renames \`${name}\`: clients get it as \`${REMAPPED_PREFIX}${name}\`. Have them read that, or use another name.`,
      severity: "warning",
    };
  }
  if (onResponse === "dropped" && onResponseObserved === "remapped") {
    return { ...dropped(name, `\`${REMAPPED_PREFIX}${name}\``, true), severity: "warning" };
  }
  const isOfOthers = (name === "Accept" && backend !== "http") || (name === "Via" && backend !== "lambda");
  return isOfOthers ? undefined : fateAnywhere(entry);
}

function fateAnywhere({ name, onResponse, onResponseObserved }: HeaderEntry): Told | undefined {
  const renamed = `\`${REMAPPED_PREFIX}${name}\``;
  const severity = RENAMED_EVERYWHERE.has(name) ? ({ severity: "warning" } as const) : {};
  switch (onResponse) {
    case "passed":
      return onResponseObserved === "remapped"
        ? {
            message: `AWS documents that API Gateway passes \`${name}\` on; in recorded answers clients get it as ${renamed}. Leave it to API Gateway, or use another name.`,
            evidence: "observed",
          }
        : undefined;
    case "remapped":
      return {
        message: `API Gateway renames \`${name}\`: clients get it as ${renamed}${RENAMED_EVERYWHERE.has(name) ? "" : ", in recorded answers with all integrations but MOCK"}. Have them read that, or use another name.`,
        ...severity,
      };
    case "overwritten":
      return {
        message: `API Gateway sends its own \`${name}\` and this one as ${renamed}. Use another name, or remove the mapping.`,
        ...severity,
      };
    case "dropped":
      return dropped(name, renamed, onResponseObserved === "remapped");
  }
}

function dropped(name: string, renamed: string, isRenamed: boolean): Told {
  if (isRenamed) {
    return {
      severity: "hint",
      message: `AWS documents that API Gateway drops it; in recorded answers clients get \`${name}\` as ${renamed}. Use another name, or remove the mapping.`,
    };
  }
  switch (name) {
    case "Transfer-Encoding":
      return {
        message: `API Gateway drops \`${name}\`, as it frames the body itself. Remove the mapping.`,
        severity: "warning",
      };
    case "Accept":
      return {
        message: `AWS documents that API Gateway drops \`${name}\` with HTTP integrations. Use another name if clients are to get it.`,
        severity: "hint",
      };
    case "Via":
      return {
        message: `AWS documents that API Gateway drops \`${name}\` with Lambda integrations. Use another name if clients are to get it.`,
        severity: "hint",
      };
    default:
      return {
        message: `AWS documents that API Gateway drops \`${name}\`. Use another name if clients are to get it.`,
        severity: "hint",
      };
  }
}
