import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './ui/Button';
import { Notice } from './ui/Notice';
import { Page } from './ui/Page';

/** A fault in a component must not leave a white page: it says what happened and how to go on. */
export class CrashGuard extends Component<{ children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError() {
    return { crashed: true };
  }

  override render() {
    return this.state.crashed ? <CrashPage /> : this.props.children;
  }
}

function CrashPage() {
  const { t } = useTranslation();
  return (
    <Page>
      <Notice
        title={t('app.crashTitle')}
        body={t('app.crashBody')}
        actions={
          <Button variant="primary" size="l" onPress={() => window.location.reload()}>
            {t('app.reload')}
          </Button>
        }
      />
    </Page>
  );
}
