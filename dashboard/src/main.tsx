import { render } from 'preact';
import './styles/tokens.css';
import './styles/base.css';
import './styles/print.css';
import { App } from './app';
import { followLinks } from './state/location';
import { findSession } from './state/session';

followLinks();
void findSession();
render(<App />, document.getElementById('app')!);
