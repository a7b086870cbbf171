import { SendHorizontal } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CHAT_LIMIT, chatLength } from '../chat/messages';
import { IconButton } from '../ui/Button';

/** Enter sends, Shift+Enter makes a line; while an input method composes, Enter belongs to it. */
export function Composer({ onSend }: { onSend: (text: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const excess = chatLength(text) - CHAT_LIMIT;
  const sendable = text.trim() !== '' && excess <= 0;

  useEffect(() => field.current?.focus({ preventScroll: true }), []);

  const send = () => {
    if (!sendable) return;
    onSend(text.trim());
    setText('');
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <div className="composer">
      <div className="composer-field" data-value={text}>
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          value={text}
          placeholder={t('chat.placeholder')}
          aria-label={t('chat.field')}
          aria-invalid={excess > 0}
          aria-describedby={excess > 0 ? 'composer-excess' : undefined}
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
      {excess > 0 && (
        <p className="composer-excess" id="composer-excess" role="alert">
          {t('chat.tooLong', { count: excess })}
        </p>
      )}
    </div>
  );
}
