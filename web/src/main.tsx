import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import './styles/tokens.css';
import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { loadMe } from './account/me';
import { setUpI18n } from './i18n/setup';
import { applyTheme, onPrefs } from './prefs/prefs';

// Asked at once: who is here decides what the first page shows.
void loadMe();
applyTheme();
onPrefs(applyTheme);

void setUpI18n().then(() => {
  const root = document.getElementById('root');
  if (!root) return;
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
});
