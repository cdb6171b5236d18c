import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { Rect, Size } from "../../../../contract/geometry.ts";
import type { FrameId } from "../../../../contract/ids.ts";
import type { Step } from "../../../../contract/participant-api.ts";
import type { ReviewEdit } from "../../../../contract/review.ts";
import type { Edits, Span } from "../edits.ts";
import { BoxTool } from "./box-tool.tsx";
import { CutTool } from "./cut-tool.tsx";
import { DescribeTool } from "./describe-tool.tsx";
import { History } from "./history.tsx";
import { TextTool } from "./text-tool.tsx";

export type ToolName = "cut" | "box" | "text" | "describe" | "history";

export interface ToolProps {
  readonly steps: readonly Step[];
  readonly edits: Edits;
  readonly current: number;
  readonly span: Span;
  readonly anchor: number | undefined;
  readonly frame: FrameId | undefined;
  readonly display: Size;
  readonly drawn: Rect | undefined;
  readonly busy: boolean;
  readonly onAnchor: (anchor: number | undefined) => void;
  readonly onDrawn: (rect: Rect | undefined) => void;
  readonly onGo: (index: number) => void;
  readonly onCut: () => void;
  readonly onEdit: (edit: ReviewEdit) => void;
  readonly onUndo: () => void;
}

interface ToolsProps extends ToolProps {
  readonly tool: ToolName;
  readonly onTool: (tool: ToolName) => void;
}

const tools = [
  { id: "cut", name: "edit.tabCut", Panel: CutTool },
  { id: "box", name: "edit.tabBox", Panel: BoxTool },
  { id: "text", name: "edit.tabText", Panel: TextTool },
  { id: "describe", name: "edit.tabDescribe", Panel: DescribeTool },
  { id: "history", name: "edit.tabHistory", Panel: History },
] as const;

export function Tools({ tool, onTool, ...props }: ToolsProps) {
  const { t } = useTranslation();
  return (
    <section className="card stack tight tools" aria-label={t("edit.title")}>
      <Tabs selectedKey={tool} onSelectionChange={(key) => onTool(key as ToolName)}>
        <TabList className="tabs" aria-label={t("edit.tools")}>
          {tools.map(({ id, name }) => (
            <Tab key={id} id={id} className="tab">
              {t(name)}
            </Tab>
          ))}
        </TabList>
        {tools.map(({ id, Panel }) => (
          <TabPanel key={id} id={id} className="stack tab-panel">
            <Panel {...props} />
          </TabPanel>
        ))}
      </Tabs>
    </section>
  );
}
