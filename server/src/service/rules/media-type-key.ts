// A key of `responseTemplates`: a media type, without parameters.
import type { IntegrationResponse, Template } from "../model/integrationResponse";
import { contentSpan } from "../syntax/node";
import { nearest } from "../text/nearest";
import { spanOf } from "../text/span";
import { HTTP_TOKEN, SKELETON_KEY } from "../vocabulary/grammar";
import { isUnregistrable } from "../vocabulary/headerValues";
import { essenceOf, MEDIA_TYPES } from "../vocabulary/mediaTypes";
import { asCode } from "./asCode";
import { defineRule, type Problem } from "./rule";

export default defineRule({
  id: "media-type-key",
  title: "Not the media type of a template",
  subject: "response",
  severity: "error",
  evidence: "observed",
  explanation:
    "The keys of `responseTemplates` are media types, `type/subtype`. API Gateway answers 400 " +
    "`Invalid content type specified: …` to a key that has no `/`; that was recorded for `123`. " +
    "How it answers other ill-formed keys is not documented, so they are warnings.\n\n" +
    "Parameters such as `; charset=utf-8` belong to the `Content-Type` header: AWS documents that only the type is compared. " +
    "Wildcards such as `*/*` belong to `Accept` and `binaryMediaTypes`; whether a template is ever chosen by one is not documented.",
  source: "https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegrationResponse.html",
  examples: {
    faulty: [
      {
        code: '{ "responseTemplates": { "⟦json⟧": "{}" } }',
        fixed: '{ "responseTemplates": { "application/json": "{}" } }',
        message: "`Invalid content type specified`",
      },
      { code: '{ "responseTemplates": { "⟦123⟧": "{}" } }', message: "Write one such as `application/json`" },
      {
        code: '{ "responseTemplates": { "⟦application/ json⟧": "{}" } }',
        fixed: '{ "responseTemplates": { "application/json": "{}" } }',
        message: "may refuse",
      },
      { code: '{ "responseTemplates": { ⟦""⟧: "{}" } }', message: "may refuse" },
      {
        code: '{ "responseTemplates": { "⟦application/json; charset=utf-8⟧": "{}" } }',
        fixed: '{ "responseTemplates": { "application/json": "{}" } }',
        message: "only the type is compared",
      },
      {
        code: '{ "responseTemplates": { "⟦aplication/json⟧": "{}" } }',
        fixed: '{ "responseTemplates": { "application/json": "{}" } }',
        message: "Perhaps `application/json` was meant",
      },
      { code: '{ "responseTemplates": { "⟦*/*⟧": "{}" } }', message: "wildcard" },
    ],
    fine: [
      '{ "responseTemplates": { "application/json": "{}", "application/vnd.example.v1+json": "{}" } }',
      '{ "responseTemplates": { "x-own/type": "{}", "text/html": null } }',
    ],
  },
  *check(response) {
    for (const template of response.templates) {
      const { key } = template.property;
      const isForm = key.text.value === SKELETON_KEY && (template.value?.text.value ?? "") === "";
      const told = key.text.hasHoles || isForm ? undefined : whatIsWrong(response, template);
      if (told === undefined) {
        continue;
      }
      const { meant, ...problem } = told;
      yield {
        ...problem,
        span: contentSpan(key),
        fixes: () =>
          meant === undefined || response.templates.some((other) => other.mediaType === meant)
            ? []
            : [
                {
                  title: `Write ${meant}`,
                  edits: [key.text.edit(spanOf(0, key.text.value.length), meant)],
                  preferred: true,
                },
              ],
      };
    }
  },
});

type Told = Omit<Problem, "span" | "fixes"> & { readonly meant?: string | undefined };

function whatIsWrong({ templates }: IntegrationResponse, { mediaType }: Template): Told | undefined {
  const code = asCode(mediaType);
  const essence = essenceOf(mediaType);
  if (!mediaType.includes("/")) {
    return withoutSlash(mediaType);
  }
  const hasParameters = mediaType.includes(";");
  const written = hasParameters ? mediaType.slice(0, mediaType.indexOf(";")).trimEnd() : mediaType;
  const [type = "", subtype = "", ...more] = written.split("/");
  if (more.length > 0 || !HTTP_TOKEN.test(type) || !HTTP_TOKEN.test(subtype)) {
    const tidy = essence.replaceAll(/\s+/g, "");
    const meant = MEDIA_TYPES.has(tidy) ? tidy : nearest(tidy, MEDIA_TYPES.keys());
    return {
      message: `${code} is no media type, and API Gateway may refuse it. Write ${asCode(meant ?? "type/subtype")}.`,
      meant,
      severity: "warning",
      evidence: "uncertain",
    };
  }
  if (type.includes("*") || subtype.includes("*")) {
    return {
      message: `${code} is a wildcard, and whether API Gateway ever chooses a template by one is not documented. Write the media type itself.`,
      severity: "hint",
      evidence: "uncertain",
    };
  }
  if (hasParameters) {
    // Where the bare type is there too, what counts is that one hides the other.
    const isTwin = templates.some(
      (other) => other.mediaType !== mediaType && essenceOf(other.mediaType) === essence,
    );
    return isTwin
      ? undefined
      : {
          message: `AWS documents that only the type is compared, so the rest of ${code} does nothing here. Write ${asCode(written)}, and parameters in the \`Content-Type\` header.`,
          meant: written,
          severity: "information",
          evidence: "documented",
        };
  }
  const meant = isUnregistrable(essence) ? nearest(essence, MEDIA_TYPES.keys()) : undefined;
  return meant === undefined
    ? undefined
    : {
        message: `${code} begins with no registered type, and no client will ask for it. Perhaps ${asCode(meant)} was meant.`,
        meant,
        severity: "information",
        evidence: "documented",
      };
}

function withoutSlash(mediaType: string): Told {
  const meant = /^[a-z]{3,}$/i.test(mediaType)
    ? [...MEDIA_TYPES.keys()].find((known) => known.endsWith(`/${mediaType.toLowerCase()}`))
    : undefined;
  const write = meant === undefined ? "Write one such as `application/json`." : `Write ${asCode(meant)}.`;
  return /^[\w.+-]+$/.test(mediaType)
    ? {
        message: `${asCode(mediaType)} is no media type: API Gateway answers 400 \`Invalid content type specified\`. ${write}`,
        meant,
      }
    : {
        message: `${mediaType === "" ? "An empty key" : asCode(mediaType)} is no media type, and API Gateway may refuse it. ${write}`,
        severity: "warning",
        evidence: "uncertain",
      };
}
