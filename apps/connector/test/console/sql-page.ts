import { TWILIO, type Visitor } from './console-bed.js';

/** The path of the page for SQL with a statement. @param more of its query */
export const sqlPath = (sql: string, more = '') => `${TWILIO}/sql?sql=${encodeURIComponent(sql)}${more}`;

/** A statement that sends a message for each body. */
export const insert = (...bodies: readonly string[]) =>
  `insert into messages ("to", sender, body) values ${bodies.map((body) => `('+15550100001', '+15550100100', '${body}')`).join(', ')}`;

/** What tests use of the page for SQL. */
export function sqlPageOf(visitor: () => Visitor) {
  const editor = () => visitor().page.locator('.cm-content');
  const press = (name: string) => visitor().page.getByRole('button', { name, exact: true }).click();
  return {
    /** The code editor. Without a text, it is loaded when the field gets the focus. */
    editor,
    field: () => visitor().page.getByRole('textbox', { name: 'Statement' }),
    grid: () => visitor().page.getByRole('grid', { name: 'Result' }),
    press,
    /** Runs a statement that changes data, and confirms it. */
    write: async (sql: string): Promise<void> => {
      await visitor().page.goto(sqlPath(sql));
      await editor().waitFor();
      await press('Run');
      await press('Run and change data');
    },
    /** The server carries out what is asked, and its answers never arrive. */
    loseAnswers: () =>
      visitor().page.route('**:executeSqlQuery', async (route) => {
        await route.fetch();
        await route.abort();
      }),
    sqlOfLink: () => new URL(visitor().page.url()).searchParams.get('sql'),
  };
}
