/** What the child process sends. Numbers only; nothing here outlives the message. */
export type HookMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "events"; readonly events: readonly HookEvent[] }
  /** Events were dropped, because the receiver did not keep up. */
  | { readonly kind: "overflow" };

export type HookEvent =
  | {
      readonly kind: "key";
      readonly stamp: number;
      readonly scancode: number;
      readonly down: boolean;
    }
  | { readonly kind: "move"; readonly stamp: number; readonly x: number; readonly y: number }
  | {
      readonly kind: "button";
      readonly stamp: number;
      readonly x: number;
      readonly y: number;
      readonly button: number;
      readonly down: boolean;
    }
  | {
      readonly kind: "wheel";
      readonly stamp: number;
      readonly x: number;
      readonly y: number;
      readonly horizontal: boolean;
      readonly rotation: number;
    };
