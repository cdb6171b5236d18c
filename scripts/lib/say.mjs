/** Words on the terminal: what is being done now, and how long it took. */
export const say = (text) => process.stdout.write(`${text}\n`);

export async function step(text, work) {
  const began = performance.now();
  say(`• ${text} …`);
  const result = await work();
  say(`  done in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  return result;
}

/** Something that a person has to do before we can go on. */
export class NeedsPerson extends Error {}

export async function main(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof NeedsPerson)) throw error;
    process.stderr.write(`\n${error.message}\n`);
    process.exitCode = 1;
  }
}
