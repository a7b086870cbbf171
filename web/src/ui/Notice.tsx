import type { ReactNode } from 'react';
import './notice.css';

interface NoticeProps {
  icon?: ReactNode;
  tone?: 'warn' | 'calm';
  /** A line above the title, such as the meeting's code. */
  context?: ReactNode;
  title: string;
  body: ReactNode;
  actions: ReactNode;
}

/** A page that says one thing: what happened, whom it touches, what to do next. */
export function Notice({ icon, tone = 'calm', context, title, body, actions }: NoticeProps) {
  return (
    <section className="notice">
      {icon && (
        <span className={`notice-icon notice-icon-${tone}`} aria-hidden>
          {icon}
        </span>
      )}
      {context && <p className="muted">{context}</p>}
      <h1 className="page-title">{title}</h1>
      <p className="notice-body">{body}</p>
      <div className="notice-actions">{actions}</div>
    </section>
  );
}
