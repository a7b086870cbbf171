import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getServer } from '../../api/client';
import { Notice } from '../../ui/Notice';
import { buttonClass } from '../../ui/Button';
import { Page } from '../../ui/Page';
import { useTitle } from '../../ui/useTitle';

export function AboutPage() {
  const { t } = useTranslation();
  const [version, setVersion] = useState('');
  useTitle(`${t('about.title')} · ${t('app.name')}`);

  useEffect(() => {
    void getServer().then((answer) => {
      if (answer.ok) setVersion(answer.value.version);
    });
  }, []);

  return (
    <Page>
      <Notice
        context={version && t('about.version', { version })}
        title={t('about.title')}
        body={
          <>
            {t('about.body')}
            <br />
            {t('about.notices')}
          </>
        }
        actions={
          <a className={buttonClass({ variant: 'outline' })} href="/notices.txt">
            {t('about.noticesLink')}
          </a>
        }
      />
    </Page>
  );
}
