/** Runs `assent dataset …` alone, as a script. */
import { datasetCommand } from "../../src/cli/dataset.ts";

await datasetCommand().parseAsync(process.argv.slice(2), { from: "user" });
