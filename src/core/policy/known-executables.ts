/**
 * Programs that Assent knows by the name of their executable file.
 *
 * The lists only ever take something away: a browser can be recorded by its pages but not
 * as an app, and what is listed under `neverRecorded` not at all. A program that is missing here
 * gains nothing by it, because what may be recorded is listed elsewhere, app by app.
 *
 * @module
 */
import type { DenyCategory } from "../../contract/manifest.ts";

/** Whoever shows web pages: one executable, many sites. */
const browsers: ReadonlySet<string> = new Set([
  "chromium",
  "chromium-browser",
  "chrome",
  "google-chrome",
  "google-chrome-stable",
  "brave",
  "brave-browser",
  "msedge",
  "microsoft-edge",
  "microsoft-edge-stable",
  "firefox",
  "firefox-bin",
  "firefox-esr",
  "librewolf",
  "waterfox",
  "opera",
  "vivaldi",
  "vivaldi-bin",
  "epiphany",
  "epiphany-browser",
  "falkon",
  "konqueror",
  "midori",
  "qutebrowser",
  "tor-browser",
  "firefox.real",
]);

/** Screen lockers, and dialogs that ask for a password on behalf of the system. */
const lockersAndPrompts = [
  "i3lock",
  "swaylock",
  "slock",
  "xlock",
  "xsecurelock",
  "xscreensaver",
  "xscreensaver-auth",
  "light-locker",
  "gnome-screensaver",
  "mate-screensaver",
  "cinnamon-screensaver",
  "xfce4-screensaver",
  "kscreenlocker_greet",
  "physlock",
  "gcr-prompter",
  "gcr4-ssh-askpass",
  "pinentry",
  "pinentry-gtk-2",
  "pinentry-gnome3",
  "pinentry-qt",
  "pinentry-x11",
  "ssh-askpass",
  "gnome-ssh-askpass",
  "ksshaskpass",
  "polkit-gnome-authentication-agent-1",
  "polkit-mate-authentication-agent-1",
  "polkit-kde-authentication-agent-1",
  "lxpolkit",
  "lxqt-policykit-agent",
];

/** One executable that runs anyone's program: its path does not say which. */
const interpreters =
  /^(?:python[0-9.]*|node|nodejs|electron[0-9]*|java|javaw|ruby[0-9.]*|perl[0-9.]*|mono(?:-sgen)?|wine(?:64)?(?:-preloader)?|wish[0-9.]*|gjs(?:-console)?|bash|dash|sh|zsh|fish|flatpak|snap|bwrap)$/;

const byCategory: Readonly<Record<DenyCategory, readonly string[]>> = {
  mail: ["thunderbird", "thunderbird-bin", "evolution", "geary", "kmail", "claws-mail", "sylpheed"],
  chat: [
    "signal-desktop",
    "telegram-desktop",
    "Telegram",
    "slack",
    "discord",
    "Discord",
    "element",
  ],
  "video-call": ["zoom", "skype", "skypeforlinux", "teams", "jitsi-meet", "webex"],
  health: ["gnuhealth", "gnuhealth-client"],
  finance: ["gnucash", "kmymoney", "skrooge", "homebank", "hibiscus"],
  "password-manager": [
    "keepassxc",
    "keepassx",
    "keepass2",
    "keepassxc-proxy",
    "bitwarden",
    "1password",
    "1Password",
    "enpass",
    "Enpass",
    "buttercup",
    "proton-pass",
    "nordpass",
    "dashlane",
    "seahorse",
    "kwalletmanager5",
    "kwalletmanager",
    "kwalletd5",
    "kwalletd6",
    "secrets",
    "qtpass",
    "revelation",
    "pwsafe",
    "passwordsafe",
    "authenticator",
  ],
  "remote-desktop": [
    "remmina",
    "vncviewer",
    "xtigervncviewer",
    "xfreerdp",
    "wlfreerdp",
    "rdesktop",
    "krdc",
    "vinagre",
    "gnome-connections",
    "anydesk",
    "TeamViewer",
    "teamviewer",
    "rustdesk",
    "virt-viewer",
    "remote-viewer",
  ],
  "private-browsing": ["tor-browser", "firefox.real"],
};

const never: ReadonlySet<string> = new Set([
  ...lockersAndPrompts,
  ...byCategory["password-manager"],
]);

export const baseName = (exe: string): string => exe.slice(exe.lastIndexOf("/") + 1);

export const isBrowser = (exe: string): boolean => browsers.has(baseName(exe));

/** Whether no study and no participant can have this program recorded. */
export function isNeverRecorded(exe: string): boolean {
  const name = baseName(exe);
  return never.has(name) || interpreters.test(name);
}

export const isInCategory = (exe: string, category: DenyCategory): boolean =>
  byCategory[category].includes(baseName(exe));
