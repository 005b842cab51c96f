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

/** A list of objects with a nested list and a choice, and a page of members behind it. */
const VELOCITY = `#set($root = $input.path('$'))
{
  "pets": [
#foreach($pet in $root.pets)
    {
      "name": "$util.escapeJavaScript($pet.name).replaceAll("\\\\'", "'")",
      "age": $pet.age,
#if($pet.owner != '')
      "owner": $input.json('$.owner'),
#else
      "owner": null,
#end
      "tags": [#foreach($tag in $pet.tags)"$tag"#if($foreach.hasNext),#end#end]
    }#if($foreach.hasNext),#end
#end
  ],
${Array.from({ length: 34 }, (_, at) => `  "member${at}": $input.json('$.members.m${at}')`).join(",\n")}
}`;

export const DOCUMENTS = [
  { name: "1 KB response", text: response(3, 2) },
  { name: "5 KB response", text: response(42, 3) },
  { name: "2 KB template", text: response(0, 26) },
  {
    name: "2 KB of Velocity in loops",
    text: JSON.stringify({ responseParameters: CORS, responseTemplates: { "application/json": VELOCITY } }),
  },
];

/** The offset of a place to complete and hover at: inside the source of `Location`. */
export function placeIn(text) {
  return text.indexOf("integration.response.body") + 12;
}
