import { SourceUnavailable } from "../../core/ports/input-source.ts";
import { probeDisplay } from "./probe.ts";

/** The display whose input can be recorded. Throws {@link SourceUnavailable} with what mends it. */
export async function recordingDisplay(env: NodeJS.ProcessEnv): Promise<string> {
  const report = await probeDisplay(env);
  if (report.wayland) {
    throw new SourceUnavailable(
      "Cannot record input: this is a Wayland session, where other apps' input cannot be read honestly. Log in with an X11 session",
    );
  }
  if (report.display === null) {
    throw new SourceUnavailable(
      "Cannot record input: no display is set. Start Assent in an X11 session",
    );
  }
  if (!report.reachable) {
    throw new SourceUnavailable(
      "Cannot record input: the display cannot be reached. Start Assent in an X11 session",
    );
  }
  if (!report.extensions.RECORD) {
    throw new SourceUnavailable(
      "Cannot record input: the X server has no RECORD extension. Enable it in the server's configuration",
    );
  }
  return report.display;
}
