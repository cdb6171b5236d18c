import "../contract/interpreted.ts";
import "./no-html.ts";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { Mishap } from "./kit/mishap.tsx";
import { startTexts } from "./text/texts.ts";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/kit.css";
import "./styles/views.css";
import "./styles/review.css";

await startTexts(navigator.languages);
const root = document.querySelector("#window");
if (root === null) throw new TypeError("Cannot start the window: its page has no #window");
createRoot(root).render(
  <StrictMode>
    <Mishap>
      <App />
    </Mishap>
  </StrictMode>,
);
