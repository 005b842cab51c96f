// What rules want to know of a template, gathered in one walk and kept with its parse.
// Invariant: everything stands in the order of the text, what is in interpolated strings included.
import { lazily } from "../../lazily";
import { type PossibleOutputs, possibleOutputs } from "./symbolic/possibleOutputs";
import type {
  Broken,
  Directive,
  Expression,
  IfDirective,
  Reference,
  SetDirective,
  StringLiteral,
  Template,
} from "./tree";
import { childrenOf, type VtlNode, walkNode } from "./walk";

export interface TemplateStudy {
  readonly references: readonly ReferenceUse[];
  readonly sets: readonly SetDirective[];
  readonly ifs: readonly IfDirective[];
  /** `#foreach`, `#macro`, … and every other `#word`. */
  readonly directives: readonly Directive[];
  /** What Velocity cannot read. */
  readonly broken: readonly Broken[];
  /** The names of its macros. */
  readonly macros: ReadonlySet<string>;
  /** Every name that something in the template gives a value to. */
  readonly assigned: ReadonlySet<string>;
  /** The variables that the template expects to be without a value: a condition asks about them, or they are quiet. */
  readonly guarded: ReadonlySet<string>;
  /** What it may print, as JSON. Absent when it takes too many steps to tell. */
  readonly outputs: () => PossibleOutputs | undefined;
}

export interface ReferenceUse {
  readonly reference: Reference;
  /** `declared`: in the head of `#macro`, `#define` or as the variable of `#foreach`. */
  readonly role: "printed" | "read" | "set" | "declared";
  /** Whether it stands in a `"…"`. */
  readonly inString: boolean;
}

export function studyTemplate(template: Template): TemplateStudy {
  const walk = new StudyWalk();
  walk.nodes(template.children, "printed", false);
  const { references, sets, ifs, directives, broken, assigned, guarded } = walk;
  const macros = new Set(template.macros.map(({ args }) => nameOf(args[0])));
  const outputs = lazily(() => possibleOutputs({ template, sets, directives, macros }));
  return { references, sets, ifs, directives, broken, macros, assigned, guarded, outputs };
}

class StudyWalk {
  readonly references: ReferenceUse[] = [];
  readonly sets: SetDirective[] = [];
  readonly ifs: IfDirective[] = [];
  readonly directives: Directive[] = [];
  readonly broken: Broken[] = [];
  readonly assigned = new Set<string>();
  readonly guarded = new Set<string>();

  /** A reference among the statements is printed; what a directive has in its head is read. */
  nodes(nodes: readonly VtlNode[], role: "printed" | "read", inString: boolean): void {
    for (const node of nodes) this.#node(node, role, inString);
  }

  #node(node: VtlNode, role: ReferenceUse["role"], inString: boolean): void {
    switch (node.kind) {
      case "reference":
        this.references.push({ reference: node, role, inString });
        if (node.quiet) this.guarded.add(node.root);
        break;
      case "set":
        this.sets.push(node);
        if (node.target.steps.length === 0) this.assigned.add(node.targetName);
        this.#node(node.target, "set", inString);
        this.#node(node.value, "read", inString);
        return;
      case "if":
        this.ifs.push(node);
        for (const { condition, body } of node.branches) {
          this.#node(condition, "read", inString);
          walkNode(condition, (asked) => this.#guard(asked));
          this.nodes(body.children, "printed", inString);
        }
        this.nodes(node.otherwise?.body.children ?? [], "printed", inString);
        return;
      case "directive":
        this.#directive(node, inString);
        return;
      case "string":
        this.nodes(childrenOf(node), "printed", true);
        return;
      case "broken":
        this.broken.push(node);
        return;
    }
    this.nodes(childrenOf(node), "read", inString);
  }

  #guard(asked: VtlNode): undefined {
    if (asked.kind === "reference") this.guarded.add(asked.root);
  }

  #directive(directive: Directive, inString: boolean): void {
    const { name, args, body } = directive;
    this.directives.push(directive);
    if (name === "literal") return;
    const declares = name === "macro" ? args.length : name === "foreach" || name === "define" ? 1 : 0;
    for (const [index, arg] of args.entries()) {
      const isDeclared = index < declares;
      if (isDeclared) this.assigned.add(nameOf(arg));
      if (!isDeclared || arg.kind === "reference")
        this.#node(arg, isDeclared ? "declared" : "read", inString);
    }
    this.nodes(body?.children ?? [], "printed", inString);
  }
}

/** The name that the first token of a declaration stands for. */
function nameOf(declared: Expression | undefined): string {
  switch (declared?.kind) {
    case "reference":
      return declared.root;
    case "word":
      return declared.literal.replace(/^\$/, "");
    default:
      return "";
  }
}

/** The text of a string that is the same whatever the variables are. */
export function constantText(expression: Expression | undefined): string | undefined {
  return expression?.kind === "string" && isConstant(expression) ? expression.text : undefined;
}

function isConstant({ template }: StringLiteral): boolean {
  return template === undefined || template.children.every(({ kind }) => kind === "text");
}
