/**
 * Listens to browser companions, each through its relay, and says what they vouch for.
 *
 * A companion is believed about the pages of the browser that started its relay, which the
 * kernel names, and about nothing else. A browser has one companion at a time.
 *
 * @module
 */
import { chmod, unlink } from "node:fs/promises";
import { connect, createServer, type Server, type Socket } from "node:net";
import { companionExtensionId } from "../../contract/companion-names.ts";
import type { FromCompanion } from "../../contract/companion.ts";
import type { Origin } from "../../contract/ids.ts";
import type { BrowserContext, BrowserSink } from "../../core/ports/browser-context.ts";
import { SourceUnavailable } from "../../core/ports/input-source.ts";
import type { Health, Mono } from "../../core/ports/observation.ts";
import { browserOf, knownBrowsers, linuxPeer, type PeerOf } from "./browser-process.ts";
import { prepareCompanionDirectory, socketIn } from "./companion-directory.ts";
import { CompanionLine, type LineFault } from "./companion-line.ts";
import { CompanionSession } from "./companion-session.ts";

export interface CompanionServerOptions {
  /** The folder that was given to `installHostManifest`. */
  readonly directory: string;
  readonly now: () => Mono;
  /** The same moment on the clock of `now`. */
  readonly epochToMono: (epochMs: number) => Mono;
  /** Real paths of browsers' executables. */
  readonly browsers?: readonly string[];
  readonly extensionId?: string;
  readonly pollMs?: number;
  readonly lostAfterMs?: number;
  readonly peerOf?: PeerOf;
  /** Called when a browser says which hosts its participant granted, as match patterns. */
  readonly onGranted?: (browserPid: number, hosts: readonly string[]) => void;
}

const maxConnections = 16;

type Refusal = LineFault | "unknown-browser" | "second-companion" | "wrong-version" | "too-much";

const inWords: Readonly<Record<Refusal, string>> = {
  unproven: "A program without Assent's token tried to speak as a browser and was refused",
  malformed: "A browser companion sent what this version does not understand: update both",
  "too-late": "A relay did not prove itself in time and was refused",
  "unknown-browser": "A relay was not started by a browser that Assent knows and was refused",
  "second-companion": "Two profiles of one browser run the companion: only the first is recorded",
  "wrong-version": "The browser companion does not fit this version of Assent: update both",
  "too-much": "A browser companion sent more than a person can cause and was disconnected",
};

export class CompanionServer implements BrowserContext {
  readonly #options: CompanionServerOptions;
  readonly #sessions = new Map<number, CompanionSession>();
  readonly #refusals = new Set<Refusal>();
  #offered: readonly Origin[] = [];
  #running = false;

  constructor(options: CompanionServerOptions) {
    this.#options = options;
  }

  async start(sink: BrowserSink): Promise<AsyncDisposable> {
    if (this.#running) throw new SourceUnavailable("Cannot listen to browsers: it is done already");
    const token = await prepareCompanionDirectory(this.#options.directory);
    const path = socketIn(this.#options.directory);
    await removeStaleSocket(path);
    const peerOf = this.#options.peerOf ?? linuxPeer();
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
      void this.#admit(socket, token, peerOf, sink);
    });
    server.maxConnections = maxConnections;
    await listen(server, path);
    await chmod(path, 0o600);
    this.#running = true;
    const { pollMs = 100 } = this.#options;
    let tick = 0;
    const timer = setInterval(() => {
      tick += 1;
      for (const session of this.#sessions.values()) session.tick(tick);
    }, pollMs);
    return {
      [Symbol.asyncDispose]: async () => {
        clearInterval(timer);
        const closed = new Promise((resolve) => server.close(resolve));
        for (const session of this.#sessions.values()) session.lost();
        this.#sessions.clear();
        for (const socket of sockets) socket.destroy();
        await closed;
        this.#running = false;
      },
    };
  }

  health(): Health {
    const reasons = [...this.#refusals].map((refusal) => inWords[refusal]);
    if (!this.#running) reasons.unshift("Assent does not listen to browsers at the moment");
    else if (this.#sessions.size === 0)
      reasons.unshift(
        "No browser with the companion is open. Install it with `assent browser install`, then open the browser",
      );
    return { ok: this.#running && this.#sessions.size > 0, reasons };
  }

  /** Sites that every companion's options page shall offer for granting. */
  offer(origins: readonly Origin[]): void {
    this.#offered = origins.slice(0, 200);
    for (const session of this.#sessions.values())
      session.send({ kind: "offer", origins: this.#offered });
  }

  /** Match patterns of the granted hosts, by the browser's process. */
  granted(): ReadonlyMap<number, readonly string[]> {
    return new Map([...this.#sessions].map(([pid, session]) => [pid, session.granted]));
  }

  async #admit(socket: Socket, token: Buffer, peerOf: PeerOf, sink: BrowserSink): Promise<void> {
    // Nothing is read until it is known who connected.
    socket.pause();
    socket.on("error", () => socket.destroy());
    const peer = peerOf(socket);
    const known = this.#options.browsers ?? knownBrowsers;
    const pid =
      peer === undefined || peer.uid !== process.getuid?.()
        ? undefined
        : await browserOf(peer.pid, known);
    if (pid === undefined) return this.#refuse(socket, "unknown-browser");
    if (this.#sessions.has(pid)) return this.#refuse(socket, "second-companion");
    this.#serve(socket, token, pid, sink);
  }

  #serve(socket: Socket, token: Buffer, pid: number, sink: BrowserSink): void {
    let session: CompanionSession | undefined;
    const line = new CompanionLine(socket, token, {
      proven: () => undefined,
      message: (message) => {
        session ??= this.#greet(socket, line, pid, sink, message);
        if (session?.hear(message) === false) this.#refuse(socket, "too-much");
      },
      closed: (fault) => {
        if (fault !== undefined) this.#refusals.add(fault);
        if (session === undefined || this.#sessions.get(pid) !== session) return;
        session.lost();
        this.#sessions.delete(pid);
      },
    });
    socket.resume();
  }

  #greet(
    socket: Socket,
    line: CompanionLine,
    pid: number,
    sink: BrowserSink,
    hello: FromCompanion,
  ): CompanionSession | undefined {
    const expected = this.#options.extensionId ?? companionExtensionId;
    if (hello.kind !== "hello" || hello.extensionId !== expected) {
      this.#refuse(socket, "wrong-version");
      return undefined;
    }
    if (this.#sessions.has(pid)) {
      this.#refuse(socket, "second-companion");
      return undefined;
    }
    const session = new CompanionSession(pid, line, sink, this.#options);
    this.#sessions.set(pid, session);
    this.#refusals.clear();
    session.send({ kind: "offer", origins: this.#offered });
    session.tick(0);
    return session;
  }

  #refuse(socket: Socket, refusal: Refusal): void {
    this.#refusals.add(refusal);
    socket.destroy();
  }
}

/** A socket that nobody listens on was left by an agent that was killed. */
async function removeStaleSocket(path: string): Promise<void> {
  const answer = await new Promise<string | undefined>((resolve) => {
    const probe = connect(path);
    probe.once("connect", () => {
      probe.destroy();
      resolve(undefined);
    });
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "unknown"));
  });
  if (answer === undefined)
    throw new SourceUnavailable(
      "Cannot listen to browsers: another Assent does already. Stop it and start again",
    );
  if (answer !== "ENOENT") await unlink(path);
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, () => {
      server.off("error", reject);
      resolve();
    });
  });
}
