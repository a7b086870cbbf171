import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Result } from '../api/client';
import type { Paged } from '../api/console';
import { Button } from '../ui/Button';
import { csvOf, saveText } from './csv';

interface CsvButtonProps<T extends Paged> {
  name: string;
  heads: string[];
  page: (page: number) => Promise<Result<T>>;
  rows: (value: T) => string[][];
}

const MAX_PAGES = 400;

/** All pages of a table as one file. Says how far it is, and that it failed. */
export function CsvButton<T extends Paged>({ name, heads, page, rows }: CsvButtonProps<T>) {
  const { t } = useTranslation();
  const [percent, setPercent] = useState<number>();
  const [failed, setFailed] = useState(false);

  const run = async () => {
    setFailed(false);
    setPercent(0);
    const all: string[][] = [heads];
    let pages = 1;
    let complete = true;
    for (let at = 0; at < Math.min(pages, MAX_PAGES); at++) {
      const answer = await page(at);
      if (!answer.ok) {
        complete = false;
        break;
      }
      all.push(...rows(answer.value));
      pages = answer.value.pages;
      setPercent(Math.round((100 * (at + 1)) / Math.max(pages, 1)));
    }
    if (complete) saveText(name, csvOf(all));
    setFailed(!complete);
    setPercent(undefined);
  };
  return (
    <Button variant="outline" busy={percent !== undefined} onPress={() => void run()} data-testid="csv">
      <Download aria-hidden />
      <span role="status">
        {failed ? t('console.csvFailed') : percent === undefined ? t('console.csv') : `${percent} %`}
      </span>
    </Button>
  );
}
