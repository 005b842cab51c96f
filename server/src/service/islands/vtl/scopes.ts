// The names of a template: where variables and macros are given, and where they are read.
// Invariant: in the order of the text; an occurrence belongs to exactly one symbol, also where nothing defines it.
import { type Span, spanOf } from "../../text/span";
import { DIRECTIVES, type Directive, type Expression, type Reference, type Template } from "./tree";
import { childrenOf, isBareVariable, type VtlNode, walkNode, walkTemplate } from "./walk";

export type SymbolOrigin = "set" | "loop" | "parameter" | "define" | "macro";

/** One variable or macro. Loops and macros have variables of their own; all others are the template's. */
export interface VtlSymbol {
  readonly kind: "variable" | "macro";
  readonly name: string;
  readonly occurrences: readonly Occurrence[];
  /** Where it has its value: the body of the loop or macro, or the whole template. */
  readonly reach: Span;
}

export interface Occurrence {
  readonly name: string;
  /** The name alone, without `$`, `#` and braces. */
  readonly span: Span;
  /** How it comes to its value here; absent where it is read. */
  readonly gives: SymbolOrigin | undefined;
  /** What it is given: the value of a `#set`, or the list of a `#foreach`. */
  readonly value: Expression | undefined;
  /** The directive that gives the value, or calls the macro. */
  readonly directive: Directive | undefined;
  readonly reference: Reference | undefined;
}

export interface VtlScopes {
  readonly symbols: readonly VtlSymbol[];
  /** The innermost symbol of that name where it can be read. */
  readonly find: (kind: VtlSymbol["kind"], name: string, at: number) => VtlSymbol | undefined;
}

export function scopesOf(template: Template): VtlScopes {
  const scopes = new ScopeBuilder(namesInBodiesThatRunElsewhere(template), template.span);
  for (const macro of template.macros) {
    scopes.declareMacro(macro);
  }
  for (const child of template.children) {
    scopes.visit(child);
  }
  const symbols: readonly VtlSymbol[] = scopes.symbols;
  return {
    symbols,
    find: (kind, name, at) =>
      symbols.findLast(
        (symbol) =>
          symbol.kind === kind && symbol.name === name && symbol.reach.start <= at && at <= symbol.reach.end,
      ),
  };
}

interface OpenSymbol extends VtlSymbol {
  readonly occurrences: Occurrence[];
}

class ScopeBuilder {
  readonly symbols: OpenSymbol[] = [];
  readonly #global = new Map<string, OpenSymbol>();
  readonly #macros = new Map<string, OpenSymbol>();
  readonly #inner: Map<string, OpenSymbol>[] = [];
  readonly #readElsewhere: ReadonlySet<string>;
  readonly #whole: Span;

  constructor(readElsewhere: ReadonlySet<string>, whole: Span) {
    this.#readElsewhere = readElsewhere;
    this.#whole = whole;
  }

  declareMacro(directive: Directive): void {
    const [name] = directive.args;
    if (name?.kind === "word") {
      this.#add(this.#macro(name.literal), { span: name.span, gives: "macro", directive });
    }
  }

  visit(node: VtlNode): void {
    switch (node.kind) {
      case "set":
        this.visit(node.value);
        if (node.target.steps.length === 0 && node.targetName === node.target.root) {
          const symbol = this.#variable(node.target.root);
          this.#add(symbol, {
            span: node.target.rootSpan,
            gives: "set",
            value: node.value,
            reference: node.target,
          });
        } else {
          this.visit(node.target);
        }
        return;
      case "directive":
        this.#directive(node);
        return;
      case "reference":
        if (!node.runt) {
          this.#add(this.#variable(node.root), { span: node.rootSpan, reference: node });
        }
        break;
    }
    for (const child of childrenOf(node)) {
      this.visit(child);
    }
  }

  #directive(directive: Directive): void {
    const { name, args, body } = directive;
    switch (name) {
      case "foreach": {
        const [item, ...rest] = args;
        this.#visitAll(rest);
        const list = rest.at(-1);
        const variable = item?.kind === "reference" && isBareVariable(item) ? item : undefined;
        if (variable === undefined && item !== undefined) {
          this.visit(item);
        }
        const isOwn = variable !== undefined && !this.#readElsewhere.has(variable.root);
        this.#within(isOwn && body !== undefined ? [variable.root] : [], body?.span, () => {
          if (variable !== undefined) {
            const { rootSpan: span } = variable;
            const value = list?.kind === "word" ? undefined : list;
            this.#add(this.#variable(variable.root), {
              span,
              gives: "loop",
              value,
              directive,
              reference: variable,
            });
          }
          this.#visitAll(body?.children ?? []);
        });
        return;
      }
      case "macro": {
        const parameters = args.slice(1).filter((arg) => arg.kind === "reference");
        const names = parameters.map(({ root }) => root);
        this.#within(names, body?.span, () => {
          for (const reference of parameters) {
            this.#add(this.#variable(reference.root), {
              span: reference.rootSpan,
              gives: "parameter",
              directive,
              reference,
            });
          }
          this.#visitAll(body?.children ?? []);
        });
        return;
      }
      case "define": {
        const [variable] = args;
        if (variable?.kind === "reference" && isBareVariable(variable)) {
          const { root, rootSpan: span } = variable;
          this.#add(this.#variable(root), { span, gives: "define", directive, reference: variable });
        }
        this.#visitAll(body?.children ?? []);
        return;
      }
    }
    if (!DIRECTIVES.has(name)) {
      this.#add(this.#macro(name.replace(/^@/, "")), { span: macroNameSpan(directive), directive });
    }
    this.#visitAll([...args, ...(body?.children ?? [])]);
  }

  #visitAll(nodes: readonly VtlNode[]): void {
    for (const node of nodes) {
      this.visit(node);
    }
  }

  /** Names that mean something else inside of a body. */
  #within(names: readonly string[], reach: Span | undefined, visit: () => void): void {
    const own = new Map(names.map((name) => [name, this.#open("variable", name, reach ?? this.#whole)]));
    this.#inner.push(own);
    visit();
    this.#inner.pop();
  }

  #variable(name: string): OpenSymbol {
    const inner = this.#inner.findLast((scope) => scope.has(name))?.get(name);
    return inner ?? this.#kept(this.#global, "variable", name);
  }

  #macro(name: string): OpenSymbol {
    return this.#kept(this.#macros, "macro", name);
  }

  #kept(among: Map<string, OpenSymbol>, kind: VtlSymbol["kind"], name: string): OpenSymbol {
    const known = among.get(name);
    if (known !== undefined) {
      return known;
    }
    const opened = this.#open(kind, name, this.#whole);
    among.set(name, opened);
    return opened;
  }

  #open(kind: VtlSymbol["kind"], name: string, reach: Span): OpenSymbol {
    const symbol: OpenSymbol = { kind, name, reach, occurrences: [] };
    this.symbols.push(symbol);
    return symbol;
  }

  #add(symbol: OpenSymbol, what: Pick<Occurrence, "span"> & Partial<Occurrence>): void {
    const { span, gives, value, directive, reference } = what;
    symbol.occurrences.push({ name: symbol.name, span, gives, value, directive, reference });
  }
}

/** The name of a call such as `#name(…)`, `#{name}` or `#@name(…)`. */
function macroNameSpan({ name, nameSpan }: Directive): Span {
  const bare = name.replace(/^@/, "");
  const end = nameSpan.end - (nameSpan.end - nameSpan.start > name.length + 1 ? 1 : 0);
  return spanOf(Math.max(nameSpan.start, end - bare.length), end);
}

/** The bodies of macros and `#define` run where they are called: a loop there lends them its variable. */
function namesInBodiesThatRunElsewhere(template: Template): ReadonlySet<string> {
  const names = new Set<string>();
  walkTemplate(template, (node) => {
    if (node.kind === "directive" && (node.name === "macro" || node.name === "define")) {
      const own = new Set(node.args.map((arg) => (arg.kind === "reference" ? arg.root : "")));
      for (const child of node.body?.children ?? []) {
        walkNode(child, (inner) => {
          if (inner.kind === "reference" && !own.has(inner.root)) {
            names.add(inner.root);
          }
          return undefined;
        });
      }
      return false;
    }
    return undefined;
  });
  return names;
}
