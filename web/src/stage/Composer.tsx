import { ChevronDown, Lock, SendHorizontal } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { CHAT_LIMIT, chatLength, type Recipient } from '../chat/messages';
import type { MeetingSession } from '../session/session';
import { useStore } from '../session/store';
import { IconButton } from '../ui/Button';
import { ChoiceMenu } from '../ui/Menu';
import { listPeople } from './peopleList';
import { useReason } from './useRight';

interface ComposerProps {
  session: MeetingSession;
  to: Recipient | undefined;
  onTo: (to: Recipient | undefined) => void;
}

/** Enter sends, Shift+Enter makes a line; while an input method composes, Enter belongs to it. */
export function Composer({ session, to, onTo }: ComposerProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const { people } = useStore(session.scene);
  const chatReason = useReason(session, 'chat');
  const privateReason = useReason(session, 'privateChat');
  const excess = chatLength(text) - CHAT_LIMIT;
  const gone = to !== undefined && !people.some((p) => p.identity === to.identity);
  const reason = to ? (chatReason ?? privateReason) : chatReason;
  const blocked = reason ?? (gone && to ? t('chat.gone', { name: to.name }) : undefined);
  const sendable = text.trim() !== '' && excess <= 0 && !blocked;

  useEffect(() => field.current?.focus({ preventScroll: true }), [to]);

  const send = () => {
    if (!sendable) return;
    session.chat.send(text.trim(), to);
    setText('');
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <div className="composer" data-private={to ? true : undefined}>
      <ToMenu session={session} to={to} onTo={onTo} privateReason={chatReason ?? privateReason} />
      <div className="composer-field" data-value={text}>
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          value={text}
          placeholder={t('chat.placeholder')}
          aria-label={to ? t('chat.fieldPrivate', { name: to.name }) : t('chat.field')}
          aria-invalid={excess > 0}
          aria-describedby={excess > 0 ? 'composer-excess' : blocked ? 'composer-blocked' : undefined}
          readOnly={chatReason !== undefined}
          data-testid="chat-input"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <IconButton
        label={t('chat.send')}
        className="composer-send"
        isDisabled={!sendable}
        data-testid="chat-send"
        onPress={send}
      >
        <SendHorizontal aria-hidden />
      </IconButton>
      {blocked && (
        <p className="composer-blocked" id="composer-blocked" role="status" data-testid="chat-blocked">
          {blocked}
        </p>
      )}
      {excess > 0 && (
        <p className="composer-excess" id="composer-excess" role="alert">
          {t('chat.tooLong', { count: excess })}
        </p>
      )}
    </div>
  );
}

const EVERYONE = 'everyone';

interface ToMenuProps extends ComposerProps {
  privateReason: string | undefined;
}

/** Who will read it. Everyone, or one person alone. */
function ToMenu({ session, to, onTo, privateReason }: ToMenuProps) {
  const { t, i18n } = useTranslation();
  const { people } = useStore(session.scene);
  const others = listPeople(people, '', i18n.language).filter((p) => !p.isSelf);
  const everyone = { id: EVERYONE, label: t('chat.everyone'), testId: 'to-everyone' };
  const alone = others.map((p) => ({
    id: `to-${p.identity}`,
    label: p.name,
    disabled: privateReason !== undefined,
    testId: 'to-person',
  }));
  const choose = (id: string) => {
    const person = others.find((p) => `to-${p.identity}` === id);
    onTo(person && { identity: person.identity, name: person.name });
  };
  const selected = to ? `to-${to.identity}` : EVERYONE;
  return (
    <ChoiceMenu
      label={t('chat.toLabel')}
      placement="top start"
      sections={[
        { selected, items: [everyone], onChoose: choose },
        { title: privateReason ?? t('chat.privateTo'), selected, items: alone, onChoose: choose },
      ]}
    >
      <Button
        className="composer-to"
        data-testid="chat-to"
        aria-label={`${t('chat.toLabel')}: ${to?.name ?? t('chat.everyone')}`}
      >
        {to && <Lock aria-hidden />}
        <span className="composer-to-word">{t('chat.to')}</span>
        <strong>{to?.name ?? t('chat.everyone')}</strong>
        <ChevronDown aria-hidden />
      </Button>
    </ChoiceMenu>
  );
}
