import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { useTitle } from '../../ui/useTitle';

export function UnknownPage() {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  useTitle(`${t('notFound.pageTitle')} · ${t('app.name')}`);
  return (
    <Page>
      <Notice
        title={t('notFound.pageTitle')}
        body={t('notFound.pageBody')}
        actions={
          <Button variant="primary" size="l" onPress={() => navigate('/')}>
            {t('common.home')}
          </Button>
        }
      />
    </Page>
  );
}
