// What begins with `#` in a template: Velocity's directives and comments, and what API Gateway makes of each.
import type { Entry, Evidence } from "./entry";
import { defineVocabulary } from "./entry";

const REFERENCE = "https://velocity.apache.org/engine/1.7/vtl-reference.html";
const DATA_PAGE =
  "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html";

/** `works`: used in templates of API Gateway. `doubtful`: reported as unusable there. `refused`: reported to raise an error. */
export type DirectiveStanding = "works" | "doubtful" | "refused";

export interface DirectiveEntry extends Entry {
  /** The word after the `#`; empty for comments and the like. */
  readonly keyword: string;
  readonly standing: DirectiveStanding;
  /** Whether an `#end` closes it. */
  readonly isBlock: boolean;
  /** The form it is written in, for signatures. */
  readonly form: string;
  /** What to write for it: text, and gaps to be filled in. */
  readonly insert: readonly (string | Gap)[];
  readonly example: string;
}

/** A place to be filled in; the cursor visits them in the order of `index`. */
export interface Gap {
  readonly index: number;
  /** What stands there until then. */
  readonly text: string;
}

function gap(index: number, text = ""): Gap {
  return { index, text };
}

const DOUBTFUL =
  "It is reported as unusable in API Gateway; Velocity 1.7 itself has it. Try it with a test invocation before relying on it.";
const REFUSED = "It is reported to raise an error in API Gateway, which has no files for it to read.";

interface Facts {
  readonly standing?: DirectiveStanding;
  readonly isBlock?: boolean;
  readonly evidence?: Evidence;
  readonly source?: string;
  readonly detail?: string;
  readonly example: string;
}

function directive<const N extends string>(
  name: N,
  form: string,
  insert: DirectiveEntry["insert"],
  summary: string,
  facts: Facts,
): DirectiveEntry & { readonly name: N } {
  const { standing = "works", isBlock = false, evidence = "documented", source = REFERENCE } = facts;
  const keyword = /^#([a-z]+)$/.exec(name)?.[1] ?? "";
  const { detail = "", example } = facts;
  return { name, keyword, standing, isBlock, form, insert, summary, detail, evidence, source, example };
}

const DIRECTIVES = [
  directive(
    "#set",
    "#set($name = value)",
    ["#set($", gap(1, "name"), " = ", gap(2), ")"],
    "Gives a variable a value.",
    {
      detail:
        "A value that is null leaves the variable as it was. In API Gateway it also sets " +
        "`$context.responseOverride.status` and `$context.responseOverride.header.{name}`.",
      example: "#set($root = $input.path('$'))",
      source: DATA_PAGE,
    },
  ),
  directive(
    "#if",
    "#if(condition) … #end",
    ["#if(", gap(1), ")", gap(2), "#end"],
    "Prints its body if the condition is true.",
    {
      isBlock: true,
      detail:
        "Velocity 1.7 takes any value for true but `false` and null: an empty text and a 0 in a variable count as true. " +
        "`&&`, `||`, `!`, `==`, `!=`, `<` and so on join conditions.",
      example: "#if($input.path('$.id') != '')yes#end",
      source: DATA_PAGE,
    },
  ),
  directive(
    "#elseif",
    "#elseif(condition)",
    ["#elseif(", gap(1), ")"],
    "The next condition of an `#if`, tried when those before it are false.",
    { example: "#if($a == 1)one#elseif($a == 2)two#end", source: DATA_PAGE },
  ),
  directive("#else", "#else", ["#else"], "What is printed when no condition of an `#if` is true.", {
    detail: "Before a letter it is written `#{else}`, so that the word ends there.",
    example: "#if($a)yes#{else}no#end",
    source: DATA_PAGE,
  }),
  directive("#end", "#end", ["#end"], "Closes the `#if`, `#foreach`, `#macro` or `#define` that is open.", {
    detail: "Before a letter it is written `#{end}`. Velocity 1.7 takes the line end after it away.",
    example: "#foreach($item in $list)$item#end",
    source: DATA_PAGE,
  }),
  directive(
    "#foreach",
    "#foreach($item in $list) … #end",
    ["#foreach($", gap(1, "item"), " in $", gap(2, "list"), ")", gap(3), "#end"],
    "Prints its body once for each item of a list, or for each value of a map.",
    {
      isBlock: true,
      detail:
        "API Gateway documents 1,000 rounds as the most. In the body `$foreach.index`, `$foreach.count` and " +
        "`$foreach.hasNext` tell where the loop stands. What is no list goes through no round.",
      example: "#foreach($pet in $input.path('$.pets'))$pet.name#if($foreach.hasNext), #end#end",
      source: DATA_PAGE,
    },
  ),
  directive("#break", "#break", ["#break"], "Leaves the innermost loop.", {
    example: "#foreach($i in [1..9])#if($i > 3)#break#end$i#end",
    evidence: "observed",
  }),
  directive("#stop", "#stop", ["#stop"], "Ends the template: what is printed so far is the body.", {
    example: "#if(!$a)#stop#end",
    evidence: "observed",
  }),
  directive(
    "#macro",
    "#macro(name $argument …) … #end",
    ["#macro(", gap(1, "name"), " $", gap(2, "argument"), ")", gap(3), "#end"],
    "Defines a directive of one's own, called as `#name($value)`.",
    {
      isBlock: true,
      standing: "doubtful",
      detail: DOUBTFUL,
      example: "#macro(say $what)$what#end#say('a')",
      evidence: "observed",
    },
  ),
  directive(
    "#define",
    "#define($name) … #end",
    ["#define($", gap(1, "name"), ")", gap(2), "#end"],
    "Gives a variable a piece of template, which runs wherever the variable is printed.",
    {
      isBlock: true,
      standing: "doubtful",
      detail: DOUBTFUL,
      example: "#define($hello)Hello $who#end",
      evidence: "observed",
    },
  ),
  directive("#evaluate", "#evaluate(text)", ["#evaluate(", gap(1), ")"], "Runs a text as a template.", {
    standing: "doubtful",
    detail: DOUBTFUL,
    example: "#evaluate('#set($a = 1)')",
    evidence: "observed",
  }),
  directive(
    "#literal",
    "#literal() … #end",
    ["#literal()", gap(1), "#end"],
    "Prints its body as it is written.",
    {
      isBlock: true,
      detail: "Directives inside still have to be well formed; `#[[ … ]]#` takes anything.",
      example: "#literal()$a#end",
      evidence: "uncertain",
    },
  ),
  directive("#include", "#include(file)", ['#include("', gap(1), '")'], "Prints a file as it is.", {
    standing: "refused",
    detail: REFUSED,
    example: '#include("a.txt")',
    evidence: "observed",
  }),
  directive("#parse", "#parse(file)", ['#parse("', gap(1), '")'], "Runs a file as a template.", {
    standing: "refused",
    detail: REFUSED,
    example: '#parse("a.vm")',
    evidence: "observed",
  }),
  directive("##", "## comment", ["## ", gap(1)], "A comment up to the end of the line, line end included.", {
    detail: "In a template that is one line of JSON it reaches up to the next `\\n`.",
    example: "## what follows is for old clients",
  }),
  directive("#*", "#* comment *#", ["#* ", gap(1), " *#"], "A comment that may go over several lines.", {
    example: "#* not printed *#",
  }),
  directive(
    "#[[",
    "#[[ text ]]#",
    ["#[[", gap(1), "]]#"],
    "Text that is printed as it is, `$` and `#` included.",
    {
      example: "#[[ costs $5 ]]#",
    },
  ),
];

/** By the name with its `#`. */
export const TEMPLATE_DIRECTIVES = defineVocabulary<DirectiveEntry>(DIRECTIVES);
