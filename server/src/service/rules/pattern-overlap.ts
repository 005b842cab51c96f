// `5\d{2}` beside `500`: one status, and two responses that may answer it.
import {
  type Budget,
  branchesOf,
  foldRegex,
  matchRegex,
  OVERLAP_BUDGET,
  overlapOf,
  partsOf,
  type Regex,
  type RegexNode,
  UNLIMITED,
} from "../islands/regex";
import type { SelectionPattern } from "../model/integrationResponse";
import type { Backend, MethodMember } from "../model/method";
import { contentSpan } from "../syntax/node";
import { spanOf } from "../text/span";
import { asCode } from "./asCode";
import { defineRule, type Fix, type Problem } from "./rule";
import { isStatusPattern, statusesMatched, triesStatus } from "./statuses";

export default defineRule({
  id: "pattern-overlap",
  title: "Patterns that match the same",
  subject: "method",
  severity: "information",
  evidence: "uncertain",
  explanation:
    "API Gateway picks a response by its `selectionPattern`. Which one it takes when two match is not documented: that " +
    "the narrower pattern wins, or the lower status, or whichever was put first, is a hope.\n\n" +
    "The message shows a text that both patterns match; it was tried on both. Where one pattern matches all that the other " +
    "does, such texts are certain to come, and this is information. Where the two only meet in some texts, such as a " +
    "message with both words in it, it is a hint. So is a pattern for every error, such as `(?s).+`, beside others: it is " +
    "usual, and in the one recorded answer of the service `.*four hundred.*` won over `.+`, which proves no order. With a backend whose status is matched only statuses count.\n\n" +
    "Write patterns of which one matches. `(?!(?:404)\\z)4\\d{2}` is every status from 400 to 499 but 404.",
  source:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html",
  examples: {
    faulty: [
      {
        code: String.raw`{
  "integrationResponses": {
    "200": {},
    "500": { "selectionPattern": "500" },
    "502": { "selectionPattern": "⟦5\\d{2}⟧" }
  }
}`,
        fixed: String.raw`{
  "integrationResponses": {
    "200": {},
    "500": { "selectionPattern": "500" },
    "502": { "selectionPattern": "(?!(?:500)\\z)5\\d{2}" }
  }
}`,
        message: "Both match `500`",
      },
      {
        code: '{ "integrationResponses": { "200": {}, "404": { "selectionPattern": "(?s).*Not Found.*" }, "500": { "selectionPattern": "⟦(?s).+⟧" } } }',
        fixed: String.raw`{ "integrationResponses": { "200": {}, "404": { "selectionPattern": "(?s).*Not Found.*" }, "500": { "selectionPattern": "(?!(?:(?s).*Not Found.*)\\z)(?s).+" } } }`,
        message: "Both match `Not Found`",
      },
      {
        code: '{ "integrationResponses": { "200": {}, "400": { "selectionPattern": "(?s).*Bad.*" }, "500": { "selectionPattern": "⟦(?s).*Error.*⟧" } } }',
        message: "such as",
      },
    ],
    fine: [
      '{ "integrationResponses": { "200": {}, "400": { "selectionPattern": "400" }, "500": { "selectionPattern": "5.." } } }',
      String.raw`{ "integrationResponses": { "200": {}, "404": { "selectionPattern": "404" }, "400": { "selectionPattern": "(?!404)4\\d{2}" } } }`,
      String.raw`{ "type": "HTTP", "uri": "https://example.com", "integrationResponses": { "200": {}, "404": { "selectionPattern": "40[^\\d]|404" }, "405": { "selectionPattern": "40\\D|405" } } }`,
    ],
  },
  *check({ members, integration, isWhole }) {
    const backend = integration?.backend;
    if (backend === "proxy") {
      return;
    }
    const budget: Budget = { steps: OVERLAP_BUDGET };
    const tried = members.flatMap((member) => triedOf(member) ?? []);
    // In what the service prints each pair is told once, at the later one; of siblings the open document is the first.
    const first = isWhole ? tried : tried.filter(({ member }) => member === members[0]);
    for (const one of first) {
      const others = isWhole ? tried.slice(0, tried.indexOf(one)) : tried.filter((other) => other !== one);
      const meetings = others.flatMap((other) => meetingOf(one, other, backend, budget) ?? []);
      const told = meetings.find(isSerious) ?? meetings[0];
      if (told !== undefined) {
        yield problemOf(one, told, meetings);
      }
    }
  },
});

interface Tried {
  readonly member: MethodMember;
  readonly pattern: SelectionPattern;
  /** Reckoned once, since each pattern is compared with every other. */
  readonly statuses: readonly string[] | undefined;
  readonly isForStatus: boolean;
}

function triedOf(member: MethodMember): Tried | undefined {
  const { pattern } = member.response;
  if (pattern === undefined || pattern.node.text.value === "" || pattern.node.text.hasHoles) {
    return undefined;
  }
  if (pattern.regex().problems.length > 0) {
    return undefined;
  }
  const statuses = statusesMatched(pattern);
  return { member, pattern, statuses, isForStatus: isStatusPattern(pattern, statuses) };
}

interface Meeting {
  readonly other: Tried;
  /** A text that both match. */
  readonly text: string;
  /** Whether it comes as surely as the texts that the patterns were written for. */
  readonly isCertain: boolean;
  /** Whether one of the two is for every text that comes: then that they meet is meant. */
  readonly isMeant: boolean;
  /** Whether the one matches all that the other does. */
  readonly holdsOther: boolean;
}

function meetingOf(
  one: Tried,
  other: Tried,
  backend: Backend | undefined,
  budget: Budget,
): Meeting | undefined {
  if (one.pattern.node.text.value === other.pattern.node.text.value) {
    return undefined;
  }
  if (triesStatus(backend) || (backend === undefined && (one.isForStatus || other.isForStatus))) {
    const text = one.statuses?.find((status) => other.statuses?.includes(status));
    return text === undefined
      ? undefined
      : {
          other,
          text,
          isCertain: true,
          isMeant: false,
          holdsOther: other.statuses?.every((status) => one.statuses?.includes(status)) === true,
        };
  }
  const overlap = overlapOf(one.pattern, other.pattern, budget);
  return (
    overlap && {
      other,
      text: overlap.text,
      isCertain: overlap.firstHoldsSecond || overlap.secondHoldsFirst,
      isMeant: isForAll(one) || isForAll(other),
      holdsOther: overlap.firstHoldsSecond,
    }
  );
}

function problemOf(one: Tried, told: Meeting, meetings: readonly Meeting[]): Problem {
  const { member, pattern } = one;
  const others = meetings.filter((meeting) => meeting !== told).map(({ other }) => nameOf(other));
  const also = others.length === 0 ? "" : ` It also meets ${others.join(", ")}.`;
  const both =
    told.text === ""
      ? "Both match the empty text"
      : `Both match ${told.isCertain ? "" : "a text such as "}${asCode(told.text)}`;
  return {
    uri: member.uri,
    span: contentSpan(pattern.node),
    message:
      `This pattern meets that of ${nameOf(told.other)}, ${asCode(told.other.pattern.node.text.value)}. ${both}, and ` +
      `which of the two answers then is not documented.${also} Write patterns of which one matches.`,
    fixes: () => meetings.flatMap((meeting) => (meeting.holdsOther ? leaveOut(one, meeting) : [])),
    ...(isSerious(told) ? {} : { severity: "hint" }),
  };
}

function isSerious({ isCertain, isMeant }: Meeting): boolean {
  return isCertain && !isMeant;
}

/** `.+` and the like, which the other patterns are exceptions from. */
function isForAll({ pattern }: Tried): boolean {
  const [branch, ...others] = branchesOf(pattern.regex().root);
  const parts = branch === undefined ? [] : partsOf(branch).filter(({ kind }) => kind !== "flags");
  const [part] = parts;
  return (
    others.length === 0 &&
    parts.length === 1 &&
    part?.kind === "repeat" &&
    part.atom.kind === "any" &&
    part.min <= 1 &&
    part.max === UNLIMITED
  );
}

function nameOf({ member }: Tried): string {
  return member.status === undefined ? "another response" : `the response ${asCode(member.status)}`;
}

/** The wider pattern without what the narrower one matches. Not where one might change the other's meaning. */
function leaveOut({ pattern }: Tried, { other, text }: Meeting): readonly Fix[] {
  const mine = pattern.regex();
  const theirs = other.pattern.regex();
  if ([mine, theirs].some(isEntangled)) {
    return [];
  }
  const isChoice = mine.root.kind === "alternation";
  const start = `(?!(?:${theirs.source})\\z)${isChoice ? "(?:" : ""}`;
  const meant = `${start}${mine.source}${isChoice ? ")" : ""}`;
  const value = pattern.node.text;
  const isLeftOut = matchRegex(other.pattern.program(), text).matched === true;
  return isLeftOut
    ? [
        {
          title: `Leave out what ${other.pattern.node.text.value} matches`,
          edits: [value.edit(spanOf(0, value.value.length), meant)],
          preferred: false,
        },
      ]
    : [];
}

/** Numbers of groups, open quotes and comments do not stay in their half of a joined pattern. */
function isEntangled({ root, quoteMarks, comments, groupNames }: Regex): boolean {
  return (
    quoteMarks.length > 0 ||
    comments.length > 0 ||
    groupNames.size > 0 ||
    foldRegex<boolean>(root, isReference)
  );
}

function isReference({ kind }: RegexNode, inner: readonly boolean[]): boolean {
  return kind === "reference" || inner.includes(true);
}
