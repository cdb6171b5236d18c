/** Answers each call of the recorder's contract with what the service does. */
import type { recorderApi } from "../../contract/recorder-api.ts";
import { CallFailed, type Handlers } from "../../contract/rpc.ts";
import { installedApps } from "../../adapters/node/installed-apps.ts";
import { withCodes } from "./failures.ts";
import { ownTerms, saveOwnTerms } from "./own-terms.ts";
import type { RecorderService } from "./recorder-service.ts";

const done = {} as const;

export function handlersOf(
  service: RecorderService,
  environment: NodeJS.ProcessEnv,
): Handlers<typeof recorderApi> {
  return withCodes<typeof recorderApi>({
    state: async () => service.state(),
    createVault: async ({ passphrase }) => {
      await service.create(passphrase);
      return done;
    },
    unlock: async ({ passphrase }) => ({ outcome: await service.unlock(passphrase) }),
    lock: async () => {
      await service.close();
      return done;
    },

    studies: async () => service.open().studies.views(),
    offerStudy: async ({ envelope }) => service.open().studies.offer(envelope),
    installedApps: async () =>
      installedApps(environment).map(({ name, exe, running }) => ({
        name,
        match: { os: "linux" as const, exe },
        running,
      })),
    join: async (request) => service.join(request),
    receiptFile: async ({ receipt }) => service.open().studies.receiptFile(receipt),
    withdraw: async ({ study }) => {
      await service.withdraw(study);
      return done;
    },

    startRecording: async ({ study }) => service.start(study),
    stopRecording: async () => {
      await service.stop();
      return done;
    },
    pause: async () => {
      service.pause();
      return done;
    },
    resume: async () => {
      service.recording?.resume();
      return done;
    },
    forget: async ({ minutes }) => {
      // Saying that it is done would be a lie: a session that ended is cut in the review.
      if (service.recording === undefined) throw new CallFailed("not-recording");
      await service.recording.forget(minutes * 60_000);
      return done;
    },
    dismissNotice: async ({ id }) => {
      service.dismissNotice(id);
      return done;
    },

    terms: async () => ownTerms(service.open().home),
    setTerms: async ({ terms }) => saveOwnTerms(service.open().home, terms),

    sessions: async () => service.open().review.sessions(),
    steps: async ({ session, after, limit }) =>
      (await service.review(session)).steps(session, after, limit),
    frame: async ({ session, frame, edited, maxWidth }) =>
      (await service.review(session)).frame(session, frame, edited, maxWidth),
    edits: async ({ session }) => (await service.review(session)).edits(session),
    edit: async ({ session, edit }) => {
      (await service.review(session)).addEdit(session, edit);
      return done;
    },
    undoEdit: async ({ session }) => ({
      undone: (await service.review(session)).undoEdit(session),
    }),
    release: async ({ session }) => (await service.review(session)).release(session),
    releaseEvents: async ({ session, after, limit }) =>
      (await service.review(session)).releaseEvents(session, after, limit),
    approve: async ({ session, treeHash }) => service.approve(session, treeHash),
    deleteSession: async ({ session }) => {
      await service.deleteSession(session);
      return done;
    },

    nextErrand: async () => service.nextErrand(),
    errandDone: async (result) => {
      await service.errandDone(result);
      return done;
    },
  });
}
