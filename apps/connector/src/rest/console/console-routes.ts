import type { Context, Hono } from 'hono';
import type { Exchange } from '../exchange.js';
import { serveSession, type SessionPorts } from './serve-session.js';

/** The dependencies of the console. */
export interface ConsoleOptions extends SessionPorts {
  /** The folder with the console's files. Default: the one in this package. */
  readonly consoleFolder?: string;
}

/** Answers a request of the API and logs it. */
type AnswerApi = (c: Context, serve: () => Promise<Exchange>) => Promise<Response>;

/** Adds the console: its session and its files. What the files need is loaded when the first one is asked for. */
export function addConsole(app: Hono, options: ConsoleOptions, answerApi: AnswerApi): void {
  app.get('/', (c) => c.redirect('/console/'));
  app.get('/console', (c) => c.redirect('/console/'));
  app.all('/console/session', (c) => answerApi(c, () => serveSession(c, options)));
  let files: Promise<(c: Context) => Promise<Response>> | undefined;
  app.get('/console/*', async (c) => {
    files ??= import('./console-files.js').then(({ createConsoleFiles }) => createConsoleFiles(options.consoleFolder));
    return (await files)(c);
  });
}
