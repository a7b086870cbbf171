import { EyeOff, LogOut } from 'lucide-react';
import type { TFunction } from 'i18next';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type JoinGrant, lookAtTicket, stopWaiting, type WaitingGrant } from '../../api/room';
import type { PreviewMedia, Wishes } from '../../devices/previewMedia';
import { Button } from '../../ui/Button';
import { Page } from '../../ui/Page';
import { useTitle } from '../../ui/useTitle';
import { Preview } from '../prejoin/Preview';
import { PreviewPickers, PreviewTroubles } from '../prejoin/PreviewPickers';
import { elapsedShare, type Refusal } from './refusal';
import '../prejoin/prejoin.css';
import './waiting.css';

interface WaitingProps {
  code: string;
  media: PreviewMedia;
  title: string | undefined;
  name: string;
  grant: WaitingGrant;
  /** Somebody who was in the meeting a moment ago. */
  sentBack: boolean;
  onAdmitted: (grant: JoinGrant, wanted: Wishes) => void;
  onEnd: (why: Refusal) => void;
  onRename: () => void;
}

/** The waiting room: a calm place that says who knows, until when, and what happens next. */
export function WaitingPage(props: WaitingProps) {
  const { t } = useTranslation();
  const { code, media, title, name, grant, sentBack, onEnd, onRename } = props;
  const { expiresAt, message, hosted, admitted, offline } = useTicket(props);
  useTitle(t('waiting.documentTitle', { code }));

  const leave = (next: () => void) => {
    void stopWaiting(code, grant.ticket);
    next();
  };
  return (
    <Page>
      <div className="waiting" data-testid="waiting">
        <div className="waiting-left">
          <Preview media={media} name={name} />
          <p className="waiting-unseen secondary">
            <EyeOff aria-hidden />
            {t('waiting.unseen')}
          </p>
          <PreviewTroubles media={media} />
          <PreviewPickers media={media} />
        </div>
        <div className="waiting-right">
          <span className="waiting-chip">{t('waiting.chip')}</span>
          <h1 className="page-title">{titleOf(t, sentBack, hosted)}</h1>
          <p className="muted" role="status">
            {admitted ? t('waiting.admitted') : <Asked title={title} sentBack={sentBack} />}
          </p>
          <TimeLine expiresAt={expiresAt} />
          {offline && (
            <p className="waiting-offline" role="alert">
              {t('waiting.offline')}
            </p>
          )}
          {message && (
            <section className="waiting-message" data-testid="host-message">
              <h2 className="secondary">{t('waiting.fromHost')}</h2>
              <p dir="auto">{message}</p>
            </section>
          )}
          <div className="waiting-actions">
            <Button
              variant="outline"
              data-testid="stop-waiting"
              onPress={() => leave(() => onEnd('stopped'))}
            >
              <LogOut aria-hidden />
              {t('waiting.leave')}
            </Button>
            <Button data-testid="change-name" onPress={() => leave(onRename)}>
              {t('waiting.rename')}
            </Button>
          </div>
        </div>
      </div>
    </Page>
  );
}

function titleOf(t: TFunction, sentBack: boolean, hosted: boolean): string {
  if (sentBack) return t('waiting.backTitle');
  return hosted ? t('waiting.title') : t('waiting.noHostTitle');
}

function Asked({ title, sentBack }: { title: string | undefined; sentBack: boolean }) {
  const { t, i18n } = useTranslation();
  const [time] = useState(() => clockTime(Date.now(), i18n.language));
  if (sentBack) return t('waiting.backBody');
  return title ? t('waiting.bodyTitle', { title, time }) : t('waiting.body', { time });
}

/** How much of the time to answer has gone by: a line, not a spinner, because nothing is loading. */
function TimeLine({ expiresAt }: { expiresAt: number }) {
  const { t, i18n } = useTranslation();
  const [askedAt] = useState(() => Date.now());
  const [now, setNow] = useState(askedAt);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const minutes = Math.floor((now - askedAt) / 60_000);
  const share = elapsedShare(askedAt, expiresAt, now);
  return (
    <div className="waiting-time">
      <svg className="waiting-line" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden>
        <rect className="waiting-line-ground" width="100" height="1" />
        <rect className="waiting-line-gone" width={share * 100} height="1" />
      </svg>
      <p className="waiting-times secondary numeric">
        <span>{minutes === 0 ? t('waiting.askedNow') : t('waiting.asked', { count: minutes })}</span>
        <span>{t('waiting.until', { time: clockTime(expiresAt, i18n.language) })}</span>
      </p>
    </div>
  );
}

function clockTime(at: number, language: string): string {
  const format = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const;
  return new Intl.DateTimeFormat(language, format).format(new Date(at));
}

const RETRY_MS = 3000;
const DEFAULT_WAIT_MS = 5 * 60_000;

const ENDS: Record<'DENIED' | 'EXPIRED' | 'ENDED', Refusal> = {
  DENIED: 'denied',
  EXPIRED: 'expired',
  ENDED: 'ended',
};

/** Asks the server until it has an answer. A lost connection keeps the place in the queue. */
function useTicket({ code, media, grant, onAdmitted, onEnd }: WaitingProps) {
  const [seen, setSeen] = useState(() => ({
    expiresAt: Date.parse(grant.expiresAt) || Date.now() + DEFAULT_WAIT_MS,
    message: grant.message,
    hosted: grant.hosted !== false,
    admitted: false,
    offline: false,
  }));
  const act = useRef({ onAdmitted, onEnd });
  act.current = { onAdmitted, onEnd };

  useEffect(() => {
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const answer = await lookAtTicket(code, grant.ticket, true);
      if (over) return;
      if (!answer.ok) {
        // A ticket that the server doesn't know any more is a request whose time is over.
        const { status, retryAfterSeconds } = answer.problem;
        if (status === 404 || status === 410) return act.current.onEnd('expired');
        setSeen((s) => ({ ...s, offline: status === 0 || status >= 500 }));
        timer = setTimeout(() => void look(), (retryAfterSeconds ?? 0) * 1000 || RETRY_MS);
        return;
      }
      const { value } = answer;
      switch (value.state) {
        case 'ADMITTED': {
          setSeen((s) => ({ ...s, admitted: true, offline: false }));
          const wanted = media.wishes();
          return act.current.onAdmitted(value, wanted);
        }
        case 'WAITING':
          setSeen((s) => ({
            ...s,
            offline: false,
            message: value.message ?? s.message,
            hosted: value.hosted ?? s.hosted,
            expiresAt: Date.parse(value.expiresAt ?? '') || s.expiresAt,
          }));
          // The long poll itself is the pause; the short one is for a server that doesn't hold it.
          timer = setTimeout(() => void look(), POLL_PAUSE_MS);
          return;
        default:
          return act.current.onEnd(ENDS[value.state]);
      }
    };
    void look();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [code, grant.ticket, media]);
  return seen;
}

const POLL_PAUSE_MS = 400;
