/**
 * What the Electron preload script exposes to the window, as `window.assent`.
 *
 * Frames only: no channel names, no Node, no Electron. Functions instead of Disposables, because
 * symbols do not cross the context bridge. On plain Node the window finds no bridge and speaks
 * over its loopback WebSocket instead.
 *
 * @module
 */
export interface WindowBridge {
  send(frame: unknown): void;
  /** Returns the function that ends the subscription. */
  onFrame(listener: (frame: unknown) => void): () => void;
  onClose(listener: () => void): () => void;
}

/** The sub-protocol that the window speaks over the loopback WebSocket. */
export const windowProtocol = "assent.window.v1";
/** In front of the token in the list of sub-protocols; the token never stands in a URL that is sent. */
export const tokenProtocolPrefix = "assent.token.";
