// The documents that are measured: like what people write, of a stated size, the same in every run.

const CORS = {
  "method.response.header.Access-Control-Allow-Origin": "'*'",
  "method.response.header.Access-Control-Allow-Headers": "'Content-Type,Authorization,X-Api-Key'",
  "method.response.header.Content-Type": "'application/json'",
  "method.response.header.Location": "integration.response.body.redirect.url",
  "method.response.header.X-Request-Id": "context.requestId",
};

const TEMPLATE_LINE = '#if($input.path("$.items")) "count": $input.path("$.items").size(), #end\n';

function response(headers, templateLines) {
  const extra = Object.fromEntries(
    Array.from({ length: headers }, (_, at) => [
      `method.response.header.X-Item-${at}`,
      `integration.response.header.X-Item-${at}`,
    ]),
  );
  return JSON.stringify(
    {
      selectionPattern: "2\\d{2}",
      responseParameters: { ...CORS, ...extra },
      responseTemplates: { "application/json": `{\n${TEMPLATE_LINE.repeat(templateLines)}}` },
    },
    null,
    2,
  );
}

export const DOCUMENTS = [
  { name: "1 KB response", text: response(3, 2) },
  { name: "5 KB response", text: response(42, 3) },
  { name: "2 KB template", text: response(0, 26) },
];

/** The offset of a place to complete and hover at: inside the source of `Location`. */
export function placeIn(text) {
  return text.indexOf("integration.response.body") + 12;
}
