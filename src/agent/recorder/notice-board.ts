/** What happened in this run that the participant should know. Holds no content. */
import type { Notice } from "../../contract/participant-api.ts";

const most = 20;

export class NoticeBoard {
  #notices: readonly Notice[] = [];
  /** Below zero: the home's own notices count up from one. */
  #next = -1;

  add(notice: Omit<Notice, "id">): void {
    const others = this.#notices.filter(({ code }) => code !== notice.code);
    this.#notices = [...others, { ...notice, id: this.#next-- }].slice(-most);
  }

  dismiss(id: number): void {
    this.#notices = this.#notices.filter((notice) => notice.id !== id);
  }

  all(): readonly Notice[] {
    return this.#notices;
  }
}
