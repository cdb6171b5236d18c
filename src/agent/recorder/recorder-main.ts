/**
 * Entry of the recorder's process: it sees plaintext and opens no network connection.
 *
 * Speaks the recorder's contract with its parent and ends when the parent hangs up.
 */
import { participantApiVersion } from "../../contract/participant-api.ts";
import { recorderApi } from "../../contract/recorder-api.ts";
import { serve } from "../../contract/rpc.ts";
import { parentWire } from "../../adapters/node/parent-wire.ts";
import { recorderEnvironment } from "./recorder-environment.ts";
import { RecorderService } from "./recorder-service.ts";
import { VaultDoor } from "./vault-door.ts";

const { home, passphraseCost, ...rest } = recorderEnvironment(process.env);
const wire = parentWire();
const service: RecorderService = new RecorderService({
  ...rest,
  door: await VaultDoor.at(home, passphraseCost),
  onState: (state) => serving.emit("stateChanged", state),
  onSessions: () => serving.emit("sessionsChanged", {}),
  onErrands: () => serving.emit("errandsChanged", {}),
  onErrandCancelled: (id) => serving.emit("errandCancelled", { id }),
});
const serving = serve(recorderApi, service.handlers, wire, { versions: [participantApiVersion] });

/** Counters move all the time; the window needs them twice a second. */
const telling = setInterval(() => {
  if (service.state().recording !== "off") serving.emit("stateChanged", service.state());
}, 500);

wire.onClose(() => {
  clearInterval(telling);
  void service.close().then(() => process.exit(0));
});
