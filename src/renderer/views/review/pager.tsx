import { useTranslation } from "react-i18next";
import { Button } from "../../kit/controls.tsx";
import { useWords } from "../../kit/words.ts";

interface PagerProps {
  readonly first: number;
  readonly size: number;
  readonly total: number;
  readonly onFirst: (first: number) => void;
}

export function Pager({ first, size, total, onFirst }: PagerProps) {
  const { t } = useTranslation();
  const words = useWords();
  if (total <= size) return null;
  return (
    <div className="row">
      <Button disabled={first === 0} onPress={() => onFirst(Math.max(0, first - size))}>
        {t("release.earlier")}
      </Button>
      <span className="numbers small" role="status">
        {t("release.page", {
          from: words.number(first + 1),
          to: words.number(Math.min(first + size, total)),
          total: words.number(total),
        })}
      </span>
      <Button disabled={first + size >= total} onPress={() => onFirst(first + size)}>
        {t("release.later")}
      </Button>
    </div>
  );
}
