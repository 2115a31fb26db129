import { TWILIO, type Visitor } from './console-bed.js';

/** The path of the page for SQL with a statement. @param more of its query */
export const sqlPath = (sql: string, more = '') => `${TWILIO}/sql?sql=${encodeURIComponent(sql)}${more}`;

/** What tests use of the page for SQL. */
export function sqlPageOf(visitor: () => Visitor) {
  return {
    /** The code editor. Without a text, it is loaded when the field gets the focus. */
    editor: () => visitor().page.locator('.cm-content'),
    field: () => visitor().page.getByRole('textbox', { name: 'Statement' }),
    grid: () => visitor().page.getByRole('grid', { name: 'Result' }),
    press: (name: string) => visitor().page.getByRole('button', { name, exact: true }).click(),
    sqlOfLink: () => new URL(visitor().page.url()).searchParams.get('sql'),
  };
}
