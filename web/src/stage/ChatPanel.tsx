import { Lock } from 'lucide-react';
import { Fragment, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ChatMessage, type Recipient, startsRun } from '../chat/messages';
import { MessageText } from '../chat/MessageText';
import { isInterrupted } from '../session/reducer';
import type { MeetingSession } from '../session/session';
import { useStore } from '../session/store';
import { Avatar } from '../ui/Avatar';
import { Button } from '../ui/Button';
import { Composer } from './Composer';
import { Panel } from './Panel';
import './chat.css';

/** Closer to the end than this counts as "at the end": new messages then scroll into view. */
const NEAR_END = 80;

interface ChatPanelProps {
  session: MeetingSession;
  onClose: () => void;
}

export function ChatPanel({ session, onClose }: ChatPanelProps) {
  const { t } = useTranslation();
  const { messages, firstNewId, historyFailed } = useStore(session.chat.state);
  const phase = useStore(session.phase);
  const log = useFollowEnd(messages);
  const [to, setTo] = useState<Recipient>();
  return (
    <Panel title={t('chat.title')} onClose={onClose}>
      <div className="chat-log" ref={log} role="log" aria-live="off" aria-label={t('chat.log')} tabIndex={0}>
        <p className="chat-retention">{t('chat.retention', { count: session.chatRetentionHours })}</p>
        {historyFailed && (
          <p className="chat-retention">
            {t('chat.historyFailed')}{' '}
            <Button variant="text" size="s" onPress={() => session.reloadChat()}>
              {t('common.tryAgain')}
            </Button>
          </p>
        )}
        {messages.length === 0 && !historyFailed && <p className="chat-empty">{t('chat.empty')}</p>}
        {messages.map((message, index) => (
          <Fragment key={message.id}>
            {message.id === firstNewId && (
              <div className="chat-new" role="separator">
                <span>{t('chat.newLine')}</span>
              </div>
            )}
            <Message
              message={message}
              own={session.isOwn(message.senderIdentity)}
              head={startsRun(messages[index - 1], message) || message.id === firstNewId}
              waiting={isInterrupted(phase)}
              onRetry={() => session.chat.retry(message.id)}
              onReply={setTo}
            />
          </Fragment>
        ))}
      </div>
      <Composer session={session} to={to} onTo={setTo} />
    </Panel>
  );
}

interface MessageProps {
  message: ChatMessage;
  own: boolean;
  head: boolean;
  waiting: boolean;
  onRetry: () => void;
  onReply: (to: Recipient) => void;
}

function Message({ message, own, head, waiting, onRetry, onReply }: MessageProps) {
  const { t, i18n } = useTranslation();
  const name = own ? t('common.nameYou', { name: message.senderName }) : message.senderName;
  const sent = new Date(message.sentAt);
  const time = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short' }).format(sent);
  const full = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'full', timeStyle: 'long' });
  return (
    <article
      className={['message', head && 'message-head', message.private && 'message-private']
        .filter(Boolean)
        .join(' ')}
      data-testid="chat-message"
      data-id={message.id}
      data-state={message.state}
      data-private={message.private || undefined}
      aria-label={message.private ? `${name}, ${t('chat.private')}` : name}
    >
      {message.private && head && (
        <p className="message-privacy">
          <Lock aria-hidden />
          {t('chat.onlyYouAnd', { name: own ? (message.to?.name ?? '') : message.senderName })}
        </p>
      )}
      {head && <Avatar identity={message.senderIdentity} name={message.senderName} />}
      <div className="message-body">
        {head && (
          <p className="message-from">
            <strong>{name}</strong>
            <time className="numeric" dateTime={sent.toISOString()} title={full.format(sent)}>
              {time}
            </time>
          </p>
        )}
        <p className="message-text" dir="auto">
          <MessageText text={message.text} />
        </p>
        {message.private && !own && (
          <Button
            variant="text"
            size="s"
            data-testid="chat-reply"
            onPress={() => onReply({ identity: message.senderIdentity, name: message.senderName })}
          >
            {t('chat.reply')}
          </Button>
        )}
        {message.state === 'sending' && (
          <p className="message-state">{waiting ? t('chat.waiting') : t('chat.sending')}</p>
        )}
        {message.state === 'failed' && (
          <p className="message-state message-failed" role="alert">
            {t('chat.failed')}{' '}
            <Button variant="text" size="s" onPress={onRetry}>
              {t('chat.retry')}
            </Button>
          </p>
        )}
      </div>
    </article>
  );
}

/** Follows the newest message, except while the person reads further up. */
function useFollowEnd(messages: readonly ChatMessage[]) {
  const log = useRef<HTMLDivElement>(null);
  const seen = useRef(0);
  useLayoutEffect(() => {
    const element = log.current;
    if (!element) return;
    const last = element.lastElementChild;
    const grown = last instanceof HTMLElement ? last.offsetHeight : 0;
    const below = element.scrollHeight - element.scrollTop - element.clientHeight;
    if (seen.current === 0 || below < NEAR_END + grown) element.scrollTop = element.scrollHeight;
    seen.current = messages.length;
  }, [messages]);
  return log;
}
