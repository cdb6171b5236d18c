import type { Size } from "../../contract/geometry.ts";
import { DisplayLost, XConnection } from "./connection.ts";

/** What recording needs of an X server, by the names of its extensions. */
export const wantedExtensions = [
  ...(["RECORD", "XKEYBOARD", "Composite", "DAMAGE", "XFIXES"] as const),
  ...(["X-Resource", "MIT-SHM", "XTEST"] as const),
] as const;
export type WantedExtension = (typeof wantedExtensions)[number];

export interface DisplayReport {
  /** As in `:0`; `null` where none is set. */
  readonly display: string | null;
  readonly reachable: boolean;
  /** The session is Wayland's, or the server is Wayland's X server: it sees its own apps only. */
  readonly wayland: boolean;
  readonly extensions: Readonly<Record<WantedExtension, boolean>>;
  readonly size: Size | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Looks at a display without changing anything. Never throws for a display that is not there. */
export async function probeDisplay(env: Environment): Promise<DisplayReport> {
  const display = env["DISPLAY"] === "" ? undefined : env["DISPLAY"];
  const absent = {
    display: display ?? null,
    reachable: false,
    wayland: isWaylandSession(env),
    extensions: extensionsWhere(() => false),
    size: null,
  };
  if (display === undefined) return absent;
  try {
    using connection = await XConnection.open(display);
    const present = new Map(
      await Promise.all(
        [...wantedExtensions, "XWAYLAND"].map(
          async (name) => [name, await hasExtension(connection, name)] as const,
        ),
      ),
    );
    const { width, height } = await connection.ask<Size>((answer) =>
      connection.client.GetGeometry(connection.root, answer),
    );
    return {
      display,
      reachable: true,
      wayland: present.get("XWAYLAND") === true || isWaylandSession(env),
      extensions: extensionsWhere((name) => present.get(name) === true),
      size: { width, height },
    };
  } catch (error) {
    if (error instanceof DisplayLost) return absent;
    throw error;
  }
}

/** By what the session says of itself. A virtual X server inside one says `x11`. */
export function isWaylandSession(env: Environment): boolean {
  const { XDG_SESSION_TYPE: type, WAYLAND_DISPLAY: socket } = env;
  return type === "wayland" || (type !== "x11" && socket !== undefined && socket !== "");
}

async function hasExtension(connection: XConnection, name: string): Promise<boolean> {
  const { present } = await connection.ask<{ present: number }>((answer) =>
    connection.client.QueryExtension(name, answer),
  );
  return present !== 0;
}

function extensionsWhere(
  holds: (name: WantedExtension) => boolean,
): Readonly<Record<WantedExtension, boolean>> {
  return Object.fromEntries(wantedExtensions.map((name) => [name, holds(name)])) as Record<
    WantedExtension,
    boolean
  >;
}
