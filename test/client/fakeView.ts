// A tree view as VS Code paints one: it asks for what is open, once, and again only for what it is told has changed.
interface Item {
  readonly label: string;
  readonly collapsibleState: number;
  readonly description?: string;
  readonly tooltip?: string;
  readonly contextValue?: string;
  readonly command?: { readonly command: string; readonly arguments: readonly unknown[] };
}

export interface Provider {
  readonly onDidChangeTreeData: (listener: (node: unknown) => void) => unknown;
  getChildren(node?: unknown): Promise<readonly unknown[]>;
  getTreeItem(node: unknown): Item;
}

interface Row {
  readonly node: unknown;
  readonly path: string;
  item: Item;
  children: readonly Row[] | undefined;
}

const EXPANDED = 2;

export class FakeView {
  readonly #provider: Provider;
  readonly #opened = new Set<string>();
  /** How often rows that were on show were painted anew. */
  painted = 0;
  #rows: readonly Row[] = [];
  #painting: Promise<void> = Promise.resolve();

  constructor(provider: Provider) {
    this.#provider = provider;
    provider.onDidChangeTreeData((node) => this.#later(() => this.#repaint(node)));
  }

  /** Opens rows one after the other, the last of which may lead to nothing. */
  async open(...labels: readonly string[]): Promise<void> {
    for (const label of labels) {
      const row = await this.row(label);
      this.#opened.add(row.path);
      this.#later(async () => {
        row.children = await this.#load(row.node, row.path);
      });
    }
    await this.settled();
  }

  /** The first row whose text holds this one. */
  async row(text: string): Promise<Row> {
    await this.settled();
    const row = flat(this.#rows).find(([one]) => textOf(one).includes(text))?.[0];
    if (row === undefined) {
      throw new Error(`There is no row “${text}” in\n${this.#text()}`);
    }
    return row;
  }

  async text(): Promise<string> {
    await this.settled();
    return this.#text();
  }

  async show(): Promise<void> {
    this.#later(() => this.#repaint(undefined));
    await this.settled();
  }

  /** Painting may lead to more of it, and so may what the provider looks at by itself. */
  async settled(): Promise<void> {
    for (let seen: Promise<void> | undefined; seen !== this.#painting; ) {
      seen = this.#painting;
      await seen;
      await new Promise(setImmediate);
    }
  }

  #text(): string {
    return flat(this.#rows)
      .map(([row, depth]) => `${"  ".repeat(depth)}${textOf(row)}`)
      .join("\n");
  }

  #later(work: () => Promise<void>): void {
    this.#painting = this.#painting.then(work);
  }

  async #repaint(node: unknown): Promise<void> {
    this.painted++;
    if (node === undefined) {
      this.#rows = await this.#load(undefined, "");
      return;
    }
    const row = flat(this.#rows).find(([one]) => one.node === node)?.[0];
    if (row !== undefined) {
      row.item = this.#provider.getTreeItem(node);
      row.children = row.children && (await this.#load(node, row.path));
    }
  }

  async #load(node: unknown, path: string): Promise<readonly Row[]> {
    const rows: Row[] = [];
    for (const child of await this.#provider.getChildren(node)) {
      const item = this.#provider.getTreeItem(child);
      const row: Row = { node: child, path: `${path}/${item.label}`, item, children: undefined };
      if (item.collapsibleState === EXPANDED || this.#opened.has(row.path)) {
        row.children = await this.#load(child, row.path);
      }
      rows.push(row);
    }
    return rows;
  }
}

function flat(rows: readonly Row[], depth = 0): readonly (readonly [row: Row, depth: number])[] {
  return rows.flatMap((row) => [[row, depth] as const, ...flat(row.children ?? [], depth + 1)]);
}

function textOf({ item }: Row): string {
  return [item.label, item.description].filter((part) => part !== undefined).join(" · ");
}
