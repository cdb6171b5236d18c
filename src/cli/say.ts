/** What commands print, and how they fail: one sentence and exit code 1, never a stack. */

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** One fact a line: `name: value`. */
export function fact(name: string, value: string): void {
  say(`${name}: ${value}`);
}

/** Sets the exit code from the action's answer. Errors with a `code` are told, others are bugs. */
export async function outcomeOf(action: () => Promise<boolean>): Promise<void> {
  try {
    if (!(await action())) process.exitCode = 1;
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
