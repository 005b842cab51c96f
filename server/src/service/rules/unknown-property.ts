// A member that an integration response does not have: misspelled, or put here from elsewhere.
import { PRINTED_MEMBERS } from "../model/dialects/serviceOutput";
import type { IntegrationResponse } from "../model/integrationResponse";
import { memberOf } from "../model/integrationResponse";
import { JSON_FORMAT } from "../syntax/json/format";
import { contentSpan, type Property, stringValue } from "../syntax/node";
import { nearest } from "../text/nearest";
import { spanOf } from "../text/span";
import { MEDIA_TYPE } from "../vocabulary/grammar";
import { MEMBERS } from "../vocabulary/members";
import { MEMBERS_ELSEWHERE } from "../vocabulary/membersElsewhere";
import { asCode } from "./asCode";
import { defineRule, type Fix } from "./rule";

export default defineRule({
  id: "unknown-property",
  title: "Unknown property",
  subject: "response",
  severity: "warning",
  evidence: "uncertain",
  explanation:
    "An integration response has the members `selectionPattern`, `responseParameters`, `responseTemplates` and " +
    "`contentHandling`; the input of the AWS CLI has `restApiId`, `resourceId`, `httpMethod` and `statusCode` beside them. " +
    "Case counts: CloudFormation writes the same names with a capital, Terraform with underscores.\n\n" +
    "The AWS CLI refuses any other member with `Unknown parameter in input`, so it is an error in such input. " +
    "What API Gateway does with one in the body of the PUT is not documented; at best it is ignored, " +
    "and what it was to say is not said.",
  source: "https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegrationResponse.html",
  examples: {
    faulty: [
      {
        code: '{ "⟦selectionPatern⟧": "5\\\\d{2}" }',
        fixed: '{ "selectionPattern": "5\\\\d{2}" }',
        message: "Perhaps `selectionPattern` was meant",
      },
      {
        code: '{ "⟦ResponseTemplates⟧": { "application/json": "" } }',
        fixed: '{ "responseTemplates": { "application/json": "" } }',
        message: "CloudFormation",
      },
      {
        code: '{ "⟦content_handling⟧": "CONVERT_TO_TEXT" }',
        fixed: '{ "contentHandling": "CONVERT_TO_TEXT" }',
        message: "Terraform",
      },
      {
        code: '{ "⟦SELECTIONPATTERN⟧": "" }',
        fixed: '{ "selectionPattern": "" }',
        message: "Case counts",
      },
      {
        code: '{ "selectionPattern": "", "⟦requestTemplates⟧": {} }',
        fixed: '{ "selectionPattern": "" }',
        message: "belongs to the integration",
      },
      {
        code: `{ "selectionPattern": "", "⟦method.response.header.ETag⟧": "'a'" }`,
        fixed: `{ "selectionPattern": "", "responseParameters": { "method.response.header.ETag": "'a'" } }`,
        message: "inside `responseParameters`",
      },
      {
        code: '{ "⟦text/html⟧": "", "responseTemplates": { "application/json": "" } }',
        fixed: '{ "responseTemplates": { "application/json": "", "text/html": "" } }',
        message: "inside `responseTemplates`",
      },
      {
        code: '{ "selectionPattern": "", "⟦x⟧": 1 }',
        fixed: '{ "selectionPattern": "" }',
        message: "has no member `x`",
      },
    ],
    fine: [
      '{ "selectionPattern": "", "responseParameters": {}, "responseTemplates": {}, "contentHandling": "CONVERT_TO_TEXT" }',
      '{ "restApiId": "a1b2c3d4e5", "resourceId": "x1y2z3", "httpMethod": "GET", "statusCode": "200" }',
      '{ "selection\\u0050attern": "" }',
    ],
  },
  *check(response) {
    const inCli = response.dialect === "cliInput";
    for (const property of response.members) {
      const { text } = property.key;
      const isPrinted = response.dialect === "serviceOutput" && PRINTED_MEMBERS.has(text.value);
      if (text.hasHoles || MEMBERS.has(text.value) || isPrinted) {
        continue;
      }
      const meant = whatWasMeant(text.value);
      const outcome = inCli
        ? "The AWS CLI refuses it as an unknown parameter."
        : "What API Gateway makes of it is not documented; at best it is ignored.";
      yield {
        span: contentSpan(property.key),
        message: `${meant.says} ${outcome} ${advice(meant)}`,
        fixes: () => fixesFor(response, property, meant),
        ...(inCli ? ({ severity: "error", evidence: "observed" } as const) : {}),
      };
    }
  },
});

interface Meant {
  readonly says: string;
  /** What the name should be. */
  readonly name?: string;
  readonly isGuess?: boolean;
  /** The member that it should stand inside. */
  readonly place?: "responseParameters" | "responseTemplates";
}

function whatWasMeant(name: string): Meant {
  const code = asCode(name);
  const same = [...MEMBERS.keys()].find((member) => fold(member) === fold(name));
  if (same !== undefined) {
    return { says: `${spelling(name, same)}.`, name: same };
  }
  const owner = MEMBERS_ELSEWHERE.get(name);
  if (owner !== undefined) {
    return { says: `${code} belongs to ${owner}, not to an integration response.` };
  }
  if (/^method\.response\./i.test(name)) {
    return {
      says: `A mapping stands inside \`responseParameters\`, not beside it.`,
      place: "responseParameters",
    };
  }
  if (MEDIA_TYPE.test(name)) {
    return {
      says: `A template stands inside \`responseTemplates\`, not beside it.`,
      place: "responseTemplates",
    };
  }
  const near = nearest(name, MEMBERS.keys());
  return near === undefined
    ? { says: `An integration response has no member ${code}.` }
    : { says: `An integration response has no member ${code}.`, name: near, isGuess: true };
}

function spelling(name: string, member: string): string {
  const capital = member.charAt(0).toUpperCase() + member.slice(1);
  if (name === capital) {
    return `${asCode(name)} is CloudFormation's spelling of \`${member}\``;
  }
  return /^[a-z]+(?:_[a-z]+)+$/.test(name)
    ? `${asCode(name)} is not the JSON name, which is \`${member}\`; Terraform writes names so`
    : `Case counts, and ${asCode(name)} is not \`${member}\``;
}

function advice({ name, isGuess, place }: Meant): string {
  if (place !== undefined) {
    return `Move it into \`${place}\`.`;
  }
  if (name === undefined) {
    return "Remove it from here.";
  }
  return isGuess === true ? `Perhaps \`${name}\` was meant.` : `Write \`${name}\`.`;
}

function fixesFor(response: IntegrationResponse, property: Property, { name, place }: Meant): readonly Fix[] {
  const { key } = property;
  if (place !== undefined) {
    return moveInto(response, property, place);
  }
  if (name !== undefined && memberOf(response, name) === undefined) {
    const whole = spanOf(0, key.text.value.length);
    return [{ title: `Rename to ${name}`, edits: [key.text.edit(whole, name)], preferred: true }];
  }
  const removal = JSON_FORMAT.removeProperty(response.tree, response.object, property);
  return [{ title: "Remove it", edits: [removal], preferred: false }];
}

function moveInto(response: IntegrationResponse, property: Property, place: string): readonly Fix[] {
  const { tree, object } = response;
  const map = memberOf(response, place)?.value;
  const title = `Move it into ${place}`;
  if (map === undefined) {
    const written = tree.text.slice(property.start, property.end);
    const edit = { span: spanOf(property.start, property.end), newText: `"${place}": { ${written} }` };
    return [{ title, edits: [edit], preferred: true }];
  }
  const value = stringValue(property.value);
  if (map.kind !== "object" || value === undefined) {
    return [];
  }
  const insertion = JSON_FORMAT.insertProperty(tree, map, property.key.text.value, value);
  const removal = JSON_FORMAT.removeProperty(tree, object, property);
  return [{ title, edits: [insertion, removal], preferred: true }];
}

function fold(name: string): string {
  return name.replaceAll(/[_\-\s]/g, "").toLowerCase();
}
