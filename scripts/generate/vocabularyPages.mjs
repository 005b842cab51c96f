// The vocabulary as pages, in docs/vocabulary: every name that completion and hover know.

export function vocabularyPages(service) {
  const pages = [
    {
      file: "members",
      title: "Members",
      about:
        "The members of an integration response, and those that name its target in the input of the AWS CLI.",
      entries: service.MEMBERS,
      facts: ({ role, type }) => [
        role === "body" ? "in the body of the PUT" : "in the URI of the PUT, and in the input of the AWS CLI",
        { string: "a string", enum: "one of a few strings", stringMap: "an object of strings" }[type],
      ],
    },
    {
      file: "mapping-sources",
      title: "Mapping sources",
      about:
        "Where the value of a header may come from: the right side of a mapping in `responseParameters`.",
      entries: service.MAPPING_SOURCES,
      facts: ({ example }) => [`for example \`${example}\``],
    },
    {
      file: "context-variables",
      title: "Context variables",
      about: "What `context.` in a mapping and `$context.` in a template know, and where each may be used.",
      entries: service.CONTEXT_VARIABLES,
      facts: ({ group }) => [GROUPS[group]],
    },
    {
      file: "template-variables",
      title: "Template variables",
      about: "The variables that a template finds without setting them.",
      entries: service.TEMPLATE_ROOTS,
      facts: ({ scope }) => (scope === "loop" ? ["in the body of a loop"] : []),
    },
    {
      file: "template-members",
      title: "Template members",
      about:
        "What follows the dot in a template: members of `$input`, `$util` and `$foreach`, and methods of Java's values.",
      entries: service.TEMPLATE_MEMBERS,
      heading: (entry) => `\`${entry.name.slice(0, -entry.member.length)}${service.signatureOf(entry)}\``,
      facts: ({ example }) => [`for example \`${example}\``],
    },
    {
      file: "directives",
      title: "Directives",
      about: "What begins with `#` in a template.",
      entries: service.TEMPLATE_DIRECTIVES,
      heading: ({ form }) => `\`${form}\``,
      facts: ({ standing, example }) => [
        ...(standing === "works"
          ? []
          : [{ doubtful: "reported as unusable", refused: "reported to fail" }[standing]]),
        `for example \`${example}\``,
      ],
    },
    {
      file: "headers",
      title: "Headers",
      about:
        "Header fields that API owners map, and what API Gateway does with each on its way to the client.",
      entries: service.HEADERS,
      facts: ({ onResponse, onResponseEvidence, standing, values }) => [
        `${onResponse}${onResponseEvidence === "documented" ? "" : ` (${onResponseEvidence})`}`,
        ...(standing === "standard" ? [] : [standing === "obsolete" ? "obsolete" : "no standard"]),
        ...(values.length === 0 ? [] : [`such as ${values.map((value) => `\`${value}\``).join(", ")}`]),
      ],
    },
    {
      file: "status-codes",
      title: "Status codes",
      about: "The registered HTTP status codes. API Gateway takes any from 100 to 599.",
      entries: service.STATUS_CODES,
      heading: ({ name, reason }) => `\`${name}\` ${reason}`,
      facts: ({ standing, bodiless }) => [
        ...(standing === "standard" ? [] : [standing]),
        ...(bodiless ? ["no body"] : []),
      ],
    },
    {
      file: "media-types",
      title: "Media types",
      about: "Media types that API owners write: keys of `responseTemplates` and values of `Content-Type`.",
      entries: service.MEDIA_TYPES,
      facts: ({ binary }) => (binary ? ["binary"] : []),
    },
    {
      file: "content-handling",
      title: "Content handling",
      about: "The values of `contentHandling`.",
      entries: service.CONTENT_HANDLING,
    },
    {
      file: "http-methods",
      title: "Verbs",
      about: "The verbs that a method of a REST API may have.",
      entries: service.HTTP_METHODS,
    },
  ];
  const rows = pages.map(
    ({ file, title, about, entries }) => `| [${title}](${file}.md) | ${entries.size} | ${about} |`,
  );
  const index = [
    "# Vocabulary",
    "Every name the product knows. Completion, hover, the rules and the grammars are derived from the same entries.",
    ["| | entries | |", "|---|---|---|", ...rows].join("\n"),
  ];
  return [
    { path: "docs/vocabulary/README.md", text: `${index.join("\n\n")}\n` },
    ...pages.map((page) => ({ path: `docs/vocabulary/${page.file}.md`, text: pageOf(page) })),
  ];
}

const GROUPS = {
  usable: "in mappings and templates",
  overrides: "set by templates",
  accessLogOnly: "access logs only",
  gatewayResponseOnly: "gateway responses and access logs only",
};

function pageOf({ title, about, entries, heading = ({ name }) => `\`${name}\``, facts = () => [] }) {
  const sections = [...entries.values()].flatMap((entry) => [
    `## ${heading(entry)}`,
    [entry.summary, entry.detail].filter((part) => part !== "").join("\n\n"),
    [...facts(entry), `${entry.evidence}: <${entry.source}>`].join(" · "),
  ]);
  return `${[`# ${title}`, about, ...sections].join("\n\n")}\n`;
}
