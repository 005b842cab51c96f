// TLS in front of a plain endpoint, with a certificate of one's choice, and a proxy that makes tunnels, on loopback.
// Invariant: what passes is counted, and what a proxy was told is kept.
import { readFileSync } from "node:fs";
import { createServer as createHttpServer, request } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";

const FOLDER = join(import.meta.dirname, "tls");
const KEY = readFileSync(join(FOLDER, "testOnly.key.pem"));

/** What signed the certificates that a good endpoint has. */
export const AUTHORITY = join(FOLDER, "ca.pem");

export type Certificate = "good" | "otherName" | "expired" | "notYetValid" | "selfSigned";

export interface Started {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Hands each request on to a plain endpoint on this machine, under the name that it knows of itself. */
export async function startTls(certificate: Certificate, plainPort: number): Promise<Started> {
  const cert = readFileSync(join(FOLDER, `${certificate}.pem`));
  const server = createHttpsServer({ key: KEY, cert }, (incoming, outgoing) => {
    const { method, url: path, headers } = incoming;
    const host = `127.0.0.1:${plainPort}`;
    const onward = request(
      { host: "127.0.0.1", port: plainPort, method, path, headers: { ...headers, host } },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  return started(server);
}

export interface StartedProxy extends Started {
  /** The hosts that tunnels were asked for, each with its port. */
  readonly asked: readonly string[];
}

export interface ProxyOptions {
  /** Where every tunnel leads, whatever name it is asked for. */
  readonly to: number;
  /** What it answers instead of making a tunnel. */
  readonly status?: number;
  /** `user:password`, without which it makes none. */
  readonly credentials?: string;
  /** It takes connections and says nothing. */
  readonly isSilent?: boolean;
}

export async function startProxy({ to, status, credentials, isSilent }: ProxyOptions): Promise<StartedProxy> {
  const asked: string[] = [];
  const wanted = credentials && `Basic ${Buffer.from(credentials).toString("base64")}`;
  const server = createHttpServer((_incoming, outgoing) => outgoing.writeHead(501).end());
  server.on("connect", ({ url = "", headers }, socket: Socket) => {
    asked.push(url);
    socket.on("error", () => undefined);
    if (isSilent === true) {
      return;
    }
    const refused = wanted === undefined || headers["proxy-authorization"] === wanted ? status : 407;
    if (refused !== undefined) {
      socket.end(`HTTP/1.1 ${refused} No\r\nContent-Length: 2\r\n\r\nno`);
      return;
    }
    const onward = connect(to, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    onward.on("error", () => socket.destroy());
  });
  return { asked, ...(await started(server)) };
}

/** What ends each connection with a word that is no TLS. */
export function startPlain(): Promise<Started> {
  return started(
    createServer((socket) => {
      socket.on("error", () => undefined).resume();
      socket.end("not TLS\r\n");
    }),
  );
}

async function started(server: Server): Promise<Started> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) {
          socket.destroy();
        }
      }),
  };
}
