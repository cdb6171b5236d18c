/**
 * Whether each scope asks for something definite and says why (CON-03, CAP-07, CAP-10).
 *
 * @module
 */
import { error, type Rule, warning, when } from "./finding.ts";

const terminals =
  /\/(?:x?term(?:inal)?|[a-z]+-terminal(?:-server)?|konsole|xterm|kitty|alacritty)$/;

export const scopes: Rule = ({ scopes: stated }) =>
  stated.flatMap((scope, index) => {
    const path = `scopes.${index}`;
    const { app, origin } = scope.match;
    return [
      ...when(
        stated.findIndex(({ id }) => id === scope.id) !== index,
        error("CON-03", `${path}.id`, "This id is used twice"),
      ),
      ...when(
        app.length === 0 && origin.length === 0,
        error("CON-03", `${path}.match`, "Matches no app and no site"),
      ),
      ...when(
        new Set(scope.signals).size !== scope.signals.length,
        error("CON-03", `${path}.signals`, "Names a signal twice"),
      ),
      ...when(
        scope.signals.includes("keys.content") && origin.length === 0,
        warning(
          "CAP-05",
          `${path}.signals`,
          "Asks for typed text in apps, where secret fields cannot be told apart: it will be recorded only on sites",
        ),
      ),
      ...when(
        scope.signals.includes("keys.content") && app.some(({ exe }) => terminals.test(exe)),
        error(
          "CAP-07",
          `${path}.match`,
          "Asks for typed text in a terminal, where passwords are invisible",
        ),
      ),
      ...when(
        scope.special && scope.personalData.length === 0,
        error("CON-03", `${path}.personalData`, "Is special but names no personal data"),
      ),
    ];
  });
