/** Where a dataset describes itself, and the line by which that is checked. */
import { hashOf } from "../adapters/seal/digest.ts";

export const descriptionName = "dataset.json";
export const descriptionHashName = "dataset.sha256";

/** As `sha256sum` writes and checks it. */
export const hashLine = (description: string): string =>
  `${hashOf(description).slice("sha256:".length)}  ${descriptionName}\n`;
