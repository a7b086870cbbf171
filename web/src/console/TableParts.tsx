import { ChevronLeft, ChevronRight, Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Input, SearchField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Paged } from '../api/console';
import { Button } from '../ui/Button';
import '../ui/field.css';
import '../ui/form.css';

const PAUSE_MS = 300;

interface SearchBoxProps {
  label: string;
  value: string;
  onSearch: (query: string) => void;
}

/** Searches after a pause in typing, at once with Enter. */
export function SearchBox({ label, value, onSearch }: SearchBoxProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => onSearch(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, value, onSearch]);
  return (
    <SearchField className="search" aria-label={label} value={text} onChange={setText} onSubmit={() => onSearch(text.trim())}>
      <Search aria-hidden />
      <Input className="field-input field-input-m" placeholder={label} data-testid="table-search" />
    </SearchField>
  );
}

export function Pager({ paged, onPage }: { paged: Paged; onPage: (page: number) => void }) {
  const { t } = useTranslation();
  if (paged.pages <= 1) return null;
  return (
    <nav className="table-pager" aria-label={t('console.pages')}>
      <Button variant="outline" size="s" isDisabled={paged.page === 0} onPress={() => onPage(paged.page - 1)} data-testid="page-previous">
        <ChevronLeft aria-hidden />
        {t('console.previous')}
      </Button>
      <span className="numeric">{t('stage.page', { page: paged.page + 1, pages: paged.pages })}</span>
      <Button variant="outline" size="s" isDisabled={paged.page + 1 >= paged.pages} onPress={() => onPage(paged.page + 1)} data-testid="page-next">
        {t('console.next')}
        <ChevronRight aria-hidden />
      </Button>
    </nav>
  );
}
