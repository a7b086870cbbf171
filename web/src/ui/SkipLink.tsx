import { useTranslation } from 'react-i18next';
import './topbar.css';

export function SkipLink() {
  const { t } = useTranslation();
  return (
    <a className="skip-link" href="#content">
      {t('app.skip')}
    </a>
  );
}
