/** Catches what a view throws, so that the person reads a sentence and not an empty page. */
import { Component, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Failed } from "./feedback.tsx";

interface MishapProps {
  readonly children: ReactNode;
}

export class Mishap extends Component<MishapProps, { readonly happened: boolean }> {
  override state = { happened: false };

  static getDerivedStateFromError(): { readonly happened: boolean } {
    return { happened: true };
  }

  override render(): ReactNode {
    return this.state.happened ? <Sorry /> : this.props.children;
  }
}

function Sorry() {
  const { t } = useTranslation();
  return (
    <main className="gate">
      <h1>{t("shell.name")}</h1>
      <Failed code="internal" again={() => location.reload()} />
    </main>
  );
}
