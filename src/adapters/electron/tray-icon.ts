/** The tray: what is happening now, and pausing it in one click. */
import type { Menu, MenuItemConstructorOptions, NativeImage, Tray } from "electron";
import type { RecordingState } from "../../contract/participant-api.ts";

export interface TrayActions {
  readonly pause: () => void;
  readonly resume: () => void;
  readonly forgetFiveMinutes: () => void;
  readonly open: () => void;
  readonly quit: () => void;
}

/** Told apart by shape, not by colour: a full disc, a ring, two bars, a dash. */
export type TrayImages = Readonly<Record<RecordingState, NativeImage>>;

const words: Readonly<Record<RecordingState, string>> = {
  recording: "Assent is recording this window",
  "allowed-elsewhere": "Assent does not record here",
  paused: "Assent is paused",
  off: "Assent is off",
};

export class TrayIcon {
  readonly #tray: Pick<Tray, "setImage" | "setToolTip" | "setContextMenu" | "on">;
  readonly #images: TrayImages;
  readonly #menu: (items: MenuItemConstructorOptions[]) => Menu;
  readonly #actions: TrayActions;
  #state: RecordingState = "off";

  constructor(options: {
    readonly tray: Pick<Tray, "setImage" | "setToolTip" | "setContextMenu" | "on">;
    readonly images: TrayImages;
    readonly menu: (items: MenuItemConstructorOptions[]) => Menu;
    readonly actions: TrayActions;
  }) {
    this.#tray = options.tray;
    this.#images = options.images;
    this.#menu = options.menu;
    this.#actions = options.actions;
    // Where the desktop shows a menu on every click, the first item pauses as well.
    this.#tray.on("click", () => this.#toggle());
    this.show("off");
  }

  show(state: RecordingState): void {
    this.#state = state;
    this.#tray.setImage(this.#images[state]);
    this.#tray.setToolTip(words[state]);
    const { resume, pause, forgetFiveMinutes, open, quit } = this.#actions;
    const first: MenuItemConstructorOptions =
      state === "paused"
        ? { label: "Resume", click: resume }
        : { label: "Pause", click: pause, enabled: state !== "off" };
    this.#tray.setContextMenu(
      this.#menu([
        { label: words[state], enabled: false },
        first,
        { label: "Forget the last 5 minutes", click: forgetFiveMinutes, enabled: state !== "off" },
        { type: "separator" },
        { label: "Open Assent", click: open },
        { label: "Quit", click: quit },
      ]),
    );
  }

  #toggle(): void {
    if (this.#state === "paused") this.#actions.resume();
    else if (this.#state === "off") this.#actions.open();
    else this.#actions.pause();
  }
}
