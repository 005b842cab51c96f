// The rule machine: runs every rule on its subjects. A rule that throws costs only itself.
// Where the text is broken the syntax is the one thing to mend: no other rule is heard there.
import { sortInSteps } from "../inSteps";
import type { DocumentFacts } from "../model/dialects/dialect";
import type {
  IntegrationResponse,
  Mapping,
  SelectionPattern,
  TemplateText,
} from "../model/integrationResponse";
import type { Backend, Method } from "../model/method";
import { findBrokenTextInSteps } from "../syntax/brokenText";
import type { SyntaxProblemCode, Tree } from "../syntax/node";
import type { DecodedText } from "../text/decodedText";
import type { Span } from "../text/span";
import type { Finding, Island, PatternIsland, Problem, Rule, TemplateIsland } from "./rule";

export interface RuleFailure {
  readonly rule: string;
  readonly error: unknown;
}

export interface Checked {
  readonly findings: readonly Finding[];
  readonly failures: readonly RuleFailure[];
}

export interface Checkable {
  readonly tree: Tree;
  readonly response: IntegrationResponse | undefined;
  readonly facts: DocumentFacts;
  /** The whole text, where it is a template that stands alone: then only rules of templates have a say. */
  readonly template?: TemplateText;
  /** The response that such a template is shown from, where that is in sight. */
  readonly holder?: IntegrationResponse | undefined;
}

/**
 * Which rules need not be asked again. An island is judged by itself: a rule that found nothing in it finds nothing
 * while it stays as it is, wherever it stands. A rule that did not even look at it has nothing to say of its kind.
 */
export interface Settled {
  readonly rules: readonly Rule[];
  /** The rules that look at islands of a kind, by their places in the list. */
  readonly concerned: Readonly<Record<Island["kind"], readonly number[]>>;
  /** In the order in which they were looked at. */
  readonly islands: readonly SettledIsland[];
}

interface SettledIsland {
  readonly kind: Island["kind"];
  /** How it is written. */
  readonly source: string;
  readonly mayBeCut: boolean;
  /** The rules that found something, or looked at what is around it. */
  readonly again: readonly number[];
}

export interface CheckedBlock extends Checked {
  readonly settled: Settled;
}

/** Subjects and problems: one subject may have as many problems as the text has characters. */
const CHECKED_PER_STEP = 512;

/** Findings come in the order of the text. Yields at bounded steps. `before` is what an earlier version settled. */
export function* checkRules(
  rules: readonly Rule[],
  checkable: Checkable,
  before?: Settled,
): Generator<void, CheckedBlock> {
  const { tree, response, facts, template: alone } = checkable;
  const asking = new Asking(rules, yield* findBrokenTextInSteps(tree));
  for (const [at, rule] of rules.entries()) {
    const isAbout =
      (rule.subject === "document" &&
        alone === undefined &&
        asking.ask(at, () => rule.check({ tree, facts, response }))) ||
      (rule.subject === "response" && response && asking.ask(at, () => rule.check(response)));
    if (isAbout) {
      yield* asking.hear();
    }
  }
  const settled = yield* askAboutIslands(
    asking,
    checkable,
    before !== undefined && areSame(before.rules, rules) ? before : undefined,
  );
  return { findings: yield* sortInSteps(asking.found, inOrder), failures: asking.failures, settled };
}

function areSame(one: readonly Rule[], other: readonly Rule[]): boolean {
  return one === other || (one.length === other.length && one.every((rule, at) => rule === other[at]));
}

function* askAboutIslands(
  asking: Asking,
  { response, facts, template: alone, holder }: Checkable,
  before: Settled | undefined,
): Generator<void, Settled> {
  const { rules } = asking;
  const all = [...rules.keys()].filter((at) => rules[at]?.subject === "island");
  const concerned = { ...(before?.concerned ?? { mapping: all, pattern: all, template: all }) };
  const settled: SettledIsland[] = [];
  const found =
    alone !== undefined
      ? [islandAlone(alone, facts.mediaType, holder)]
      : response === undefined
        ? []
        : islandsOf(response);
  const look: Look = { isInside: false, isAround: false };
  let asked = 0;
  for (const [index, written] of found.entries()) {
    if (asked >= CHECKED_PER_STEP) {
      asked = 0;
      yield;
    }
    const { kind, source, mayBeCut = false, show } = written;
    const known = before && knownAmong(before.islands, written, index, found.length);
    if (known?.again.length === 0) {
      // Not the known one itself: its source is a part of the earlier text, and would keep all of it.
      settled.push({ kind, source, mayBeCut, again: known.again });
      asked++;
      continue;
    }
    const toAsk = known?.again ?? concerned[kind];
    const island = show(look);
    const again: number[] = [];
    const looking: number[] = [];
    for (const at of toAsk) {
      const rule = rules[at];
      look.isInside = false;
      look.isAround = false;
      const isSaying = rule?.subject === "island" && asking.ask(at, () => rule.check(island));
      if (isSaying) {
        yield* asking.hear();
      }
      const isOpen = isSaying || asking.failed.has(at);
      if (isOpen || look.isAround) {
        again.push(at);
      }
      if (isOpen || look.isInside) {
        looking.push(at);
      }
    }
    if (known === undefined) {
      concerned[kind] = looking;
    }
    settled.push({ kind, source, mayBeCut, again });
    asked += 1 + toAsk.length;
  }
  return { rules, concerned, islands: settled };
}

/** The same island in the earlier version, counted from the first or from the last: an edit is in one place. */
function knownAmong(
  islands: readonly SettledIsland[],
  { kind, source, mayBeCut = false }: IslandInSource,
  at: number,
  count: number,
): SettledIsland | undefined {
  const isSame = (island: SettledIsland | undefined): boolean =>
    island?.kind === kind && island.source === source && island.mayBeCut === mayBeCut;
  const fromEnd = islands.length - count + at;
  return isSame(islands[at]) ? islands[at] : isSame(islands[fromEnd]) ? islands[fromEnd] : undefined;
}

/** Asks one rule after the other about one subject after the other. */
class Asking {
  readonly rules: readonly Rule[];
  /** By the rule's place in the list. */
  readonly found: Finding[][];
  readonly failures: RuleFailure[] = [];
  /** The places of the rules that threw: they are not asked any more. */
  readonly failed = new Set<number>();
  readonly #isBroken: (span: Span) => boolean;
  #saying: { readonly at: number; readonly problems: Iterator<Problem>; first: Problem } | undefined;

  constructor(rules: readonly Rule[], isBroken: (span: Span) => boolean) {
    this.rules = rules;
    this.found = rules.map(() => []);
    this.#isBroken = isBroken;
  }

  /** Whether the rule has something to say. Most have not, which costs no generator of ours. */
  ask(at: number, check: () => Iterable<Problem>): boolean {
    if (this.failed.has(at)) {
      return false;
    }
    try {
      const problems = check()[Symbol.iterator]();
      const first = problems.next();
      this.#saying = first.done === true ? undefined : { at, problems, first: first.value };
    } catch (error) {
      this.#fail(at, error);
    }
    return this.#saying !== undefined;
  }

  /** Takes all that the rule has to say which was asked last. */
  *hear(): Generator<void, void> {
    const saying = this.#saying;
    this.#saying = undefined;
    const rule = saying && this.rules[saying.at];
    if (saying === undefined || rule === undefined) {
      return;
    }
    const { at, problems, first } = saying;
    try {
      let heard = 0;
      for (let problem: Problem | undefined = first; problem !== undefined; ) {
        if (rule.subject === "document" || !this.#isBroken(problem.span)) {
          this.found[at]?.push(findingOf(rule, problem));
        }
        if (++heard % CHECKED_PER_STEP === 0) {
          yield;
        }
        const next: IteratorResult<Problem> = problems.next();
        problem = next.done === true ? undefined : next.value;
      }
    } catch (error) {
      this.#fail(at, error);
    }
  }

  #fail(at: number, error: unknown): void {
    this.failed.add(at);
    this.failures.push({ rule: this.rules[at]?.id ?? "", error });
  }
}

function inOrder({ span: a }: Finding, { span: b }: Finding): number {
  return a.start - b.start || a.end - b.end;
}

/** What may be wrong with a text without hiding a part of it. */
const HARMLESS: ReadonlySet<SyntaxProblemCode> = new Set(["comment", "controlCharacter", "trailingComma"]);

function hidesParts({ problems }: Tree): boolean {
  return problems.some(({ code }) => !HARMLESS.has(code));
}

/** The findings about a method that lie in one document. A text that is broken may hide what seems to be missing. */
export function checkMethod(rules: readonly Rule[], method: Method, uri: string): Checked {
  const findings: Finding[] = [];
  const failures: RuleFailure[] = [];
  const trees = [...method.members.map(({ response }) => response.tree), method.declarations?.tree];
  if (trees.some((tree) => tree !== undefined && hidesParts(tree))) {
    return { findings, failures };
  }
  for (const rule of rules) {
    if (rule.subject !== "method") {
      continue;
    }
    try {
      for (const problem of rule.check(method)) {
        if (problem.uri === uri) {
          findings.push(findingOf(rule, problem));
        }
      }
    } catch (error) {
      failures.push({ rule: rule.id, error });
    }
  }
  findings.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return { findings, failures };
}

interface IslandInSource {
  readonly kind: Island["kind"];
  readonly source: string;
  /** Of a template. */
  readonly mayBeCut?: boolean;
  /** What a rule gets to see of it; `look` is told what the rule looked at. */
  readonly show: (look: Look) => Island;
}

interface Look {
  isInside: boolean;
  isAround: boolean;
}

/** A template that is a document of its own. */
function islandAlone(
  { text, parsed }: TemplateText,
  mediaType: string | undefined,
  response: IntegrationResponse | undefined,
): IslandInSource {
  return {
    kind: "template",
    source: text.value,
    show: (look) => new ShownTemplate({ mediaType, parsed }, text, { mayBeCut: false, response, look }),
  };
}

function islandsOf(response: IntegrationResponse): readonly IslandInSource[] {
  const { tree, mappings, pattern, templates } = response;
  const sourceOf = ({ start, end }: Span): string => tree.text.slice(start, end);
  const islands: IslandInSource[] = mappings.map((mapping) => ({
    kind: "mapping",
    source: sourceOf(mapping.property),
    show: (look) => new ShownMapping(mapping, look),
  }));
  if (pattern !== undefined) {
    islands.push({
      kind: "pattern",
      source: sourceOf(pattern.node),
      show: (look) => new ShownPattern(pattern, response, look),
    });
  }
  const mayBeCut = templates.length > 0 && hidesParts(tree);
  for (const template of templates) {
    const { value, property } = template;
    if (value !== undefined) {
      islands.push({
        kind: "template",
        source: sourceOf(property),
        mayBeCut,
        show: (look) => new ShownTemplate(template, value.text, { mayBeCut, response, look }),
      });
    }
  }
  return islands;
}

class ShownMapping {
  readonly kind = "mapping";
  readonly #mapping: Mapping;
  readonly #look: Look;

  constructor(mapping: Mapping, look: Look) {
    this.#mapping = mapping;
    this.#look = look;
  }

  get mapping(): Mapping {
    this.#look.isInside = true;
    return this.#mapping;
  }
}

class ShownPattern implements PatternIsland {
  readonly kind = "pattern";
  readonly #pattern: SelectionPattern;
  readonly #response: IntegrationResponse;
  readonly #look: Look;

  constructor(pattern: SelectionPattern, response: IntegrationResponse, look: Look) {
    this.#pattern = pattern;
    this.#response = response;
    this.#look = look;
  }

  get pattern(): SelectionPattern {
    this.#look.isInside = true;
    return this.#pattern;
  }

  get backend(): Backend | undefined {
    return this.response.backend;
  }

  get response(): IntegrationResponse {
    this.#look.isInside = true;
    this.#look.isAround = true;
    return this.#response;
  }
}

interface AroundTemplate {
  readonly mayBeCut: boolean;
  readonly response: IntegrationResponse | undefined;
  readonly look: Look;
}

type WrittenTemplate = Pick<TemplateIsland, "mediaType" | "parsed">;

class ShownTemplate implements TemplateIsland {
  readonly kind = "template";
  readonly #template: WrittenTemplate;
  readonly #text: DecodedText;
  readonly mayBeCut: boolean;
  readonly #response: IntegrationResponse | undefined;
  readonly #look: Look;

  constructor(template: WrittenTemplate, text: DecodedText, around: AroundTemplate) {
    this.#template = template;
    this.#text = text;
    this.mayBeCut = around.mayBeCut;
    this.#response = around.response;
    this.#look = around.look;
  }

  get text(): DecodedText {
    this.#look.isInside = true;
    return this.#text;
  }

  get parsed(): TemplateIsland["parsed"] {
    this.#look.isInside = true;
    return this.#template.parsed;
  }

  get mediaType(): string | undefined {
    this.#look.isInside = true;
    return this.#template.mediaType;
  }

  get requests(): TemplateIsland["requests"] {
    return this.response?.requests;
  }

  get response(): IntegrationResponse | undefined {
    this.#look.isInside = true;
    this.#look.isAround = true;
    return this.#response;
  }
}

function findingOf(rule: Rule, problem: Problem): Finding {
  return {
    ...problem,
    rule: rule.id,
    severity: problem.severity ?? rule.severity,
    evidence: problem.evidence ?? rule.evidence,
  };
}
