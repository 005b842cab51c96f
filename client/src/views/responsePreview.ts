// Preview Response: what a client of the API would receive, as a read-only document that follows the active response,
// or the one whose template is in front.
// Invariant: it is asked for anew at each change, one question at a time, and what is superseded is never shown.
import {
  CancellationTokenSource,
  CodeLens,
  Disposable,
  EventEmitter,
  l10n,
  languages,
  Range,
  TabInputText,
  type TextDocument,
  Uri,
  ViewColumn,
  window,
  workspace,
} from "vscode";
import {
  CLIENT_COMMANDS,
  type Preview,
  type PreviewAnswer,
  type PreviewParams,
  SAMPLE_FILES,
  type TemplateAddress,
} from "../../../server/src/contract";
import type { Connection } from "../connect";
import { isOurs, isTemplate } from "../documents";
import type { TemplateUriName } from "../editTemplate/templateUri";
import { PREVIEW_SCHEME, PREVIEW_URI, PreviewDocument } from "./previewDocument";
import type { PreviewMemory } from "./previewMemory";

/** Which template a virtual document shows. */
type TemplateOf = (uri: Uri) => TemplateUriName | undefined;

interface Front {
  readonly document: TextDocument;
  readonly address: TemplateAddress;
}

export interface PreviewParts {
  readonly connection: Connection;
  readonly memory: PreviewMemory;
  readonly templateOf: TemplateOf;
}

export class ResponsePreview implements Disposable {
  readonly #connection: Connection;
  readonly #memory: PreviewMemory;
  readonly #document = new PreviewDocument(() => this.#text());
  readonly #didChangeLenses = new EventEmitter<void>();
  readonly #listening: Disposable[];
  readonly #templateOf: TemplateOf;
  #source: TextDocument | undefined;
  /** The template of the source that is in front, where one is edited apart. */
  #template: Front | undefined;
  #answer: PreviewAnswer | undefined;
  /** How often something changed, and up to which change it has been answered. */
  #changes = 0;
  #answered = 0;
  #asking: CancellationTokenSource | undefined;
  /** Until everything is answered that was asked. */
  #running: Promise<void> | undefined;
  /** Until a preview that came back with its window follows what it followed. */
  #restoring: Promise<void> | undefined;
  #isWatching = false;

  constructor({ connection, memory, templateOf }: PreviewParts) {
    this.#connection = connection;
    this.#memory = memory;
    this.#templateOf = templateOf;
    this.#listening = [
      this.#document,
      this.#didChangeLenses,
      languages.registerCodeLensProvider(
        { scheme: PREVIEW_SCHEME },
        { onDidChangeCodeLenses: this.#didChangeLenses.event, provideCodeLenses: () => this.#lenses() },
      ),
      window.onDidChangeActiveTextEditor(() => this.#followFront()),
      // The document that is followed has another name now, and is another one.
      workspace.onDidRenameFiles(() => this.#followFront()),
      window.onDidChangeVisibleTextEditors(() => this.#refresh()),
      window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor.document === this.#source) {
          this.#refresh();
        }
      }),
      workspace.onDidChangeTextDocument(({ document }) => {
        const isShown = this.#source !== undefined && isPreviewShown();
        if (
          isShown &&
          (document === this.#source || SAMPLE_FILES.test(document.uri.path) || isOurs(document))
        ) {
          this.#refresh();
        }
      }),
      connection.onDidStart(() => this.#refresh()),
    ];
    if (columnOf(PREVIEW_URI) !== undefined) {
      this.#watch();
      this.#restoring = this.#restore();
    }
  }

  /** What is shown, where something is. */
  get shown(): Preview | undefined {
    return this.#answer?.kind === "preview" ? this.#answer : undefined;
  }

  get source(): TextDocument | undefined {
    return this.#source;
  }

  async open(): Promise<void> {
    await this.#follow(window.activeTextEditor?.document);
    this.#watch();
    const document = await workspace.openTextDocument(PREVIEW_URI);
    await window.showTextDocument(document, {
      viewColumn: columnOf(PREVIEW_URI) ?? ViewColumn.Beside,
      preserveFocus: true,
      preview: false,
    });
    this.#refresh();
  }

  /** Where the response is edited, so that nothing is opened over the preview. */
  get sourceColumn(): ViewColumn | undefined {
    return this.#source && columnOf(this.#source.uri);
  }

  /** Back to what is edited, which a click into the preview has left. */
  async focusSource(): Promise<void> {
    const edited = this.#template?.document ?? this.#source;
    if (edited !== undefined) {
      await window.showTextDocument(edited, { viewColumn: columnOf(edited.uri) ?? ViewColumn.Active });
    }
  }

  choose(sample: string): void {
    if (this.#source !== undefined) {
      void this.#memory.choose(this.#source.uri, sample);
      this.#refresh();
    }
  }

  dispose(): void {
    this.#asking?.cancel();
    this.#asking?.dispose();
    Disposable.from(...this.#listening).dispose();
  }

  async #restore(): Promise<void> {
    const active = window.activeTextEditor?.document;
    const front = active !== undefined && isOurs(active) ? active : await openedAgain(this.#memory.front);
    if (this.#source === undefined) {
      await this.#follow(front);
    }
  }

  #followFront(): void {
    if (isPreviewShown()) {
      void this.#follow(window.activeTextEditor?.document);
    }
  }

  async #follow(document: TextDocument | undefined): Promise<void> {
    if (document === undefined || !isOurs(document)) {
      return;
    }
    const name = isTemplate(document) ? this.#templateOf(document.uri) : undefined;
    const source = isTemplate(document) ? await openedAgain(name?.document) : document;
    const active = window.activeTextEditor?.document;
    const isLeft = document !== active && active !== undefined && isOurs(active);
    if (source === undefined || isLeft) {
      return;
    }
    const isOther = source !== this.#source;
    if (isOther || document !== (this.#template?.document ?? this.#source)) {
      this.#source = source;
      this.#template = name && { document, address: name.address };
      this.#answer = isOther ? undefined : this.#answer;
      void this.#memory.follow(document.uri);
      this.#refresh();
    }
  }

  /** Samples also change on the disk. Nobody watches before a preview was opened. */
  #watch(): void {
    if (this.#isWatching) {
      return;
    }
    this.#isWatching = true;
    const watcher = workspace.createFileSystemWatcher("**/*.samples.json");
    const refresh = () => this.#refresh();
    this.#listening.push(
      watcher,
      watcher.onDidChange(refresh),
      watcher.onDidCreate(refresh),
      watcher.onDidDelete(refresh),
    );
  }

  #refresh(): void {
    if (this.#source !== undefined && isPreviewShown()) {
      void this.#askAnew();
    }
  }

  /** Resolves when the latest is answered. */
  #askAnew(): Promise<void> {
    this.#changes++;
    this.#asking?.cancel();
    this.#running ??= this.#ask();
    return this.#running;
  }

  async #ask(): Promise<void> {
    while (this.#answered !== this.#changes && this.#source !== undefined) {
      const asked = this.#changes;
      const followed = this.#source;
      const source = await current(followed);
      if (this.#source === followed) {
        this.#source = source;
      }
      const asking = new CancellationTokenSource();
      this.#asking = asking;
      // The change that is asked about is told to the server by another listener of the same event.
      await new Promise((resolve) => setTimeout(resolve, 0));
      const answer = await this.#connection
        .preview(this.#paramsOf(source), asking.token)
        .catch(() => undefined);
      asking.dispose();
      this.#answered = asked;
      const isCurrent = source === this.#source && answer !== undefined && !isBehind(answer, source);
      if (isCurrent) {
        this.#answer = answer;
        this.#document.changed();
        this.#didChangeLenses.fire();
      }
    }
    this.#asking = undefined;
    this.#running = undefined;
  }

  #paramsOf(source: TextDocument): PreviewParams {
    const uri = source.uri.toString();
    const cursor = window.visibleTextEditors.find(({ document }) => document === source)?.selection.active;
    const sample = this.#memory.sampleOf(source.uri);
    const front = this.#template;
    // Its key may have been renamed since it came to the front.
    const template = front && (this.#templateOf(front.document.uri)?.address ?? front.address);
    return {
      uri,
      ...(cursor === undefined ? {} : { line: cursor.line, character: cursor.character }),
      ...(template === undefined ? {} : { template }),
      ...(sample === undefined ? {} : { sample }),
    };
  }

  /** A preview that is opened is read before it is shown, and is asked for by that. */
  async #text(): Promise<string> {
    await this.#restoring;
    if (this.#answer === undefined && this.#source !== undefined) {
      await (this.#running ?? this.#askAnew());
    }
    if (this.#answer === undefined) {
      return this.#source === undefined
        ? `# ${l10n.t("Open an integration response to see what a client would receive.")}\n`
        : "";
    }
    return this.#answer.kind === "preview" ? this.#answer.text : `# ${this.#answer.message}\n`;
  }

  #lenses(): CodeLens[] {
    const shown = this.shown;
    const source = this.#source;
    if (shown === undefined || source === undefined) {
      return [];
    }
    const top = new Range(0, 0, 0, 0);
    const { sample } = shown;
    return [
      new CodeLens(top, {
        title: l10n.t("Response {0}", shown.title),
        tooltip: source.uri.path,
        command: "vscode.open",
        arguments: [source.uri],
      }),
      new CodeLens(top, {
        title: l10n.t("Sample: {0}", sample.name),
        tooltip: l10n.t("Choose another sample"),
        command: CLIENT_COMMANDS.chooseSample,
      }),
      sample.file === undefined
        ? new CodeLens(top, { title: l10n.t("New Sample…"), command: CLIENT_COMMANDS.newSample })
        : new CodeLens(top, {
            title: l10n.t("Open Samples"),
            command: "vscode.open",
            arguments: [Uri.parse(sample.file)],
          }),
    ];
  }
}

/** Opened, where it is not. An untitled document that is gone stays so: opening it would make a new one. */
async function openedAgain(uri: Uri | undefined): Promise<TextDocument | undefined> {
  const open = workspace.textDocuments.find(
    (document) => !document.isClosed && document.uri.toString() === uri?.toString(),
  );
  return open ?? (uri === undefined || uri.scheme === "untitled" ? undefined : opened(uri));
}

async function opened(uri: Uri): Promise<TextDocument | undefined> {
  try {
    return await workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}

/** Its tab may be closed while a template of it is edited apart. */
async function current(source: TextDocument): Promise<TextDocument> {
  return source.isClosed ? ((await openedAgain(source.uri)) ?? source) : source;
}

/** Made of a version before the one that is there: the next answer is on its way. */
function isBehind(answer: PreviewAnswer, source: TextDocument): boolean {
  return answer.kind === "preview" && answer.version < source.version;
}

export function isPreviewShown(): boolean {
  return window.visibleTextEditors.some(({ document }) => document.uri.scheme === PREVIEW_SCHEME);
}

/** Where the preview's tab is already. */
function columnOf(uri: Uri): ViewColumn | undefined {
  const shows = (input: unknown): boolean =>
    input instanceof TabInputText && input.uri.toString() === uri.toString();
  return window.tabGroups.all.find(({ tabs }) => tabs.some(({ input }) => shows(input)))?.viewColumn;
}
