/** The part of the `x11` client that Assent uses; the package ships no types of its own. */
declare module "x11" {
  import type { Socket } from "node:net";

  export interface XEvent {
    readonly type: number;
    readonly name?: string;
    readonly wid: number;
    readonly rawData?: Buffer;
    readonly [field: string]: unknown;
  }
  export interface XScreen {
    readonly root: number;
    readonly root_depth: number;
    readonly root_visual: number;
    readonly black_pixel: number;
    readonly white_pixel: number;
    readonly pixel_width: number;
    readonly pixel_height: number;
  }
  export interface XDisplay {
    readonly client: XClient;
    readonly screen: readonly XScreen[];
    readonly min_keycode: number;
    readonly max_keycode: number;
  }
  export type Answer<T> = (error: XError | null | undefined, reply: T) => boolean | void;
  export interface XError extends Error {
    /** Protocol error code; 3 = BadWindow, 8 = BadMatch, 9 = BadDrawable, 10 = BadAccess. */
    readonly error?: number;
    readonly seq?: number;
  }
  export interface XProperty {
    readonly type: number;
    readonly bytesAfter: number;
    readonly data: Buffer;
  }
  export interface XGeometry {
    readonly xPos: number;
    readonly yPos: number;
    readonly width: number;
    readonly height: number;
    readonly borderWidth: number;
    readonly depth: number;
  }
  export interface XAttributes {
    readonly klass: number;
    /** 0 unmapped, 1 unviewable, 2 viewable. */
    readonly mapState: number;
    readonly overrideRedirect: number;
    readonly visual: number;
  }
  export interface XTest {
    readonly KeyPress: number;
    readonly KeyRelease: number;
    readonly ButtonPress: number;
    readonly ButtonRelease: number;
    readonly MotionNotify: number;
    FakeInput(
      type: number,
      detail: number,
      delay: number,
      window: number,
      x: number,
      y: number,
    ): void;
  }
  export interface XRes {
    readonly major: number;
    readonly minor: number;
    readonly ClientIdMask: { readonly ClientXID: number; readonly LocalClientPID: number };
    QueryClientIds(
      specs: readonly { client: number; mask: number }[],
      answer: Answer<readonly { client: number; mask: number; value: readonly number[] }[]>,
    ): void;
  }
  export interface Xkb {
    readonly UseCoreKbd: number;
    readonly EventType: Readonly<Record<"StateNotify" | "NewKeyboardNotify" | "MapNotify", number>>;
    UseExtension(major: number, minor: number, answer: Answer<unknown>): void;
    SelectEvents(
      device: number,
      affect: number,
      clear: number,
      selectAll: number,
      affectMap: number,
      map: number,
    ): void;
    GetState(device: number, answer: Answer<{ mods: number; group: number }>): void;
  }
  export interface XClient {
    readonly stream: Socket;
    readonly display: XDisplay;
    readonly eventMask: Readonly<Record<string, number>>;
    atoms: Readonly<Record<string, number>>;
    atom_names: Readonly<Record<number, string>>;
    on(event: "event", listener: (event: XEvent) => void): this;
    on(event: "error", listener: (error: XError) => void): this;
    on(event: "end", listener: () => void): this;
    removeListener(event: "event", listener: (event: XEvent) => void): this;
    terminate(): void;
    AllocID(): number;
    ReleaseID(id: number): void;
    require(extension: "xtest", ready: (error: Error | null, ext: XTest) => void): void;
    require(extension: "xkb", ready: (error: Error | null, ext: Xkb) => void): void;
    require(extension: "res", ready: (error: Error | null, ext: XRes) => void): void;
    QueryExtension(name: string, answer: Answer<{ present: number; majorOpcode: number }>): void;
    InternAtom(onlyIfExists: boolean, name: string, answer: Answer<number>): void;
    GetInputFocus(answer: Answer<{ focus: number; revertTo: number }>): void;
    SetInputFocus(window: number, revertTo: number, time?: number): void;
    QueryTree(
      window: number,
      answer: Answer<{ root: number; parent: number; children: readonly number[] }>,
    ): void;
    GetGeometry(drawable: number, answer: Answer<XGeometry>): void;
    GetWindowAttributes(window: number, answer: Answer<XAttributes>): void;
    TranslateCoordinates(
      from: number,
      to: number,
      x: number,
      y: number,
      answer: Answer<{ child: number; destX: number; destY: number }>,
    ): void;
    GetProperty(
      remove: number,
      window: number,
      property: number,
      type: number,
      offset: number,
      length: number,
      answer: Answer<XProperty>,
    ): void;
    ChangeProperty(
      mode: number,
      window: number,
      property: number,
      type: number,
      format: 8 | 16 | 32,
      data: Buffer | readonly number[] | string,
    ): void;
    ChangeWindowAttributes(
      window: number,
      values: Readonly<Record<string, number>>,
      answer?: Answer<void>,
    ): void;
    CreateWindow(
      id: number,
      parent: number,
      x: number,
      y: number,
      width: number,
      height: number,
      border: number,
      depth: number,
      windowClass: number,
      visual: number,
      values: Readonly<Record<string, number>>,
    ): void;
    DestroyWindow(window: number): void;
    MapWindow(window: number): void;
    UnmapWindow(window: number): void;
    RaiseWindow(window: number): void;
    MoveResizeWindow(window: number, x: number, y: number, width: number, height: number): void;
    MoveWindow(window: number, x: number, y: number): void;
    ClearArea(window: number, x: number, y: number, w: number, h: number, exposures: number): void;
    GetImage(
      format: number,
      drawable: number,
      x: number,
      y: number,
      width: number,
      height: number,
      planeMask: number,
      answer: Answer<{ depth: number; visualId: number; data: Buffer }>,
    ): void;
    SendClientMessage(
      destination: number,
      window: number,
      type: number,
      format: 8 | 16 | 32,
      data: readonly number[],
      eventMask?: number,
    ): void;
    GetKeyboardMapping(
      first: number,
      count: number,
      answer: Answer<readonly (readonly number[])[]>,
    ): void;
    GetModifierMapping(answer: Answer<readonly (readonly number[])[]>): void;
    QueryPointer(
      window: number,
      answer: Answer<{ rootX: number; rootY: number; keyMask: number; child: number }>,
    ): void;
    GrabKey(
      window: number,
      ownerEvents: boolean,
      modifiers: number,
      keycode: number,
      pointerMode: number,
      keyboardMode: number,
      answer?: Answer<void>,
    ): void;
    UngrabKey(window: number, keycode: number, modifiers: number): void;
    GrabKeyboard(
      window: number,
      ownerEvents: boolean,
      time: number,
      pointerMode: number,
      keyboardMode: number,
      answer: Answer<number>,
    ): void;
    UngrabKeyboard(time: number): void;
  }

  const x11: {
    createClient(
      options: { display?: string; shm?: boolean; bufferRequests?: boolean },
      ready: (error: Error | undefined, display: XDisplay) => void,
    ): XClient;
    parseDisplay(display: string): { host: string; displayNum: string; protocol: string };
    readonly keySyms: Readonly<
      Record<string, { readonly code: number; readonly description: string | null }>
    >;
  };
  export default x11;
}
